"""The redirects for w3id.org: each IRI of the ontology leads somewhere, by what a client accepts."""

from __future__ import annotations

import re

import pytest
from rdflib import RDF, SKOS, Graph
from tools.w3id import readme, rules

from kembar.model.ontology import model
from kembar.rdf.engine import Engine
from kembar.render.pages.ontology_page import ontology_page
from kembar.shipped_folder import SHIPPED

BASE, HOME = "https://w3id.org/kembar/", "https://example.org/home/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RULES = rules(HOME)


def redirect(path: str, accept: str) -> str:
    """Where mod_rewrite leads, as far as the rules use it (compared with Apache 2.4 once)."""
    form, conditions = "", list[tuple[str, str]]()
    for line in RULES.splitlines():
        word, _, rest = line.partition(" ")
        if word == "RewriteCond":
            conditions.append(tuple(rest.split(" ", 1)))  # type: ignore[arg-type]
        if word != "RewriteRule":
            continue
        pattern, target, flags = rest.split(" ")
        values = {"%{HTTP_ACCEPT}": accept, "%{ENV:FORM}": form}
        holds = all(_holds(values[name], test) for name, test in conditions)
        conditions, match = [], re.search(pattern, path)
        if match and holds and "R=303" in flags:
            return match.expand(target.replace("%{ENV:FORM}", form).replace("$", "\\"))
        if match and holds:
            form = flags.strip("[]").removeprefix("E=FORM:")
    return ""


def _holds(value: str, test: str) -> bool:
    if test.startswith("="):
        return value == test[1:]
    return bool(re.search(test.removeprefix("!"), value)) != test.startswith("!")


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (BROWSER, "html"),
        ("*/*", "html"),
        ("", "html"),
        ("text/turtle", "ttl"),
        ("text/turtle, application/rdf+xml;q=0.8, text/html;q=0.5", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml, text/html;q=0.5", "rdf"),
    ],
)
def test_the_form_that_is_asked_for_is_given(accept: str, form: str) -> None:
    assert redirect("", accept) == redirect("ontology", accept) == f"{HOME}ontology.{form}"
    assert redirect("ontology/0.1.0", accept) == f"{HOME}0.1.0/ontology.{form}"
    assert redirect("shape/Date", accept) == f"{HOME}shapes.ttl"
    data = {"html": "index.html", "jsonld": "data.jsonld"}.get(form, "data.ttl")
    for path in ("id/id-bandung", "id/country/kr", "graph/bandung/cities"):
        assert redirect(path, accept) == HOME + data
    assert redirect("nothing/here", accept) == ""


def test_every_term_leads_to_its_place_in_the_page(engine: Engine) -> None:
    page = ontology_page(model(engine))
    places = set(re.findall(r' id="([^"]+)"', page))
    graph = Graph().parse(SHIPPED / "ontology" / "model.ttl")
    graph.parse(SHIPPED / "ontology" / "concepts.ttl")
    terms = {str(s) for s in graph.subjects(RDF.type) if str(s).startswith(BASE)}
    schemes = {str(s) for s in graph.subjects(RDF.type, SKOS.ConceptScheme)}
    assert len(terms) > 300
    for term in terms - schemes - {f"{BASE}ontology"}:
        path = term.removeprefix(BASE)
        file, _, place = redirect(path, BROWSER).partition("#")
        assert file == f"{HOME}en/model.html", term
        assert place in places, term
        assert redirect(path, "text/turtle") == f"{HOME}ontology.ttl"


def test_the_readme_names_maintainers_and_home() -> None:
    text = readme(HOME, ["ani", "budi"])
    assert HOME in text
    assert "- [@ani](https://github.com/ani)\n- [@budi](https://github.com/budi)\n" in text
