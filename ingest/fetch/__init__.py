"""Fetching: what a source declares, brought to the shelf politely, whole, or not at all."""
