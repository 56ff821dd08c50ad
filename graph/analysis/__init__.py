"""Collaboration networks measured: pure functions from networks to small frozen answers.

`network` holds the two-mode network of actors and projects, `ties` its projection to actors, `nulls` the networks that
chance would make. Every other module is one measure, or a family of kin. Nothing here reads files, asks the graph or
looks at the clock; chance comes in by a seed. The formulas, with what they do at their edges, stand where the functions
are defined.
"""
