"""The Research Organization Registry (ROR): who does or funds research, with names and identifiers."""
