"""Names in any language to things of the graph, and to places of the world."""
