"""Saved questions: lookup, parameters, answers by SPARQL or SQL, their cache; the network graph."""
