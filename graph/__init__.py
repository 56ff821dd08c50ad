"""The knowledge graph: records, identity, RDF, releases, questions."""
