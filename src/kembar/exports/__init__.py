"""Exports of the graph and its saved questions for other programs, one module a format family."""
