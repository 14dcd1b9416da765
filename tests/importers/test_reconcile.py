"""Mentions match cities by identifier, by a person's decision or by name, and never by a guess."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from kembar.errors import InputError
from kembar.importers.links import Mention
from kembar.importers.reconcile import Reconciler, mention_key, read_review, review_csv
from kembar.rdf.engine import Engine
from kembar.rdf.results import Table
from kembar.rdf.terms import Value

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def reconciler(engine: Engine) -> Reconciler:
    return Reconciler(engine)


@pytest.mark.parametrize(
    ("name", "country", "city"),
    [
        ("Bandung", "Indonesia", "id-bandung"),
        ("Kota Bandung", "Republik Indonesia", "id-bandung"),
        ("반둥", "인도네시아", "id-bandung"),
        ("Braunschweig", "Germany", "de-braunschweig"),
        ("Utrecht", "Netherlands", "nl-utrecht"),
    ],
)
def test_known_and_new_cities_have_a_key(
    reconciler: Reconciler, name: str, country: str, city: str
) -> None:
    match = reconciler.reconcile(Mention(name, country))
    assert match.city == city
    assert match.how in ("exact", "normalised")
    assert match.score > 0.8


def test_an_unclear_name_stays_open_with_candidates(reconciler: Reconciler) -> None:
    match = reconciler.reconcile(Mention("Springfield", "United States"))
    assert (match.city, match.how) == (None, "ambiguous")
    assert len(match.candidates) > 1
    assert reconciler.reconcile(Mention("Atlantis of nowhere", "Indonesia")).city is None


def test_coordinates_choose_between_namesakes(reconciler: Reconciler) -> None:
    match = reconciler.reconcile(
        Mention("Springfield", "United States", latitude=39.8, longitude=-89.64)
    )
    assert match.place is not None
    assert match.place.subdivision == "IL"


def test_two_qids_of_one_name_are_two_cities(engine: Engine) -> None:
    reconciler = Reconciler(engine)
    one = reconciler.reconcile(Mention("Utrecht", "Netherlands", "Q803"))
    other = reconciler.reconcile(Mention("Utrecht", "Netherlands", "Q9908"))
    assert one.city == "nl-utrecht"
    assert (other.city, other.how) == ("nl-utrecht-q9908", "new")


def test_a_qid_makes_a_city_that_no_gazetteer_has(reconciler: Reconciler) -> None:
    match = reconciler.reconcile(Mention("Hinterpfuiteufel", "Germany", "Q999999"))
    assert (match.city, match.how) == ("de-hinterpfuiteufel-q999999", "new")
    assert reconciler.reconcile(Mention("Q999998", "Germany", "Q999998")).city is None


def test_a_completed_review_decides(engine: Engine, tmp_path: Path) -> None:
    mention = Mention("Springfield", "United States")
    open_one = Reconciler(engine).reconcile(mention)
    text = review_csv([open_one], {mention_key(mention): [7]})
    assert text.splitlines()[1].startswith("Springfield,United States,,,7,ambiguous,,")
    number = open_one.candidates[0].geonames
    for choice, city in ((number, "us-springfield"), ("skip", None), ("id-medan", "id-medan")):
        path = tmp_path / "review.csv"
        path.write_text(text.replace(",ambiguous,,", f",ambiguous,{choice},"))
        match = Reconciler(engine, read_review(path)).reconcile(mention)
        assert (match.city, match.how) == (city, "reviewed" if city else "skipped")


def test_a_review_file_keeps_the_choices(engine: Engine, tmp_path: Path) -> None:
    chosen, other = Mention("Springfield", "United States"), Mention("Xqzzt", "United States")
    left_open = Reconciler(engine).reconcile(other)
    text = review_csv([left_open], {}, {mention_key(chosen): "id-medan"})
    (tmp_path / "review.csv").write_text(text)
    choices = {mention_key(chosen): "id-medan", mention_key(other): ""}
    assert read_review(tmp_path / "review.csv") == choices
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["Springfield", "Xqzzt"]


@pytest.mark.parametrize(
    ("text", "message"),
    [("name,country\n", r"\[wikidata\]: this column is missing"), ("", "this column is missing")],
)
def test_a_broken_review_raises(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "r.csv").write_text(text)
    with pytest.raises(InputError, match=message):
        read_review(tmp_path / "r.csv")
    with pytest.raises(InputError, match="cannot be read"):
        read_review(tmp_path / "none.csv")


def test_a_choice_that_is_no_city_raises(engine: Engine) -> None:
    choices = {("Springfield", "United States", "", ""): "the big one"}
    with pytest.raises(
        InputError, match=r"\[choice\]: 'Springfield': 'the big one' is neither the key of a city"
    ):
        Reconciler(engine, choices).reconcile(Mention("Springfield", "United States"))


class WithIdentifiers:
    """A graph that has identifiers for Bandung and Seoul."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def select(self, query: str) -> Table:
        table = self._engine.select(query)
        same = {"id-bandung": f"{WD}Q10389", "kr-seoul": f"{WD}Q8684"}
        rows = {row[0].text: row for row in table.rows if row[0] and row[0].text in same}
        extra = [(*rows[key][:5], Value(same[key], "iri")) for key in same]
        return Table(table.columns, [*table.rows, *extra])


WD = "http://www.wikidata.org/entity/"


@pytest.fixture(scope="module")
def identified(engine: Engine) -> Engine:
    return cast(Engine, WithIdentifiers(engine))


@pytest.mark.parametrize(
    "mention",
    [
        Mention("Bandung", "Indonesia", "Q8684"),  # the identifier of Seoul
        Mention("Bandung", "", "Q8684"),
        Mention("Nowhere at all", "Indonesia", "Q8684"),
        Mention("Seoul", "", "Q8684", latitude=-6.9, longitude=107.6),
        Mention("Bandung", "Indonesia", "Q42"),  # the graph has another one for Bandung
        Mention("Bandung", "Indonesia", geonames="1835848"),
    ],
)
def test_an_identifier_of_another_place_is_not_believed(
    identified: Engine, mention: Mention
) -> None:
    match = Reconciler(identified).reconcile(mention)
    assert (match.city, match.how) == (None, "contradicted")
    assert match.candidates


@pytest.mark.parametrize(
    "mention",
    [
        Mention("Seoul", "South Korea", "Q8684"),
        Mention("서울특별시", "", "Q8684"),
        Mention("A name that nobody knows", "", "Q8684"),
        Mention("Q8684", "", "Q8684"),
        Mention("Seoul", "", "Q8684", latitude=37.6, longitude=127.1),
        Mention("Seoul", "Korea", geonames="1835848"),
    ],
)
def test_an_identifier_that_fits_is_believed(identified: Engine, mention: Mention) -> None:
    match = Reconciler(identified).reconcile(mention)
    assert (match.city, match.how) == ("kr-seoul", "identifier")


def test_a_reviewer_overrules_an_identifier(identified: Engine) -> None:
    mention = Mention("Bandung", "Indonesia", "Q8684")
    match = Reconciler(identified, {mention_key(mention): "id-bandung"}).reconcile(mention)
    assert (match.city, match.how, match.id_believed) == ("id-bandung", "reviewed", False)


def test_one_identifier_of_two_names_is_told(engine: Engine) -> None:
    reconciler = Reconciler(engine)
    assert reconciler.reconcile(Mention("Suwon", "South Korea", "Q1")).city == "kr-suwon"
    match = reconciler.reconcile(Mention("Bandung", "Indonesia", "Q1"))
    assert (match.city, match.how) == (None, "contradicted")
