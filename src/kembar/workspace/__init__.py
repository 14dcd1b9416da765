"""Folders and files: their layout, writes that are whole or absent, the lock, the cache."""
