"""SHACL: the whole graph, and what a change would break."""
