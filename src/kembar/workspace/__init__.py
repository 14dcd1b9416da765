"""Folders and files: where they stand, how they are written whole, what is cached."""
