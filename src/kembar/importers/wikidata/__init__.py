"""Wikidata: its query service, its results as files, and its dumps."""
