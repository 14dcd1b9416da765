"""The store: an index of the files, built from them, kept in step, and pushed."""
