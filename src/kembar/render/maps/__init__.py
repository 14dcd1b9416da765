"""Maps: cities and their partners on the outlines of the land."""
