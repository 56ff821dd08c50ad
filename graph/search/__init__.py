"""Search over everything that has a name: an index that a build writes, and the answers that are read from it."""
