"""The command line: parsing and printing only. What a command does not use is not imported."""

import atexit
import gc


def run() -> None:
    """The program: what is known beforehand is printed, everything else is done."""
    # What a command imports and makes is mostly in use until it ends: to look through it for
    # garbage took a seventh of the time of a query, half of it at the end.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)

    from kembar.cli import again, help_page

    if help_page.printed():
        return
    asked = again.what_is_asked()
    if not again.printed(asked):
        # Before this line nothing is imported that takes longer than to start Python.
        from kembar.cli import main

        main.run(asked)
