"""Questions as of a day tell what is certain from what is possible."""

from pathlib import Path

import pytest

import kembar
from kembar.queries.run import answer_question
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace, init_workspace

QUESTIONS = find_questions(Workspace())
TABLE = """agreement,partnership,type,title,signed_on,valid_from,valid_until,source
begins-later,x--y,minutes,Begins later,2015-05-01,2016-01-01,2020,unverified
year,x--y,minutes,Known by its year,2015,,2015,unverified
about,x--y,minutes,About 2015,2015~,,2019,unverified
before,x--y,minutes,Before,../2010,,2030,unverified
open,x--y,minutes,No end,2010-05-01,,,unverified
ended,x--y,minutes,Ended,1990,,199X,unverified
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A graph with agreements, and a partnership, whose dates are not certain."""
    folder = tmp_path_factory.mktemp("days")
    workspace = init_workspace(folder / "own")
    own = folder / "own" / "data" / "own"
    own.mkdir(parents=True)
    (own / "source.toml").write_text('title = "Days"\n', "utf-8")
    (own / "partnerships.csv").write_text(
        "partnership,cities,kind,since,until,source\n"
        "x--y,id-bandung; kr-seoul,sister-city,,,unverified\n"
        "before--about,id-bandung; id-medan,sister-city,../1997,2003~,unverified\n",
        "utf-8",
    )
    (own / "agreements.csv").write_text(TABLE, "utf-8")
    return open_store(workspace).engine


@pytest.fixture(scope="module")
def rows(engine: Engine) -> list[tuple[str, str, str]]:
    """The certainty of each agreement, by its title and the day."""
    certainties = []
    for day in ("2015-06-15", "2016", "2018-01-01", "1995-01-01"):
        answer = answer_question(engine, QUESTIONS["agreements-in-force"], {"asOf": day})
        titles = answer.columns.index("agreement"), answer.columns.index("certainty")
        certainties += [(day, str(row[titles[0]]), str(row[titles[1]])) for row in answer.rows]
    return certainties


@pytest.mark.parametrize(
    ("day", "title", "certainty"),
    [
        ("2015-06-15", "Begins later", ""),
        ("2016", "Begins later", "certain"),
        ("2015-06-15", "Known by its year", "possible"),
        ("2016", "Known by its year", ""),
        ("2015-06-15", "About 2015", "possible"),
        ("2018-01-01", "About 2015", "certain"),
        ("1995-01-01", "About 2015", ""),
        ("2015-06-15", "Before", "certain"),
        ("1995-01-01", "Before", "possible"),
        ("2018-01-01", "No end", "possible"),
        ("1995-01-01", "No end", ""),
        ("1995-01-01", "Ended", "possible"),
    ],
)
def test_an_agreement_is_in_force_for_certain_or_perhaps(
    rows: list[tuple[str, str, str]], day: str, title: str, certainty: str
) -> None:
    assert [word for when, name, word in rows if (when, name) == (day, title)] == [
        word for word in [certainty] if word
    ]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("1990", []),
        ("1998", [("active", "../1997")]),
        ("2004", [("active", "../1997")]),
        ("2005", [("ended", "2003~")]),
    ],
)
def test_a_status_begins_and_ends_by_its_days(
    engine: Engine, day: str, state: list[tuple[str, str]]
) -> None:
    parameters = {"partnership": "before--about", "asOf": day}
    answer = answer_question(engine, QUESTIONS["partnership-status"], parameters)
    assert [(str(row[1]), str(row[2])) for row in answer.rows] == state


def test_a_profile_shows_an_uncertain_date(engine: Engine) -> None:
    parameters = {"partnership": "before--about"}
    answer = answer_question(engine, QUESTIONS["partnership-profile"], parameters)
    assert {("since", "../1997"), ("until", "2003~")} <= {
        (str(row[0]), str(row[1])) for row in answer.rows
    }


def test_an_uncertain_date_goes_round_by_table_and_graph(tmp_path: Path) -> None:
    graph = kembar.open(init_workspace(tmp_path / "own").root)
    entry = kembar.entry(
        "partnership", cities=["Bandung", "Utrecht"], kind="sister city", since="sekitar 1997"
    )
    preview = graph.preview([entry], author="me")
    assert "since about 1997" in " ".join(preview.sentences)
    assert '"1997~"^^<http://id.loc.gov/datatypes/edtf/EDTF>' in preview.trig
