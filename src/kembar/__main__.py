"""`python -m kembar` is the command line."""

from kembar.cli import run

run()
