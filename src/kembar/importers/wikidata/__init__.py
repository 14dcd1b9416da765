"""Importer of twinnings from Wikidata: its query service, saved query results, and dumps."""
