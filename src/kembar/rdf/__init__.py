"""RDF: terms, syntax, and engines; independent of the domain and of workspaces."""
