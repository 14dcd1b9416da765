"""Exports of the graph and its saved questions for other programs, a module for each format."""
