"""Profiles: all that the graph tells of a thing, with who tells it, for pages and reports."""
