"""Saved questions: found, bound, run in SPARQL or SQL, cached; the network graph."""
