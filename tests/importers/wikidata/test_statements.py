"""The bindings of a statement become a link, with dates of their own precision."""

from __future__ import annotations

import pytest

from kembar.importers.links import Link, Mention, Rejected
from kembar.importers.wikidata.statements import (
    Binding,
    bindings_of,
    date_of,
    is_unknown,
    links_of,
    point_of,
    statement_link,
)
from kembar.language import speaking
from kembar.model.dates import PartialDate

ITEM, TWIN = "http://www.wikidata.org/entity/Q10389", "http://www.wikidata.org/entity/Q8684"


def links(*rows: Binding) -> list[Link | Rejected]:
    return list(links_of(enumerate(rows, start=2)))


def the_link(*rows: Binding) -> Link:
    (result,) = links(*rows)
    assert isinstance(result, Link)
    return result


@pytest.mark.parametrize(
    ("value", "precision", "date"),
    [
        ("1997-01-01T00:00:00Z", "9", "1997"),
        ("1997-05-01T00:00:00Z", "10", "1997-05"),
        ("1997-05-24T00:00:00Z", "11", "1997-05-24"),
        ("1997-01-01T00:00:00Z", "11", "1997-01-01"),
        ("+1997-00-00T00:00:00Z", "9", "1997"),
        ("+1997-05-00T00:00:00Z", "10", "1997-05"),
        ("0836-01-01T00:00:00Z", "9", "0836"),
        ("1997-05-24T10:11:12.5+07:00", "14", "1997-05-24"),
        ("1997-01-01T00:00:00Z", "", "1997"),
        ("1997-05-01T00:00:00Z", "", "1997-05"),
        ("1997-05-24T00:00:00Z", "", "1997-05-24"),
        ("1997-01-02", "", "1997-01-02"),
        ("1997-01", "", "1997-01"),
        (" 1997 ", "", "1997"),
    ],
)
def test_a_date_has_its_own_precision(value: str, precision: str, date: str) -> None:
    assert date_of(value, precision) == PartialDate(date)


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("1960-01-01T00:00:00Z", "8"),
        ("-0044-03-15T00:00:00Z", "11"),
        ("12026-01-01T00:00:00Z", "9"),
        ("1997-02-30T00:00:00Z", "11"),
        ("1997-13-01T00:00:00Z", "10"),
        ("last year", ""),
        ("", ""),
    ],
)
def test_a_value_less_precise_than_a_year_is_no_date(value: str, precision: str) -> None:
    with pytest.raises(ValueError, match=r"is not a d|is known less than to the year"):
        date_of(value, precision)


def test_unknown_values_have_two_forms() -> None:
    assert is_unknown("_:b0")
    assert is_unknown("http://www.wikidata.org/.well-known/genid/12")
    assert not is_unknown(ITEM)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("Point(107.6 -6.9)", (-6.9, 107.6)),
        ("POINT (1e1 2)", (2.0, 10.0)),
        ("Point(107.6 -96.9)", None),
        ("Point(nan 1)", None),
        ("Point(1.2.3 1)", None),
        ("<http://www.wikidata.org/entity/Q405> Point(1 2)", None),
        ("", None),
    ],
)
def test_a_point_lies_on_the_earth(text: str, point: tuple[float, float] | None) -> None:
    assert point_of(text) == point


def test_rows_of_one_statement_are_one_link() -> None:
    row = {
        "statement": "s",
        "item": ITEM,
        "twin": TWIN,
        "itemLabel": "Bandung",
        "twinLabel": "Seoul",
    }
    result = the_link(
        row | {"start": "2016", "reference": "https://b.example", "itemCountryCode": "ID"},
        row | {"start": "2016-11-21", "reference": "https://a.example", "itemCountryCode": "ID"},
        row | {"start": "nonsense", "reference": "javascript:alert(1)", "itemLabelKo": "반둥"},
    )
    assert result.one == Mention("Bandung", "ID", "Q10389", other_names=("반둥",))
    assert result.since == PartialDate("2016-11-21"), "2016 says the same, only less"
    assert result.reference == "https://a.example"
    assert result.note == "start 'nonsense' is not a date"
    assert result.line == 2


def test_two_statements_of_one_pair_are_two_links() -> None:
    row = {"item": ITEM, "twin": TWIN}
    assert len(links(row | {"statement": "s1"}, row | {"statement": "s2"})) == 2
    assert len(links(row, row | {"start": "1999"})) == 1


