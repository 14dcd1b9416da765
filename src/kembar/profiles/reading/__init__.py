"""The facts of a graph, read in a handful of queries, one for each class of things."""

from __future__ import annotations

import datetime

from kembar.errors import InputError
from kembar.names.lookup import resolve
from kembar.profiles.facts import GraphFacts
from kembar.profiles.reading.cooperation import activities, agreements, partnerships
from kembar.profiles.reading.names import Names
from kembar.profiles.reading.places import cities, countries, sources
from kembar.profiles.reading.questions import claims, statuses, still_in_office
from kembar.profiles.reading.statements import Statements
from kembar.profiles.reading.studies import studies
from kembar.rdf.engine import Engine
from kembar.rdf.terms import parse_term


def read_graph_facts(engine: Engine, title: str, as_of: str = "") -> GraphFacts:
    """Return all facts of a graph, each with the sources that state it.

    Args:
        engine: the graph.
        title: of its workspace.
        as_of: the day whose statuses and office-holders count, ISO 8601; today by default.

    Raises:
        InputError: `as_of` is no day.
        KembarError: the graph cannot be read.
    """
    day = _day(engine, as_of) if as_of else datetime.date.today().isoformat()
    statements = Statements(engine)
    names = Names(statements)
    partners = {
        iri for one in statements.of("Partnership").values() for iri in one.texts("kb:hasPartner")
    }
    signed = statements.of("Signature") and still_in_office(engine, day)
    return GraphFacts(
        title=title,
        as_of=day,
        cities=cities(statements, names, partners),
        countries=countries(statements, names),
        partnerships=partnerships(statements, names, statuses(engine, day) if as_of else None),
        agreements=agreements(statements, names, signed or {}),
        activities=activities(statements, names),
        studies=studies(statements, claims(engine) if statements.of("Obstacle") else {}),
        sources=sources(statements),
    )


def _day(engine: Engine, text: str) -> str:
    try:
        return parse_term(resolve(engine, "date", text)).text
    except ValueError as bad:
        raise InputError(str(bad), column="as_of") from None
