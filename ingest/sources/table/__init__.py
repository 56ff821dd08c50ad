"""Anyone's own tables, CSV or Excel, whose columns a small TOML file maps: how a city adds its test beds."""