def test_the_latest_end_counts_and_others_are_noted() -> None:
    row = {"item": ITEM, "twin": TWIN}
    result = the_link(row | {"end": "2001"}, row | {"end": "2009"})
    assert (result.until, result.note) == (PartialDate("2009"), "end also given as 2001")


def test_an_unknown_start_is_no_date() -> None:
    result = the_link({"item": ITEM, "twin": TWIN, "start": "_:b1"})
    assert (result.since, result.note) == (None, "")


def test_places_without_a_qid_differ_by_country() -> None:
    row = {"item": "London", "twin": "Berlin", "twinCountry": "DE"}
    first, second = links(
        row | {"itemCountryLabel": "Canada"}, row | {"itemCountryLabel": "United Kingdom"}
    )
    assert isinstance(first, Link)
    assert isinstance(second, Link)
    assert (first.one, second.one) == (
        Mention("London", "Canada"),
        Mention("London", "United Kingdom"),
    )
    assert first.other == Mention("Berlin", "DE")


def test_a_label_equal_to_the_qid_or_blank_is_ignored() -> None:
    result = the_link({"item": ITEM, "itemLabel": "Q10389", "twin": TWIN, "twinLabel": " \n"})
    assert (result.one.name, result.other.name) == ("Q10389", "Q8684")


def test_a_country_without_a_label_is_ignored() -> None:
    row = {"item": ITEM, "itemCountry": "http://www.wikidata.org/entity/Q252", "twin": TWIN}
    assert the_link(row | {"itemCountryLabel": "Q252"}).one.country == ""
    assert the_link(row | {"itemCountryLabel": "Indonesia"}).one.country == "Indonesia"


def test_a_deprecated_statement_is_omitted() -> None:
    assert (
        links({"item": ITEM, "twin": TWIN, "rank": "http://wikiba.se/ontology#DeprecatedRank"})
        == []
    )


def test_each_row_without_a_place_is_rejected() -> None:
    result = links({"item": ITEM}, {"item": ITEM}, {"twin": TWIN}, {"item": ITEM, "twin": "_:b"})
    assert [(type(one), one.line) for one in result] == [(Rejected, line) for line in (2, 3, 4, 5)]
    assert [one.column for one in result if isinstance(one, Rejected)] == [
        "twin",
        "twin",
        "item",
        "twin",
    ]


def test_a_place_is_never_its_own_twin() -> None:
    result = statement_link(
        Mention("Bandung", "ID", "Q10389"), Mention("Bandoeng", "", "Q10389"), line=7
    )
    assert isinstance(result, Rejected)
    assert (result.line, result.reason.split(";")[0]) == (7, "Bandung (Q10389) is its own twin")
    assert isinstance(statement_link(Mention("Solo"), Mention("Solo")), Rejected)
    assert isinstance(statement_link(Mention("Solo", "ID"), Mention("Solo", "US")), Link)


def test_results_come_in_three_shapes() -> None:
    verbose = {"x": {"type": "literal", "value": "a"}, "y": {"type": "bnode", "value": "b0"}}
    rows = [{"x": "a", "y": "_:b0"}]
    assert list(bindings_of({"results": {"bindings": [verbose]}})) == rows
    assert list(bindings_of([verbose])) == rows
    assert list(bindings_of([{"x": "a", "y": "_:b0", "z": None}])) == rows
    assert list(bindings_of([{"x": 9, "y": "half \ud800 one"}])) == [{"x": "9", "y": "half ? one"}]


@pytest.mark.parametrize("wrong", [None, 1, "x", {}, {"results": []}, {"results": {}}, [1], [[]]])
def test_other_json_is_no_result(wrong: object) -> None:
    with pytest.raises(ValueError, match="holds no SPARQL results"):
        list(bindings_of(wrong))


@pytest.mark.parametrize("language", ["id", "ko"])
def test_a_note_is_the_same_in_each_language(language: str) -> None:
    """A second import in another language must find the files unchanged; a reason is for today."""
    ended = {"item": ITEM, "twin": TWIN, "ended": "_:b1"}
    alone = {"item": ITEM, "itemLabel": "Bandung"}
    with speaking(language):
        assert the_link(ended).note == "has ended; the date is unknown"
        (spoken,) = links(alone)
    (english,) = links(alone)
    assert isinstance(spoken, Rejected) and isinstance(english, Rejected)
    assert spoken.reason != english.reason
