"""How answers and networks are shown. A view knows column names, never the ontology."""
