"""What a person adds or changes: from entries to a checked change on record."""
