"""One module per kind of source; each reads files and gives records or triples."""
