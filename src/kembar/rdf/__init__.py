"""RDF: terms, text, and the engines that hold triples; it knows no city and no workspace."""
