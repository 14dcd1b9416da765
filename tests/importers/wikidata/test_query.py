"""The query is plain SPARQL that any engine runs, and safe against injection."""

from __future__ import annotations

import pytest

from kembar.errors import InputError
from kembar.importers.wikidata.query import twinnings_query
from kembar.importers.wikidata.statements import VARIABLES
from kembar.rdf.oxigraph import OxigraphEngine


@pytest.mark.parametrize("country", ["", "ID", "Q252"])
@pytest.mark.parametrize("limit", [None, 5])
def test_an_engine_runs_the_query_with_its_variables(country: str, limit: int | None) -> None:
    query = twinnings_query(country, after="a", limit=limit)
    assert OxigraphEngine.in_memory().select(query).columns == VARIABLES
    assert "SERVICE" not in query


@pytest.mark.parametrize("country", ["Indonesia", "Q", "Q1 } #", 'I"', "ID\n", "é1"])
def test_a_country_is_a_code_or_a_qid(country: str) -> None:
    with pytest.raises(InputError, match="is not a country"):
        twinnings_query(country)
