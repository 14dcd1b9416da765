"""Keys have the form of the curated tables; a new record gets a free one."""

from __future__ import annotations

import pytest

from kembar.model.keys import key_for, source_key


@pytest.mark.parametrize(
    ("kind", "cells", "key"),
    [
        ("city", {"country": "nl", "name_en": "'s-Hertogenbosch"}, "nl-s-hertogenbosch"),
        ("partnership", {"cities": "kr-seoul; id-bandung"}, "id-bandung--kr-seoul"),
        (
            "agreement",
            {"partnership": "a--b", "type": "letter-of-intent", "signed_on": "2015-05-20"},
            "a--b--2015-loi",
        ),
        ("agreement", {"partnership": "a--b", "type": "friendship-agreement"}, "a--b--undated-friendship"),
        (
            "activity",
            {"partnerships": "a--b; a--c", "start": "2017-03-02", "title": "Training of tax officers abroad"},
            "a--b--2017-03-training-of-tax-officers",
        ),
        ("agency", {"name_en": "Tax Office", "part_of": "id-bandung"}, "id-bandung-tax-office"),
        ("study", {"title": "X", "author": "Sri Rahayu; B", "year": "2021"}, "rahayu-2021"),
        ("study", {"title": "On the cities"}, "on-the-cities"),
        ("finding", {"study": "rahayu-2021"}, "rahayu-2021-f1"),
        ("obstacle", {"study": "rahayu-2021"}, "rahayu-2021-o1"),
        (
            "tenure",
            {"unit": "id-bandung", "person": "Ridwan Kamil", "start": "2013-09-16"},
            "id-bandung--ridwan-kamil--2013",
        ),
        ("person", {"units": "id-bandung; id-x", "name": "Ridwan Kamil"}, "id-bandung--ridwan-kamil"),
        ("event", {"name_en": "Expo", "start": "2020-01"}, "expo-2020"),
        ("activity", {"partnerships": "a--b", "start": "1997?", "title": "Visit"}, "a--b--1997-visit"),
        ("activity", {"partnerships": "a--b", "start": "../2007-03", "title": "Visit"}, "a--b--2007-03-visit"),
        ("agreement", {"partnership": "a--b", "type": "letter-of-intent", "signed_on": "199X"}, "a--b--199x-loi"),
        ("tenure", {"unit": "id-x", "person": "Ani", "start": "1997~/2001"}, "id-x--ani--1997"),
        (
            "observation",
            {"city": "id-bandung", "indicator": "population", "period": "2016~"},
            "id-bandung--population--2016-about",
        ),
        (
            "observation",
            {"city": "id-bandung", "indicator": "population", "period": "2016"},
            "id-bandung--population--2016",
        ),
        ("agreement", {"partnership": "a--b", "type": "charter", "signed_on": "1990/1993"}, "a--b--1990-charter"),
        ("agreement", {"partnership": "a--b", "type": "charter", "signed_on": "../1996"}, "a--b--1996-charter"),
        ("activity", {"partnerships": "a--b", "start": "199X", "kind": "visit"}, "a--b--199x-visit"),
        ("activity", {"partnerships": "a--b", "start": "2004-06~", "kind": "visit"}, "a--b--2004-06-visit"),
        ("activity", {"partnerships": "a--b", "start": "../1996", "kind": "visit"}, "a--b--1996-visit"),
        ("tenure", {"unit": "a", "person": "B", "start": "1997?"}, "a--b--1997"),
        ("tenure", {"unit": "a", "person": "B"}, "a--b--undated"),
        ("study", {"title": "X", "author": "B", "year": "/1997"}, "b-1997"),
        ("event", {"name_en": "Expo", "start": "19XX/.."}, "expo-19xx"),
        ("observation", {"city": "a", "indicator": "p", "period": "1997~"}, "a--p--1997-about"),
        ("observation", {"city": "a", "indicator": "p", "period": "../1997%"}, "a--p--open-1997-about-perhaps"),
    ],
)  # fmt: skip
def test_a_key_is_made_of_the_cells(kind: str, cells: dict[str, str], key: str) -> None:
    assert key_for(kind, cells, lambda _: False) == key


def test_a_new_agreement_gets_the_next_free_key() -> None:
    keys = {"a--b--2015-loi", "a--b--2015-loi-2", "s-f1"}
    cells = {"partnership": "a--b", "type": "letter-of-intent", "signed_on": "2015"}
    assert key_for("agreement", cells, keys.__contains__) == "a--b--2015-loi-3"
    assert key_for("finding", {"study": "s"}, keys.__contains__) == "s-f2"


def test_a_partnership_always_has_the_same_key() -> None:
    assert key_for("partnership", {"cities": "a; b"}, lambda _: True) == "a--b"


def test_the_key_of_a_source_is_its_address_or_title() -> None:
    assert source_key("https://www.example.org/a?b=1", "") == "example-org-a-b-1"
    assert source_key("", "Interview with the Mayor") == "interview-with-the-mayor"
