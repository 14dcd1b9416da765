"""The list of what waits for an office: reviews of imports, problems, doubts, matters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kembar.language import LANGUAGES, speaking
from kembar.profiles.measures import Measures
from kembar.queries.answer import Answer
from kembar.rdf.terms import Value
from kembar.render.site.about import SiteFacts
from kembar.render.site.desks.city import city_desk
from kembar.render.site.desks.waiting import Office, todos
from kembar.workspace.layout import Workspace

CITY = "id-bandung"
SHELL = SiteFacts("Office", "2026-11-30", {"en": "Bandung"}).shell("en", "index.html", "Bandung")
TWO_NAMES = {"Springfield": "4409896", "Kotaantah": ""}


def reviewed(root: Path, choices: dict[str, str]) -> Office:
    lines = [f"{name},,,,2,unknown,{choice},\n" for name, choice in choices.items()]
    head = "name,country,wikidata,coordinates,lines,why,choice,candidates\n"
    root.joinpath("list.review.csv").write_text(head + "".join(lines))
    return Office(Workspace(root))


def test_a_review_waits_until_it_is_imported(measures: Measures, tmp_path: Path) -> None:
    """First its open names, then the settled ones; nothing once the import has them."""
    row = todos(measures, CITY, reviewed(tmp_path, TWO_NAMES), SHELL)[0]
    assert row.task == "list.review.csv"
    assert row.reason.startswith("1 name of this import is open")
    office = reviewed(tmp_path, TWO_NAMES | {"Kotaantah": "skip"})
    settled = todos(measures, CITY, office, SHELL)[0]
    assert settled.reason == "1 name of this import is settled and not imported yet."
    folder = tmp_path / "data" / "imported" / "list"
    folder.mkdir(parents=True)
    folder.joinpath("matches.csv").write_text("match,name\nlist--springfield,Springfield\n")
    assert todos(measures, CITY, office, SHELL)[0].task == "Renew, rest or end."


def test_a_broken_review_says_what_is_wrong(measures: Measures, tmp_path: Path) -> None:
    tmp_path.joinpath("list.review.csv").write_text("name,choice\n")
    row = todos(measures, CITY, Office(Workspace(tmp_path)), SHELL)[0]
    assert (row.task, row.reason) == ("list.review.csv", "this column is missing")


def test_a_public_site_hides_the_workspace(measures: Measures, tmp_path: Path) -> None:
    office = reviewed(tmp_path, TWO_NAMES)._replace(faults=("data/x.csv:1: wrong",))
    own = todos(measures, CITY, office, SHELL)
    public = todos(measures, CITY, office._replace(is_public=True), SHELL)
    assert own[2:] == public
    assert own[1].reason == "The check of the data found 1 problem."
    page = city_desk(measures, CITY, office._replace(is_public=True), SHELL)
    assert "kembar renew" not in page
    assert "kembar renew id-bandung--jp-kawasaki" in city_desk(measures, CITY, office, SHELL)


def test_suspects_of_other_cities_are_no_work(measures: Measures) -> None:
    keys = ("id-bandung--kr-seoul--2015-loi", "jp-kobe; jp-kobe-2", "id-bandung; id-bandung-x")
    answer = Answer(("reason", "keys"), [(Value("one?"), Value(key)) for key in keys])
    rows = todos(measures, CITY, Office(Workspace(), suspects=answer), SHELL)
    assert rows[-1].reason.startswith("2 entries may stand twice")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_lonely_city_has_a_next_step(measures: Measures, code: str) -> None:
    lonely = Measures(replace(measures.facts, partnerships={}, agreements={}, activities={}))
    with speaking(code):
        shell = SiteFacts("Office", "2026-11-30", {}).shell(code, "index.html", "X")
        page = city_desk(lonely, CITY, Office(Workspace()), shell)
    assert page.count("<code>kembar add partnership</code>") == 1
