"""How fast the service, the build and the gate are, as ratios to other engines in one interleaved run.

Run by `make bench`; nothing here is a test, and nothing of the program imports it.
"""
