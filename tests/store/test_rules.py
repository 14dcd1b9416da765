"""A rule is run for some things alone only if it derives statements about these alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import derived_graph, term
from kembar.rdf.terms import iri
from kembar.store.open_store import open_store
from kembar.store.rules import Rule, derivation_patches, load_rules
from kembar.workspace.layout import SHIPPED, File, Workspace

SEOUL = iri("https://w3id.org/kembar/id/kr-seoul")


def test_every_shipped_rule_is_local() -> None:
    assert [rule.name for rule in load_rules(Workspace()) if not rule.is_local] == []


@pytest.mark.parametrize("root", [SHIPPED / "office", SHIPPED / ".." / "office"])
def test_a_workspace_among_the_shipped_is_limited(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It may lie in the repository of the program, or be named by a path from there.
    own = File(root / "ontology" / "mine.rq", "workspace/ontology/mine.rq")
    monkeypatch.setattr(Workspace, "files", lambda *_: [own])
    monkeypatch.setattr("kembar.store.rules.read_text", lambda _: "CONSTRUCT WHERE { ?s ?p ?o }")
    assert [rule.is_shipped for rule in load_rules(Workspace(root))] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?this <urn:p> ?x . ?x <urn:p> ?this } WHERE { VALUES ?this { UNDEF } ?this ?p ?x }",
        "CONSTRUCT { ?x <urn:p> ?this } WHERE { VALUES ?this { UNDEF } ?this ?p ?x }",
        "CONSTRUCT { ?this <urn:p> ?x } WHERE { ?this ?p ?x }",
    ],
)
def test_a_rule_about_other_subjects_is_not_local(text: str) -> None:
    assert not Rule("mine", text, "mine.rq").is_local


def test_a_local_run_gives_the_same_as_a_whole_run(engine: Engine) -> None:
    for rule in load_rules(Workspace()):
        whole = rule.construct(engine)
        assert rule.construct(engine, {SEOUL}) == {triple for triple in whole if triple[0] == SEOUL}


def test_a_store_in_step_needs_no_patch(engine: Engine) -> None:
    assert all(
        removed | added == set()
        for _, removed, added in derivation_patches(engine, Workspace(), None)
    )


def test_a_rule_of_a_workspace_has_its_own_graph(empty: Workspace) -> None:
    assert empty.root
    (empty.root / "ontology").mkdir()
    rule = empty.root / "ontology" / "mine.rq"
    rule.write_text("CONSTRUCT { ?c a <urn:mine> } WHERE { ?c a <https://w3id.org/kembar/Mine> }")
    (empty.root / "data" / "a.ttl").write_text("<urn:a> a <https://w3id.org/kembar/Mine> .")
    open_store(empty)
    (empty.root / "data" / "b.ttl").write_text("<urn:b> a <https://w3id.org/kembar/Mine> .")
    built = open_store(empty)
    assert built.status == "updated"
    triples = set(built.engine.triples(derived_graph("workspace/mine")))
    assert triples == {(iri(f"urn:{x}"), term("rdf:type"), iri("urn:mine")) for x in "ab"}


def test_no_rule_reads_what_another_derives(empty: Workspace) -> None:
    assert empty.root
    (empty.root / "ontology").mkdir()
    for name, source in (("one", "stated"), ("two", "derived")):
        (empty.root / "ontology" / f"{name}.rq").write_text(
            f"CONSTRUCT {{ ?s <urn:derived> ?o }} WHERE {{ ?s <urn:{source}> ?o }}"
        )
    (empty.root / "data" / "mine.ttl").write_text("<urn:a> <urn:stated> <urn:b> .")
    engine = open_store(empty).engine
    assert len(list(engine.triples(derived_graph("workspace/one")))) == 1
    assert list(engine.triples(derived_graph("workspace/two"))) == []


def test_a_broken_rule_is_an_error_with_its_file(engine: Engine) -> None:
    with pytest.raises(InputError, match=r"mine\.rq: not a SPARQL query"):
        Rule("mine", "CONSTRUCT {", "mine.rq").construct(engine)
