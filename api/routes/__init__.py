"""Families of addresses."""
