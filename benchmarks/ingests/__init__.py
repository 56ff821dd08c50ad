"""Three ways from the same tables of CORDIS to the same statements, each run as a process of its own.

`ours` is the program's own reading and writing; `frames` is the plain script that pandas and rdflib invite; `rml` is
morph-kgc with the mapping `mapping.ttl`. Each takes a folder and a file, writes the file as N-Quads, and prints what it
measured as JSON. What the three of them say is laid down in `compared`.
"""
