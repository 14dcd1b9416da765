"""QuickStatements are exported for exactly the partnerships that Wikidata lacks."""

from __future__ import annotations

import pytest

from kembar.exports.quickstatements import as_quickstatements
from kembar.rdf.engine import Engine
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace

SOURCES = """\
source,title,publisher,url
city,List of the city,City A,https://a.example.org/sisters
wikidata,Wikidata,Wikidata,https://www.wikidata.org/wiki/Property:P190
"""
CITIES = """\
city,name_en,country,wikidata,source
id-a,A,id,Q1,city
kr-b,B,kr,Q2,city
kr-c,C,kr,,city
kr-d,D,kr,Q4,city
"""
PARTNERSHIPS = """\
partnership,cities,kind,since,status,claimed_by,source
id-a--kr-b,id-a; kr-b,sister-city,1997-08,,,city
id-a--kr-b,id-a; kr-b,,,,id-a,wikidata
id-a--kr-c,id-a; kr-c,sister-city,,,,city
id-a--kr-d,id-a; kr-d,sister-city,,prospective,,city
kr-b--kr-d,kr-b; kr-d,sister-city,1990,,,city
kr-b--kr-d,kr-b; kr-d,sister-city,1991,,,city
"""


@pytest.fixture
def small(empty: Workspace) -> Engine:
    assert empty.root
    for name, text in (
        ("sources", SOURCES),
        ("countries", "country,name_en,source\nid,Indonesia,city\nkr,South Korea,city\n"),
        ("cities", CITIES),
        ("partnerships", PARTNERSHIPS),
    ):
        (empty.root / "data" / f"{name}.csv").write_text(text)
    return open_store(empty).engine


def test_only_missing_statements_are_exported(small: Engine) -> None:
    reference = 'S854\t"https://a.example.org/sisters"'
    assert as_quickstatements(small).splitlines() == [
        # A's own item claims B already; B's does not claim A. A month is known: precision 10.
        f"Q2\tP190\tQ1\tP580\t+1997-08-00T00:00:00Z/10\t{reference}",
        # Dates that differ are left out.
        f"Q2\tP190\tQ4\t{reference}",
        f"Q4\tP190\tQ2\t{reference}",
    ]
