"""The command line: parses arguments, calls the one object, prints its results."""

import atexit
import gc


def run() -> None:
    """Run the command that `sys.argv` names; exit with its code."""
    # A command's objects live until it ends: looking for garbage among them took a seventh of the
    # time of a query, half of it at exit.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)

    from kembar.cli import main

    main.run()
