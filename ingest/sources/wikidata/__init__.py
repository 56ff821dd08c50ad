"""Wikidata: organisations of the region and of the country with the numbers that tie registers together."""
