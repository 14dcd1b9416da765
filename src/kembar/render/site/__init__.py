"""The site of a graph: its pages, its index of names, its feeds and downloads, in one folder."""
