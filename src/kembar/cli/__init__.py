"""The command line: parsing and printing only. What a command does not use is not imported."""


def run() -> None:
    """The program: what was printed before is printed again, everything else is done."""
    from kembar.cli import again

    asked = again.what_is_asked()
    if not again.printed(asked):
        # Before this line nothing is imported that takes longer than to start Python.
        from kembar.cli import program

        program.run(asked)
