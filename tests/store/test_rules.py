"""A rule is run for some things alone only if it derives statements about these alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, derived_graph, term
from kembar.rdf.terms import iri
from kembar.shipped_folder import SHIPPED
from kembar.store.open_store import open_store
from kembar.store.rules import Rule, derivation_patches, load_rules
from kembar.workspace.layout import File, Workspace

SEOUL = iri("https://w3id.org/kembar/id/kr-seoul")
ESTABLISHED_PAIRS = f"""{PREFIXES}SELECT DISTINCT ?a ?b {{
  ?relation kb:inStatus <https://w3id.org/kembar/concept/partnership-status/established> .
  ?relation kb:hasPartner ?a , ?b FILTER(?a != ?b)
}}"""


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


STATUSES = """\
partnership,cities,kind,since,until,status,status_on,source
bare,id-bandung; kr-seoul,,,,,,unverified
asked,id-bandung; kr-seoul,,,,prospective,2015,unverified
old-table,id-bandung; kr-seoul,prospective,,,,,unverified
asked-kind,id-bandung; kr-seoul,sister-city,,,prospective,,unverified
mentioned,id-bandung; kr-seoul,,,,prospective,2015,unverified
mentioned,id-bandung; kr-seoul,,,,,,purbaningrum-thesis
signed,id-bandung; kr-seoul,,,,prospective,2030,unverified
signed,id-bandung; kr-seoul,sister-city,,,,,purbaningrum-thesis
begun,id-bandung; kr-seoul,,,,prospective,,unverified
begun,id-bandung; kr-seoul,,2016,,,,purbaningrum-thesis
ended,id-bandung; kr-seoul,sister-city,1990,1999,,,unverified
ends-later,id-bandung; kr-seoul,sister-city,1990,2999,,,unverified
ended-undated,id-bandung; kr-seoul,sister-city,1990,,ended,,unverified
revived,id-bandung; kr-seoul,sister-city,1990,1999,active,2004,unverified
paused,id-bandung; kr-seoul,,,,active,2004,unverified
paused,id-bandung; kr-seoul,,,,suspended,2004-05,unverified
given-up,id-bandung; kr-seoul,,,,prospective,2015,unverified
given-up,id-bandung; kr-seoul,,,,cancelled,,purbaningrum-thesis
ended-before,id-bandung; kr-seoul,sister-city,1990,../1999,,,unverified
ends-after,id-bandung; kr-seoul,sister-city,1990,1999/..,,,unverified
ended-for-certain,id-bandung; kr-seoul,,,,active,../2010,unverified
ended-for-certain,id-bandung; kr-seoul,,,,ended,2004,unverified
"""
STATUS_OF = {
    "bare": "active",
    "asked": "prospective",
    "old-table": "prospective",
    "asked-kind": "prospective",
    "mentioned": "prospective",
    "signed": "active",
    "begun": "active",
    "ended": "ended",
    "ends-later": "active",
    "ended-undated": "ended",
    "revived": "active",
    "paused": "suspended",
    "given-up": "cancelled",
    "ended-before": "ended",
    "ends-after": "active",
    "ended-for-certain": "active",
}


def of_scheme(engine: Engine, predicate: str, key: str) -> set[str]:
    things = engine.triples(subject=iri(f"https://w3id.org/kembar/id/{key}"))
    return {o[1:-1].rpartition("/")[2] for _, p, o in things if p == term(predicate)}


def test_the_status_of_a_partnership(empty: Workspace) -> None:
    assert empty.root
    (empty.root / "data" / "partnerships.csv").write_text(STATUSES)
    engine = open_store(empty).engine
    broader = dict.fromkeys(("prospective", "cancelled"), "not-established")
    for key, status in STATUS_OF.items():
        both = {status, broader.get(status, "established")}
        assert of_scheme(engine, "kb:inStatus", key) == both, key
    assert of_scheme(engine, "kb:ofKind", "old-table") == {"not-told"}
    assert of_scheme(engine, "kb:ofKind", "signed") == {"sister-city"}


def test_twins_follow_what_each_source_tells(own: Workspace) -> None:
    """Each source may come and go: what it decides is derived anew, for the cities too."""
    assert own.root
    table = own.root / "data" / "partnerships.csv"
    header, pair = "partnership,cities,kind,status,source\n", "id-medan--id-ambon"
    inquiry = f"{pair},id-medan; id-ambon,sister-city,prospective,unverified\n"
    for text, status, twinned in (
        (inquiry, "prospective", False),
        (f"{inquiry}{pair},,sister-city,,news\n", "active", True),
        (f"{inquiry}{pair},,sister-city,cancelled,news\n", "cancelled", False),
        (f"{inquiry}{pair},,,active,news\n", "active", True),
        (inquiry, "prospective", False),
    ):
        table.write_text(header + text)
        built = open_store(own)
        assert status in of_scheme(built.engine, "kb:inStatus", pair)
        assert ("id-ambon" in of_scheme(built.engine, "kb:twinnedWith", "id-medan")) is twinned
    assert built.status == "updated"


def test_those_twinned_are_the_established(engine: Engine) -> None:
    pairs = engine.select(ESTABLISHED_PAIRS).rows
    twinned = engine.triples(derived_graph("twinned-with"))
    assert {(a.term, b.term) for a, b in pairs if a and b} == {(s, o) for s, _, o in twinned}


def test_a_broken_rule_is_an_error_with_its_file(engine: Engine) -> None:
    with pytest.raises(InputError, match=r"mine\.rq: not a SPARQL query"):
        Rule("mine", "CONSTRUCT {", "mine.rq").construct(engine)
