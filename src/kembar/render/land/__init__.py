"""The land of the world, of Natural Earth."""
