"""The W3C's SPARQL test suite, run over HTTP against our service and against the engine's own server."""
