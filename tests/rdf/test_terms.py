"""Terms: any external value becomes exactly one term."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kembar.rdf.terms import Term, Value, iri, literal, parse_term, to_nquads, typed_literal

NASTY = 'a"b\\c\nd\re\tf\b\f\u2028\x85 <script> \U0001f600 } ?x {'


@pytest.mark.parametrize("value", [NASTY, "", '"', "\\", "\\u0041"])
@pytest.mark.parametrize("language", ["", "id", "zh-Hans"])
def test_a_literal_survives_a_round_trip(value: str, language: str) -> None:
    line = to_nquads([(iri("urn:s"), iri("urn:p"), literal(value, language))])
    (triple,) = ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(triple.object, ox.Literal)
    assert (triple.object.value, triple.object.language or "") == (value, language.lower())


@pytest.mark.parametrize(
    "address", ["bandung", "", "a b:c", "http://x/<y>", 'http://x/"', "http://x/{y}", "http://x/\n"]
)
def test_a_relative_or_malformed_iri_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="is not an absolute IRI"):
        iri(address)


@pytest.mark.parametrize("tag", ["e n", "toolonglanguage", "en-", '"', "en> ."])
def test_a_malformed_language_tag_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="is not a language tag"):
        literal("x", tag)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValueError, match="half a character"):
        literal("\ud83d")


@pytest.mark.parametrize(
    "term",
    [iri("urn:x"), literal("a"), literal("a", "ko"), typed_literal(3, "integer"), Term("_:b0")],
)
def test_a_term_survives_parsing(term: Term) -> None:
    value = {
        "<urn:x>": Value("urn:x", "iri"),
        '"a"': Value("a"),
        '"a"@ko': Value("a", language="ko"),
        "_:b0": Value("b0", "blank"),
    }.get(term, Value("3", datatype="http://www.w3.org/2001/XMLSchema#integer"))
    assert value.term == term
    assert parse_term(term) == value


@pytest.mark.parametrize("language", ["", "ko"])
def test_escapes_of_a_literal_are_undone(language: str) -> None:
    for value in (NASTY, "\\u0041", "\\", 'a"', "\\n"):
        assert parse_term(literal(value, language)) == Value(value, language=language)
    assert parse_term(Term('"\\u00e9\\U0001F600"')).text == "é😀"
    with pytest.raises(ValueError, match="is not a term"):
        parse_term(Term('"open'))


@pytest.mark.parametrize(
    "address",
    ["http://e.org/%zz", "http://e.org/a[b]", "http://[::1", "http://e.org:abc/", "http://e.org/\ufffe",
     "http://e.org/\ud800", "x", "", "http://e.org/a b", "http://e.org/#a#b"],
)  # fmt: skip
def test_a_text_that_the_store_refuses_is_no_iri(address: str) -> None:
    with pytest.raises(ValueError, match="is not an absolute IRI"):
        iri(address)
