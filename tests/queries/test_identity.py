"""One thing is one thing: persons in several spellings, and questions that show what may be double."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.queries.run import answer_question
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace
from kembar.workspace.transaction import data_folder

QUESTIONS = find_questions(Workspace())

Rows = list[dict[str, str]]

TABLES = {
    "sources": "source,title,type,url\n"
    "one,A,news,https://www.x.org/page/\ntwo,A,news,http://x.org/page#top\n"
    "three,B,news,https://x.org/page2\n",
    "countries": "country,name_en,name_id,source\nid,Indonesia,Indonesia,one\n",
    "cities": "city,name_en,country,wikidata,source\n"
    "id-a,A,id,Q1,one\nid-a-2,A,id,Q1,two\nid-b,B,id,Q2,one\n",
    "partnerships": "partnership,cities,source\nid-a--id-b,id-a; id-b,one\nb--a,id-b; id-a,two\n"
    "three,id-a; id-a-2; id-b,two\n",
    "agreements": "agreement,partnership,type,signed_on,signed_by,source\n"
    "mou,id-a--id-b,charter,2001-02-03,Weber | Mayor | id-a,one\n"
    "mou-2,id-a--id-b,charter,2001-02-03,Hans Weber | Mayor | id-a,two\n"
    "mou-3,id-a--id-b,charter,2001-02,,two\n"
    "odd,id-a--id-b,charter,2001,,one\nodd,id-a--id-b,plan-of-action,2001-05,,two\n"
    "late,id-a--id-b,charter,2004-05,,one\nlate,id-a--id-b,charter,2004-06,,two\n",
    "activities": "activity,partnerships,kind,status,title,start,source\n"
    "visit,id-a--id-b; three,talks,carried-out,X,2001,one\n"
    "visit-2,id-a--id-b,talks,carried-out,Y,2001,two\n"
    "expo,id-a--id-b,expo,carried-out,Z,2003,one\nexpo,id-a--id-b,talks,carried-out,Z,2004,two\n",
    "studies": "study,title,source\ns,S,one\n",
    "findings": "finding,study,statement_en,source\nf1,s,It grew.,one\nf2,s,It grew.,two\n",
    "tenures": "tenure,person,office,unit,start,source\n"
    "t1,Ann,Mayor,id-a,2001-02,one\nt2,Ann,Mayor,id-a,2001,two\nt3,Ann,Mayor,id-a,2009,two\n"
    "t4,Ann,Mayor,id-b,2015,two\nt5,Bo,Mayor,id-b,2015,two\nt6,Bo,Mayor,id-b,,two\n",
}


def rows(engine: Engine, question: str, **parameters: str) -> Rows:
    answer = answer_question(engine, QUESTIONS[question], parameters)
    names = answer.columns
    return [
        {name: "" if value is None else str(value) for name, value in zip(names, row, strict=True)}
        for row in answer.rows
    ]


def write(folder: Path, tables: dict[str, str]) -> None:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("person", "unit", "written", "documents"),
    [
        ("Kwon Young-jin", "Daegu", "Kwon; Kwon Young-jin", "2"),
        ("Tom Barrett", "Milwaukee", "Barrett; Tom Barrett", "2"),
        ("Hans Gunther Weber", "Braunschweig", "Gunter Weber; Hans Gunther Weber", "1"),
        ("Ridwan Kamil", "Bandung", "Ridwan Kamil", "5"),
        ("Ridwan Kamil", "West Java", "Ridwan Kamil", "1"),
    ],
)
def test_a_person_is_one_in_all_spellings(
    engine: Engine, person: str, unit: str, written: str, documents: str
) -> None:
    (row,) = [row for row in rows(engine, "persons", city=unit) if row["person"] == person]
    assert (row["written"], row["documents"]) == (written, documents)


def test_a_person_in_two_units_is_one(engine: Engine) -> None:
    query = """SELECT DISTINCT ?who {
      ?time <https://w3id.org/kembar/holder>/<https://w3id.org/kembar/isPerson> ?who .
      ?who <http://www.w3.org/2004/02/skos/core#prefLabel> "Ridwan Kamil" }"""
    assert len(engine.select(query).rows) == 1


def test_a_signer_has_the_terms_of_other_spellings(engine: Engine) -> None:
    """The minutes of Milwaukee write Barrett and Kwon, whose terms stand under their full names."""
    signers = {
        (row["person"], row["from"], row["to"])
        for row in rows(engine, "turnover", asOf="2026-11-30", city="Milwaukee")
        if "Daegu" in row["agreement"]
    }
    assert signers == {
        ("Kwon Young-jin", "2014-07-01", "2022-06-30"),
        ("Tom Barrett", "2004", "2021-12"),
    }


@pytest.fixture
def doubtful(empty: Workspace) -> Workspace:
    """A workspace with one suspect of each kind, and things beside them that are none."""
    write(data_folder(empty), TABLES)
    return empty


def test_each_kind_of_suspect_is_shown_once(doubtful: Workspace) -> None:
    answer = rows(open_store(doubtful).engine, "suspects", lang="en")
    assert sorted((row["reason"], row["keys"]) for row in answer) == [
        ("one address elsewhere, two units", "id-a; id-a-2"),
        ("one key, different days: one document?", "late"),
        ("one key, different starts: one activity?", "expo"),
        ("one key, several kinds: one activity?", "expo"),
        ("one key, several types: one document?", "odd"),
        ("one name in two units: one person?", "id-a; id-b"),
        ("one page, two sources", "one; two"),
        ("one person, two spellings?", "Hans Weber; Weber"),
        ("same partners, kind and start, two activities", "visit; visit-2"),
        ("same partners, two partnerships", "b--a; id-a--id-b"),
        ("same partners, type and day, two documents", "mou; mou-2"),
        ("same person, office and time, two terms", "t1; t2; t3"),
        ("same person, office and time, two terms", "t5; t6"),
        ("same words, two findings", "f1; f2"),
    ]


def test_a_person_who_is_listed_is_no_suspect(doubtful: Workspace) -> None:
    """The change reaches the names of the signatures, though no file of theirs has changed."""
    open_store(doubtful)
    listed = "person,name,other_names,units,source\nw,Hans Weber,Weber,id-a,one\nann,Ann,,id-a; id-b,one\n"
    write(data_folder(doubtful), {"persons": listed})
    engine = open_store(doubtful).engine
    reasons = {row["reason"] for row in rows(engine, "suspects", lang="en")}
    assert not {"one person, two spellings?", "one name in two units: one person?"} & reasons
    (row,) = [row for row in rows(engine, "persons", city="id-a") if row["person"] == "Hans Weber"]
    assert row["written"] == "Hans Weber; Weber"
