"""Changes by people: from entries to a checked change on record."""
