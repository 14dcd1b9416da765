"""The first page of a site: the desk of the office's own city, or of the whole graph."""
