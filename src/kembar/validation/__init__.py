"""SHACL validation of the whole graph, and of the part that a change touches."""
