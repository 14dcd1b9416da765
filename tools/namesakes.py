"""Write the likeliest place of each name of the gazetteer, from the tables that cities.py writes.

    python tools/namesakes.py

writes namesakes.tsv into the folder of the package's data: so the commands that know a city of the
graph need not read the gazetteer to see that a larger city has its name.
"""

from __future__ import annotations

from pathlib import Path

from kembar.names import namesakes
from kembar.names.gazetteer import POPULATION
from kembar.names.geonames import Atlas


def main() -> None:
    """Write the table."""
    path = Path(namesakes.__file__).parent / "data/namesakes.tsv"
    text = namesakes.table(Atlas.load(POPULATION))
    path.write_text(text, "utf-8", newline="\n")
    print(f"{path.name}: {text.count(chr(9)):,} names, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
