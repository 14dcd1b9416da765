"""Fuzzing: targets that take bytes, and any sequence of changes to a workspace; see README.md."""
