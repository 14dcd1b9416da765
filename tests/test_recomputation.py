"""Each question that counts says what polars finds in the tables: shipped ones, generated ones."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import kembar
from kembar.queries.saved import find_questions
from kembar.shipped_folder import SHIPPED
from kembar.workspace.layout import Workspace, init_workspace
from tests.recomputation import EXPECTED, Tables

pytest.importorskip("polars")

ANSWERS = {
    "most-connected": "id:city partners countries",
    "cities-of-country": "id:city partners countries agreements activities",
    "countries-by-partnerships": "country:country partnerships cities",
    "country-pairs": "pair:pair partnerships activities sharing",
    "activities-by-year": "text:year activities partnerships",
    "activity-kinds": "activity-kind:kind activities partnerships places",
    "agencies-by-activities": "id:agency activities partnerships",
    "capacity-by-field": "field:field capacity-dimension:group activities partnerships",
    "capacity-by-partnership": "label:partnership capacity-dimension:group activities participants",
    "fields-agreed": "field:field agreements activities partnerships",
    "funding": "id:payer text:year text:currency amount",
    "participants": "label:between text:year activities participants",
    "partnerships-compared": "label:partnership agreements activities participants fields studies "
    "obstacles",
    "single-source-partnerships": "label:partnership",
    "one-sided-partnerships": "label:partnership id:claimant",
    "shared-partners": "id:candidate shared",
    "obstacles-by-type": "obstacle-type:obstacle count",
    "shared-obstacles": "obstacle-type:obstacle studies partnerships",
    "missing-facts": "term:what term:fact missing total",
    "sources-by-type": "source-type:type sources",
    "holdings": "term:what count",
    "coverage": "country:country units partnerships agreements activities",
    "with-and-without": "trait:trait group:group partnerships active",
}
"""The columns that are compared; before a colon, the kind of key that tells the rows apart."""

ELSEWHERE = {
    "before-during-after": "of two days for each date: tests/store/test_rules.py",
    "claims-and-data": "sentences with the numbers of other questions",
    "persons": "a count of the documents of one person: tests/queries/test_identity.py",
    "suspects": "a list, its counts are conditions: tests/queries/test_identity.py",
}
"""Questions that count or add up, which are held to something else."""

PARTIAL = ("with-and-without", "missing-facts", "holdings")

TRAITS = {"budget": "known budget of an activity", "language": "shared official language"}


def test_every_question_that_counts_is_held() -> None:
    counting = {
        name
        for name, question in find_questions(Workspace()).items()
        if "COUNT(" in question.sparql or "SUM(" in question.sparql
    }
    assert counting - set(EXPECTED) - set(ELSEWHERE) == set()


class Held:
    """A graph beside its tables."""

    def __init__(self, graph: kembar.KnowledgeGraph, tables: Tables) -> None:
        self.graph, self.tables = graph, tables
        self._names: dict[str, str] = {}
        answer = graph.sparql(
            "SELECT ?s (MIN(STR(?l)) AS ?n) { ?s skos:prefLabel|rdfs:label ?l ."
            " FILTER(LANG(?l) IN ('', 'en')) } GROUP BY ?s"
        )
        own = graph.sparql(
            "SELECT ?s (MIN(STR(?l)) AS ?n) { ?s skos:prefLabel ?l ."
            " FILTER(STRSTARTS(STR(?s), STR(id:))) } GROUP BY ?s"
        )
        for rows in (answer, own):
            assert isinstance(rows, kembar.Answer)
            self._names |= {str(iri): str(name) for iri, name in rows.rows if iri and name}
        self._labels = {}
        labels = graph.sparql("SELECT ?s ?n { ?s a kb:Partnership ; rdfs:label ?n }")
        assert isinstance(labels, kembar.Answer)
        self._labels = {str(iri): str(name) for iri, name in labels.rows}

    def name(self, kind: str, key: object) -> str:
        """Return what an answer calls a thing."""
        text = "" if key is None else str(key)
        if kind == "source-type" and not text:
            return "not told"
        if kind in ("text", "group") or not text:
            return {"True": "with", "False": "without"}.get(text, text)
        if kind == "term":
            return self._names[f"https://w3id.org/kembar/{text}"]
        if kind == "trait":
            return TRAITS[text]
        if kind == "pair":
            return " – ".join(self.name("country", each) for each in text.split())
        if kind == "country":
            return self._names[f"https://w3id.org/kembar/id/country/{text}"]
        if kind == "label":
            return self._labels[f"https://w3id.org/kembar/id/{text}"]
        if kind == "id":
            return self._names[f"https://w3id.org/kembar/id/{text}"]
        return self._names[f"https://w3id.org/kembar/concept/{kind}/{text}"]

    def check(self, question: str) -> None:
        answered, expected = self.answered(question), self.expected(question)
        if question in PARTIAL:  # what only other tables, or rules, tell is left out
            keys = {tuple(cell for cell in row if isinstance(cell, str)) for row in expected}
            answered = [r for r in answered if tuple(c for c in r if isinstance(c, str)) in keys]
        assert answered == expected
        assert answered

    def expected(self, question: str) -> list[tuple[object, ...]]:
        kinds = [part.partition(":")[0] for part in ANSWERS[question].split() if ":" in part]
        return sorted(
            (
                *(self.name(kind, key) for kind, key in zip(kinds, row, strict=False)),
                *(float(str(number)) for number in row[len(kinds) :]),
            )
            for row in EXPECTED[question](self.tables)
        )

    def answered(self, question: str) -> list[tuple[object, ...]]:
        answer = self.graph.query(question)
        rows = []
        for row in answer.rows:
            cells = dict(zip(answer.columns, row, strict=True))
            values: list[object] = []
            for part in ANSWERS[question].split():
                cell = cells[part.rpartition(":")[2]]
                text = cell.text if cell else ""
                values.append(text if ":" in part else float(text))
            rows.append(tuple(values))
        return sorted(rows)


@pytest.fixture(scope="module")
def shipped(cache: Path) -> Held:
    assert cache.is_dir()
    folders = [path for path in (SHIPPED / "data").iterdir() if path.is_dir()]
    return Held(kembar.open(), Tables(folders))


@pytest.mark.parametrize("question", ANSWERS)
def test_the_shipped_data_count_as_their_tables(shipped: Held, question: str) -> None:
    shipped.check(question)


COUNTRIES = ("id", "kr", "jp", "de")
RETIRED_PARTNERSHIP, RETIRED_ACTIVITY = "retired--partnership", "retired-activity"


def _start(number: int, place: int) -> str:
    """A year, a month of it, or what may lie in several years."""
    if number % 7 in (1, 4):
        return ("../2007", "199X", "1997~", "2003/2004", "2005?", "2006/..")[number % 6]
    return f"{2001 + number % 6}" + (f"-0{3 + place}" if place else "")


def _generate(folder: Path) -> None:
    """Write tables with all that makes counting go wrong.

    Partnerships of three cities, cities of several partners, activities of up to eight
    partnerships, two sources that differ, dates of a year only, plans beside what was done,
    prospects, budgets without an amount, and things that are retired later.
    """
    chance = random.Random(20)
    cities = [f"{COUNTRIES[n % 4]}-{name}" for n, name in enumerate(
        ("bandung", "busan", "kobe", "bonn", "bogor", "daegu", "nara", "ulm", "medan", "jeju"))]  # fmt: skip
    sources = [f"s{n}" for n in range(4)]
    partnerships = {f"p{n}": chance.sample(cities, 3 if n % 4 == 0 else 2) for n in range(16)}
    partnerships["p3"] = ["id-bandung", "kr-busan"]
    partnerships["p4"] = ["kr-busan", "jp-kobe", "de-bonn"]
    lines: dict[str, list[str]] = {
        "sources": ["source,title,type", *(f"{s},Source {s},website" for s in sources)],
        "cities": ["city,name_en,country,source",
                   *(f"{c},{c[3:].title()},{c[:2]},s0" for c in cities)],
        "agencies": ["agency,name_en,country,source", "office,Office,id,s0", "bureau,Bureau,kr,s1"],
        "partnerships": ["partnership,cities,kind,since,status,claimed_by,source"],
        "agreements": ["agreement,partnership,type,title,signed_on,fields,source"],
        "activities": ["activity,partnerships,kind,status,title,start,place,organisers,participants,"
                       "budget,currency,payer,fields,capacity_dimension,source"],
        "studies": ["study,title,author,year,partnerships,source",
                    "st1,One,A,2010,p1; p2,s0", "st2,Two,B,2011,p1,s1"],
        "obstacles": ["obstacle,study,partnership,type,label_en,source",
                      "o1,st1,p1,budget,O,s0", "o2,st2,p2,budget,O,s1", "o3,st1,p1,language,O,s0"],
    }  # fmt: skip
    for number, (key, units) in enumerate(partnerships.items()):
        kind = ("sister-city", "friendship-city", "", "prospective")[
            number % 4 if number > 4 else 0
        ]
        status = "cancelled" if number == 9 else ""
        claims = units[0] if number % 3 else ""
        for source in sources[: 1 + number % 3]:
            since = (
                chance.choice(("1997", "1997-08", "1997-08-25")) if kind != "prospective" else ""
            )
            lines["partnerships"].append(
                f"{key},{'; '.join(units)},{kind},{since if not status else ''},{status},{claims},{source}"
            )
    # One source with a claim of each side.
    lines["partnerships"] += [
        f"p99,id-medan; de-ulm,sister-city,1990,,{c},s3" for c in ("id-medan", "de-ulm")
    ]
    lines["partnerships"].append(f"{RETIRED_PARTNERSHIP},id-bandung; de-ulm,sister-city,1990,,,s0")
    for number in range(10):
        lines["agreements"] += [f"g{number},p{number},memorandum,G{number},{1998 + number},"
                                f"{'culture; tourism' if number % 2 else 'culture'},s{number % 3}"]  # fmt: skip
    for number in range(30):
        under = chance.sample(sorted(partnerships), (1, 2, 3, 8)[number % 4])
        kind, status = (
            ("conference", "cultural-event")[number % 2],
            "planned" if number % 5 == 4 else "carried-out",
        )
        for place, source in enumerate(sources[: 1 + number % 3]):
            budget = str(100 * (number + 1) + place) if number % 3 == 0 else ""
            people = str(10 + number + place) if number % 2 else ""
            # A plan of more people than came, of another source than the one that saw them.
            state = "planned" if place == 2 else status
            people = "999" if place == 2 else people
            payer = chance.choice(("office", "bureau")) if number % 3 == 1 else ""
            if budget:
                payer = "office"
            lines["activities"].append(
                f"a{number},{'; '.join(under)},{kind},{state},A{number},{_start(number, place)},"
                f"{cities[number % 4]},{'office; bureau' if number % 2 else 'office'},{people},{budget},"
                f"{'EUR' if budget else ''},{payer},{'culture; tourism' if number % 3 else 'tourism'},"
                f"{'human-resources' if number % 2 else ''},{source}"
            )
    lines["activities"].append(
        f"{RETIRED_ACTIVITY},p3; p4,conference,carried-out,R,2001,jp-kobe,office,500,900,EUR,office,culture,human-resources,s0"
    )
    for name, text in lines.items():
        (folder / f"{name}.csv").write_text("\n".join(text) + "\n", "utf-8")


@pytest.fixture(scope="module")
def generated(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    assert cache.is_dir()
    root = tmp_path_factory.mktemp("generated") / "office"
    init_workspace(root)
    (root / "kembar.toml").write_text('title = "generated"\nshipped = false\nformat = 2\n')
    _generate(root / "data")
    graph = kembar.open(root)
    for key in (RETIRED_PARTNERSHIP, RETIRED_ACTIVITY):
        graph.commit(graph.preview_retirement(key, reason="It never was"), ignore_warnings=True)
    reference = root.parent / "reference"
    reference.mkdir()
    for name in ("countries.csv", "sources.csv"):
        shutil.copy(SHIPPED / "data" / "reference" / name, reference)
    yield Held(graph, Tables([root / "data", reference], [RETIRED_PARTNERSHIP, RETIRED_ACTIVITY]))


@pytest.mark.parametrize("question", ANSWERS)
def test_generated_data_count_as_their_tables(generated: Held, question: str) -> None:
    generated.check(question)
