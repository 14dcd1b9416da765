"""The graph leaves the house: one module for each family of formats, each writing whole files."""
