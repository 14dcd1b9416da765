"""SHACL engines: both yield the same results, for texts and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.rdf.namespaces import NAMESPACES, term
from kembar.rdf.terms import Term, Triple, literal, to_nquads
from kembar.validation.engines import (
    ShaclEngine,
    has_compiled_engine,
    validate_with_pyshacl,
    validate_with_shacl,
)

SHAPE, PROPERTY = Term("<urn:shape>"), Term("_:property")
SHAPES = to_nquads(
    [
        (SHAPE, term("rdf:type"), term("sh:NodeShape")),
        (SHAPE, term("sh:targetSubjectsOf"), term("kb:since")),
        (SHAPE, term("sh:property"), PROPERTY),
        (PROPERTY, term("sh:path"), term("kb:since")),
        (PROPERTY, term("sh:nodeKind"), term("sh:Literal")),
        (PROPERTY, term("sh:message"), literal("no date", "en")),
        (PROPERTY, term("sh:message"), literal("bukan tanggal", "id")),
    ]
)
ENGINES = [
    pytest.param(
        validate_with_shacl, marks=pytest.mark.skipif(not has_compiled_engine(), reason="no wheel")
    ),
    validate_with_pyshacl,
]


@pytest.mark.parametrize("as_file", [False, True])
@pytest.mark.parametrize("engine", ENGINES)
def test_results_are_iris_texts_and_messages(
    tmp_path: Path, engine: ShaclEngine, as_file: bool
) -> None:
    data: list[Triple] = [
        (Term("<urn:valid>"), term("kb:since"), literal("2016")),
        (Term("<urn:invalid>"), term("kb:since"), Term("<urn:x>")),
        (Term("_:b"), term("kb:since"), Term("_:c")),
    ]
    path = tmp_path / "data.nt"
    path.write_text(to_nquads(data))
    results = list(engine(path if as_file else to_nquads(data), SHAPES))
    since = f"{NAMESPACES['kb']}since"
    messages = {tuple(sorted(result.messages)) for result in results}
    assert messages == {("bukan tanggal", "no date")}
    assert {(result.focus, result.path, result.value) for result in results} == {
        ("urn:invalid", since, "urn:x"),
        ("[]", since, "[]"),
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_a_valid_graph_has_no_results(engine: ShaclEngine) -> None:
    data = to_nquads([(Term("<urn:valid>"), term("kb:since"), literal("2016"))])
    assert list(engine(data, SHAPES)) == []
