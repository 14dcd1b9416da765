"""The index holds every name folded, and no question sees it."""

from __future__ import annotations

from kembar.engine import Engine
from kembar.name_index import indexed
from kembar.terms import iri
from kembar.vocabulary import NAME_KEYS, term

BANDUNG = iri("https://w3id.org/kembar/id/id-bandung")


def test_a_city_stands_in_it_with_its_names_in_all_languages(engine: Engine) -> None:
    keys = {o for _, _, o in engine.triples(NAME_KEYS, subject=BANDUNG)}
    assert {'"bandung"', '"반둥"', '"id bandung"'} <= keys


def test_it_is_no_part_of_what_questions_read(engine: Engine) -> None:
    assert all(p != term("kb:nameKey") for _, p, _ in engine.triples())


def test_it_is_the_same_for_some_things_and_for_all(engine: Engine) -> None:
    for touched in (None, {BANDUNG}):
        assert indexed(engine, touched) == (NAME_KEYS, set(), set())
