"""Profiles of regions, one TOML file each."""
