"""Kembar: a knowledge graph of sister-city relations."""

__version__ = "0.1.0"
