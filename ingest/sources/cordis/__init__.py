"""CORDIS: the projects of the EU's framework programmes, who takes part in them, and their fields of science."""
