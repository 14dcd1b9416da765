"""Write a workspace of generated tables, of any size, for benchmarks.

    python benchmarks/graphs.py FOLDER --cities 11600
    python benchmarks/graphs.py FOLDER --world

The shape is that of real twinnings: few cities have hundreds of partners and most have one or two
(Seoul and Bandung are among the few), sources overlap, dates have the precision of a year or a day,
and budgets are in several currencies. The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kembar.workspace.layout import SHIPPED, Workspace, init_workspace

HUBS = ("kr-seoul", "id-bandung")
"""Cities of the shipped data that have many partners here."""

PLACE = Path("data") / "generated"
_CARD = """\
title = "Generated data for measuring"
publisher = "Kembar contributors"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
"""
_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u", "ar", "en", "il")]
_KINDS = ("sister-city", "friendship-city", "project-partnership")
_TIERS = ("first-level", "second-level", "third-level")
_DOCUMENTS = ("letter-of-intent", "memorandum-of-understanding", "sister-city-agreement")
_ACTIVITIES = ("training", "study-visit", "official-visit", "workshop", "expo", "talks")
_FIELDS = ("education", "culture", "tourism", "urban-economy", "environment", "health", "youth")
_AGENCIES = ("city-department", "university", "chamber-of-commerce", "training-institute")
_CURRENCIES = {"IDR": 1_000_000, "KRW": 100_000, "USD": 100}

Cells = dict[str, str]
Pairs = dict[str, tuple[str, str]]
"""The two partners of each partnership."""


@dataclass(frozen=True)
class Size:
    """Numbers of things of each kind."""

    cities: int
    partnerships: int
    agreements: int
    activities: int

    @classmethod
    def of(cls, cities: int) -> Size:
        """Return the proportions of 11,600 cities with 15 thousand partnerships."""
        return cls(cities, cities * 13 // 10, cities * 9 // 10, cities * 17 // 10)

    @property
    def parts(self) -> int:
        """The number of folders for agreements and activities, as of several collectors."""
        return min(48, max(1, self.activities // 300))


WORLD = Size(100_000, 130_000, 250_000, 1_000_000)
"""About all cities with partners, agreements and activities: 16 million statements."""


def write_generated(folder: Path, size: Size, seed: int = 1) -> Workspace:
    """Create a workspace over the shipped data with generated tables."""
    workspace = init_workspace(folder)
    generator = _Generator(random.Random(seed), size)
    for name, rows in generator.tables():
        table = folder / PLACE / name
        table.parent.mkdir(parents=True, exist_ok=True)
        (table.parent / "source.toml").write_text(_CARD, "utf-8")
        _write(table.with_suffix(".csv"), rows)
    return workspace


class _Generator:
    """Rows of each table, from one random generator."""

    def __init__(self, chance: random.Random, size: Size) -> None:
        self._chance = chance
        self._size = size
        self._sources = [f"gazette-{n:05}" for n in range(max(10, size.cities // 20))]
        self._agencies = [f"agency-{n:05}" for n in range(max(5, size.cities // 30))]

    def tables(self) -> Iterator[tuple[str, list[Cells]]]:
        """Yield the name of each table below the folder, and its rows."""
        cities = list(self._cities())
        pairs = self._pairs([*HUBS, *(row["city"] for row in cities)])
        agreements = list(self._agreements(pairs))
        studies = list(self._studies(pairs))
        yield "sources", list(self._publications())
        yield "cities", cities
        yield "agencies", list(self._organisations(cities))
        yield "partnerships", list(self._partnerships(pairs))
        yield "studies", studies
        yield "findings", list(self._findings(studies))
        activities = self._activities(pairs, agreements)
        parts = self._size.parts
        for part in range(parts):
            yield f"part-{part:02}/agreements", agreements[part::parts]
            count = len(range(part, self._size.activities, parts))
            yield f"part-{part:02}/activities", list(itertools.islice(activities, count))

    def _publications(self) -> Iterator[Cells]:
        for key in self._sources:
            yield {
                "source": key,
                "type": "news",
                "title": f"Twinnings of {key.title()}",
                "publisher": "Gazette",
                "published": self._date(),
                "url": f"https://example.org/{key}",
                "language": "en",
            }

    def _cities(self) -> Iterator[Cells]:
        countries = _countries()
        for name in self._names(self._size.cities):
            country = self._chance.choice(countries)
            yield {
                "city": f"{country}-{name.lower()}",
                "name_en": name,
                "name_local": f"{name} Raya" if self._chance.random() < 0.3 else "",
                "country": country,
                "unit_type": self._chance.choice(("city", "city", "city", "province", "district")),
                "tier": self._chance.choice(_TIERS),
                "latitude": f"{self._chance.uniform(-55, 68):.4f}",
                "longitude": f"{self._chance.uniform(-180, 180):.4f}",
                "source": self._source(),
            }

    def _names(self, count: int) -> list[str]:
        names: set[str] = set()
        while len(names) < count:
            names.add("".join(self._chance.choices(_SYLLABLES, k=4)).title())
        return sorted(names)

    def _organisations(self, cities: list[Cells]) -> Iterator[Cells]:
        for number, key in enumerate(self._agencies):
            city = self._chance.choice(cities)
            yield {
                "agency": key,
                "name_en": f"Office {number} of {city['name_en']}",
                "type": self._chance.choice(_AGENCIES),
                "part_of": city["city"],
                "country": city["country"],
                "source": self._source(),
            }

    def _pairs(self, cities: list[str]) -> Pairs:
        """Return random partners; the first cities have the most."""
        weights = list(itertools.accumulate(1 / (rank + 3) ** 0.8 for rank in range(len(cities))))
        pairs: Pairs = {}
        while len(pairs) < self._size.partnerships:
            one, other = sorted(self._chance.choices(cities, cum_weights=weights, k=2))
            if one != other:
                pairs[f"{one}--{other}"] = (one, other)
        return pairs

    def _partnerships(self, pairs: Pairs) -> Iterator[Cells]:
        for key, partners in pairs.items():
            sources = self._chance.sample(self._sources, 1 + (self._chance.random() < 0.15))
            for source in sources:
                yield {
                    "partnership": key,
                    "cities": "; ".join(partners),
                    "kind": self._chance.choice(_KINDS),
                    "since": self._date(),
                    "claimed_by": self._maybe(0.3, partners[0]),
                    "source": source,
                }

    def _agreements(self, pairs: Pairs) -> Iterator[Cells]:
        keys = list(pairs)
        for number in range(self._size.agreements):
            partnership = self._chance.choice(keys)
            one, other = pairs[partnership]
            kind = self._chance.choice(_DOCUMENTS)
            year = self._chance.randint(1960, 2025)
            signed = f"Mayor {number} | Mayor | {one}; Mayor {number + 1} | Mayor | {other}"
            yield {
                "agreement": f"{partnership}--{year}-{number}",
                "partnership": partnership,
                "type": kind,
                "title": f"{kind.replace('-', ' ').title()} no. {number}",
                "signed_on": f"{year}-{self._chance.randint(1, 12):02}-12",
                "valid_until": self._maybe(0.5, str(year + 5)),
                "signed_by": signed,
                "fields": self._fields(),
                "source": self._source(),
            }

    def _activities(self, pairs: Pairs, agreements: list[Cells]) -> Iterator[Cells]:
        for number in range(self._size.activities):
            agreement = self._chance.choice(agreements)
            partnership = agreement["partnership"]
            year = int(agreement["signed_on"][:4]) + self._chance.randint(0, 5)
            kind = self._chance.choice(_ACTIVITIES)
            paid = self._chance.random() < 0.3
            currency = self._chance.choice(list(_CURRENCIES))
            yield {
                "activity": f"{partnership}--{kind}-{number}",
                "partnerships": partnership,
                "agreement": agreement["agreement"],
                "kind": kind,
                "status": "carried-out",
                "title": f"{kind.replace('-', ' ').title()} no. {number}",
                "start": f"{year}-{self._chance.randint(1, 12):02}-03",
                "end": self._maybe(0.3, f"{year + 1}-01"),
                "place": self._chance.choice(pairs[partnership]),
                "organisers": self._chance.choice(self._agencies),
                "participants": self._maybe(0.5, str(self._chance.randint(2, 400))),
                "budget": str(self._chance.randint(10, 900) * _CURRENCIES[currency] * paid or ""),
                "currency": currency if paid else "",
                "payer": self._chance.choice(pairs[partnership]) if paid else "",
                "fields": self._fields(),
                "source": self._source(),
            }

    def _studies(self, pairs: Pairs) -> Iterator[Cells]:
        keys = list(pairs)
        for number in range(max(5, self._size.cities // 40)):
            yield {
                "study": f"study-{number:05}",
                "title": f"A study of twinning no. {number}",
                "author": f"Author {number}; Author {number + 7}",
                "year": str(self._chance.randint(1990, 2025)),
                "type": "article",
                "partnerships": self._chance.choice(keys),
                "methods": "case-study",
                "evidence": "interview; document",
                "source": self._source(),
            }

    def _findings(self, studies: list[Cells]) -> Iterator[Cells]:
        for study in studies:
            yield {
                "finding": f"{study['study']}-f1",
                "study": study["study"],
                "partnership": study["partnerships"],
                "statement_en": "The programmes were carried out in part.",
                "assessment": "partly-achieved",
                "evidence": "interview",
                "source": study["source"],
            }

    def _source(self) -> str:
        return self._chance.choice(self._sources)

    def _fields(self) -> str:
        return "; ".join(sorted(self._chance.sample(_FIELDS, self._chance.randint(1, 3))))

    def _date(self) -> str:
        year = self._chance.randint(1955, 2025)
        return self._chance.choice((f"{year}", f"{year}-{self._chance.randint(1, 12):02}-15"))

    def _maybe(self, likely: float, value: str) -> str:
        return value if self._chance.random() < likely else ""


def _countries() -> list[str]:
    with (SHIPPED / "data/reference/countries.csv").open(encoding="utf-8") as file:
        return sorted({row["country"] for row in csv.DictReader(file)})


def _write(path: Path, rows: list[Cells]) -> None:
    columns = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (row[columns[0]], row["source"])))


def main() -> None:
    """Write one workspace."""
    parser = argparse.ArgumentParser(description="Write a workspace of generated data.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cities", type=int, default=11_600)
    parser.add_argument("--world", action="store_true", help="100 thousand cities")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    size = WORLD if options.world else Size.of(options.cities)
    write_generated(options.folder, size, options.seed)
    print(f"{options.folder}: {size}")


if __name__ == "__main__":
    main()
