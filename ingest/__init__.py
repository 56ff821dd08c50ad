"""From a source's files to records."""
