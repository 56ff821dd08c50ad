"""Everything that knows RDF: writing, checking, releasing, serving."""
