"""Rendering of answers, reports and networks, by column names; independent of the ontology."""
