"""One module or folder for each source."""
