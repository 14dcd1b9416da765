"""The command line: parsing and printing only. What a command does not use is not imported."""


def run() -> None:
    """The program: what was printed before is printed again, everything else is done."""
    from kembar.cli import again

    if not again.printed():
        # Before this line nothing is imported that takes longer than to start Python.
        from kembar.cli import program

        program.run()
