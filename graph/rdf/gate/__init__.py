"""What the gate is made of: the SHACL shapes, read and compiled to SPARQL.

`shapes` reads `ontology/shapes.ttl`, `compile` makes a query of each constraint, `conditions` holds those that one
value can break, `coverage` finds what no shape speaks of. `graph.rdf.validate` runs them and judges.
"""
