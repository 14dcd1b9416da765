"""Rendering of the network as an HTML page: its data, its layouts and the page."""
