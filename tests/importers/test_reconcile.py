"""Names are understood by identifier, by a person's decision, by name; and never silently guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.importers.links import Mention
from kembar.importers.reconcile import Reconciler, read_review, review_key, review_text
from kembar.rdf.engine import Engine


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
def test_a_known_city_keeps_its_key_and_a_new_one_gets_one(
    reconciler: Reconciler, name: str, country: str, city: str
) -> None:
    found = reconciler.understand(Mention(name, country))
    assert found.city == city
    assert found.how in ("exact", "normalised")
    assert found.score > 0.8


def test_what_is_not_clear_stays_open_with_its_candidates(reconciler: Reconciler) -> None:
    found = reconciler.understand(Mention("Springfield", "United States"))
    assert (found.city, found.how) == (None, "ambiguous")
    assert len(found.candidates) > 1
    assert reconciler.understand(Mention("Atlantis of nowhere", "Indonesia")).city is None


def test_coordinates_choose_between_namesakes(reconciler: Reconciler) -> None:
    found = reconciler.understand(
        Mention("Springfield", "United States", latitude=39.8, longitude=-89.64)
    )
    assert found.place is not None
    assert found.place.subdivision == "IL"


def test_two_identifiers_are_two_cities_even_where_the_gazetteer_has_one(engine: Engine) -> None:
    reconciler = Reconciler(engine)
    one = reconciler.understand(Mention("Utrecht", "Netherlands", "Q803"))
    other = reconciler.understand(Mention("Utrecht", "Netherlands", "Q9908"))
    assert one.city == "nl-utrecht"
    assert (other.city, other.how) == ("nl-utrecht-q9908", "new")


def test_an_identifier_names_a_city_that_no_gazetteer_has(reconciler: Reconciler) -> None:
    found = reconciler.understand(Mention("Hinterpfuiteufel", "Germany", "Q999999"))
    assert (found.city, found.how) == ("de-hinterpfuiteufel-q999999", "new")
    assert reconciler.understand(Mention("Q999998", "Germany", "Q999998")).city is None


def test_a_completed_review_decides(engine: Engine, tmp_path: Path) -> None:
    mention = Mention("Springfield", "United States")
    open_one = Reconciler(engine).understand(mention)
    text = review_text([open_one], {review_key(mention): [7]})
    assert text.splitlines()[1].startswith("Springfield,United States,,,7,ambiguous,,")
    number = open_one.candidates[0].geonames
    for choice, city in ((number, "us-springfield"), ("skip", None), ("id-medan", "id-medan")):
        path = tmp_path / "review.csv"
        path.write_text(text.replace(",ambiguous,,", f",ambiguous,{choice},"))
        decided = Reconciler(engine, read_review(path)).understand(mention)
        assert (decided.city, decided.how) == (city, "reviewed" if city else "skipped")


@pytest.mark.parametrize(
    ("text", "said"),
    [("name,country\n", r"\[wikidata\]: this column is missing"), ("", "this column is missing")],
)
def test_a_broken_review_is_told(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "r.csv").write_text(text)
    with pytest.raises(InputError, match=said):
        read_review(tmp_path / "r.csv")
    with pytest.raises(InputError, match="cannot be read"):
        read_review(tmp_path / "none.csv")


def test_a_choice_that_is_no_city_is_told(engine: Engine) -> None:
    reviewed = {("Springfield", "United States", "", ""): "the big one"}
    with pytest.raises(InputError, match=r"\[choice\]: 'the big one' is no city's key"):
        Reconciler(engine, reviewed).understand(Mention("Springfield", "United States"))
