"""Things are looked up by key or name; statements about them are edited, retired, renewed."""

from __future__ import annotations

from typing import Any

import pytest

from kembar.editing import revise
from kembar.editing.entry import entry
from kembar.editing.interpret import interpret_entries
from kembar.editing.replacement.statements import statements
from kembar.errors import AmbiguousName, InputError, UnknownName
from kembar.model.tables import read_table
from kembar.rdf.engine import Engine
from kembar.shipped_folder import SHIPPED

SOURCE = "haninpost-2015-05-26-loi"
LETTER = "id-bandung--kr-seoul--2015-loi"


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("id-bandung", "city", "id-bandung"),
        ("https://w3id.org/kembar/id/id-bandung", "city", "id-bandung"),
        ("<https://w3id.org/kembar/id/id-bandung>", "city", "id-bandung"),
        ("Bandung – Seoul", "partnership", "id-bandung--kr-seoul"),
        (LETTER, "agreement", LETTER),
        ("purbaningrum-o3", "obstacle", "purbaningrum-o3"),
        ("반둥", "city", "id-bandung"),
    ],
)
def test_a_thing_is_looked_up_by_key_iri_or_name(
    engine: Engine, name: str, kind: str, key: str
) -> None:
    assert revise.resolve_thing(engine, name) == (kind, f"<https://w3id.org/kembar/id/{key}>")


def test_an_unknown_thing_raises_with_the_nearest(engine: Engine) -> None:
    with pytest.raises(UnknownName, match=r"no thing is called 'Bandungg'. Did you mean .*Bandung"):
        revise.resolve_thing(engine, "Bandungg")


def test_an_ambiguous_name_raises_with_the_keys(engine: Engine) -> None:
    with pytest.raises(
        AmbiguousName, match=r"in the graph: sc-victoria.*in the graph: au-victoria"
    ):
        revise.resolve_thing(engine, "Victoria")


def test_each_source_has_its_statement(engine: Engine) -> None:
    _, thing = revise.resolve_thing(engine, LETTER)
    by_source = {one.source: one for one in statements(engine, thing)}
    assert SOURCE in by_source
    assert any("/signature/" in s for s, _, _ in by_source[SOURCE].triples)


def test_statements_become_the_entry_they_came_from(engine: Engine) -> None:
    """Agreements, activities and terms of office of the tables, field by field."""
    for table in ("bandung-seoul/agreements", "bandung-seoul/activities", "korea/tenures"):
        rows = [row.record for row in read_table(SHIPPED / "data" / f"{table}.csv")]
        seen: dict[Any, int] = {}
        for record in rows:
            pair = (key_of_record(record), record.source)
            seen[pair] = seen.get(pair, 0) + 1
        for record in rows[:12]:
            key, source = key_of_record(record), record.source
            if seen[key, source] > 1:
                continue
            edited, _ = revise.entry_of(engine, key, source)
            (again,) = interpret_entries(engine, [edited], entry("source", {"url": source})).records
            assert _sorted(again) == _sorted(record)


def key_of_record(record: Any) -> str:
    return str(getattr(record, type(record).__name__.lower()))


def _sorted(record: Any) -> dict[str, Any]:
    """A record by field; the order of several values means nothing."""
    return {
        name: sorted(map(str, value)) if isinstance(value, tuple) else value
        for name, value in vars(record).items()
    }


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ({"signed_on": ["2016"], "valid_until": ["2019"]}, {"valid_from": ["2020"], "valid_until": ["2022"]}),
        ({"signed_on": ["2016-10-07"], "valid_until": ["2019-10-06"]}, {"valid_from": ["2019-10-07"], "valid_until": ["2022-10-06"]}),
        ({"valid_from": ["2016-12"], "valid_until": ["2020-12"]}, {"valid_from": ["2021-01"], "valid_until": ["2024-12"]}),
        ({"valid_from": ["2019-03-01"], "valid_until": ["2020-02-29"]}, {"valid_from": ["2020-03-01"], "valid_until": ["2021-02"]}),
        ({"valid_until": ["2020-12-31"]}, {"valid_from": ["2021-01-01"]}),
        ({"signed_on": ["2016"]}, {}),
    ],
)  # fmt: skip
def test_the_next_agreement_begins_where_the_last_ends(
    last: dict[str, list[str]], expected: dict[str, list[str]]
) -> None:
    assert revise._term_after(last) == expected


def test_a_source_without_statements_raises(engine: Engine) -> None:
    with pytest.raises(UnknownName, match="no source of a statement about it is called 'nobody'"):
        revise.retirement_request(engine, LETTER, source="nobody", reason="x")
    with pytest.raises(InputError, match="several sources have statements about"):
        revise.entry_of(engine, LETTER)
