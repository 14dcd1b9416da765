"""Names in any language, resolved to things of the graph and to places of the world."""
