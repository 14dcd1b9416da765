"""The statements of the graph as RDF: files, their description, and who says each statement."""
