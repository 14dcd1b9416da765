"""Triples -> cells of tables: the way back of `graph`, by the same mapping.

What one source says in one named graph becomes rows of that source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kembar.model.declaration import record_fields
from kembar.model.mapping import CLASSES, FIELDS, UNIT_CLASSES, Field
from kembar.model.records import KINDS, UNVERIFIED, City, Record, Source
from kembar.model.to_rdf import GEONAMES
from kembar.rdf.namespaces import NAMESPACES, term
from kembar.rdf.terms import Term, Triple, parse_term

TableRow = dict[str, str]
Said = dict[Term, list[Term]]
"""What is said of one thing: values by property."""

_ID = f"<{NAMESPACES['id']}"
_WORDS = {term(name): word for word, name in reversed(UNIT_CLASSES.items())}


def table_rows(triples: Iterable[Triple], source: str = UNVERIFIED) -> dict[str, list[TableRow]]:
    """The rows that say what some triples say.

    Args:
        triples: of one named graph.
        source: the key of the source that speaks in it.

    Returns:
        Rows by the name of their table ("cities"), sorted; a blank cell is left out.
    """
    things: dict[Term, Said] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        things[subject][predicate].append(value)
    tables: dict[str, list[TableRow]] = {}
    for kind, record in KINDS.items():
        cls = term(CLASSES[record])
        rows = [
            row
            for subject, said in things.items()
            if cls in said.get(term("rdf:type"), ())
            for row in _rows(kind, subject, said, things, source)
        ]
        if rows:
            tables[kind] = sorted(rows, key=lambda row: sorted(row.items()))
    return tables


def table_columns(kind: str, rows: Iterable[TableRow]) -> list[str]:
    """The columns that a table needs for its rows, in the order of the record's fields."""
    used = {name for row in rows for name in row}
    return [field.name for field in record_fields(KINDS[kind]) if field.name in used]


def _rows(
    kind: str, subject: Term, said: Said, things: dict[Term, Said], source: str
) -> Iterator[TableRow]:
    """One row for a thing; more where a graph gives a cell that takes one value several."""
    record = KINDS[kind]
    fields = record_fields(record)
    lists = {field.name for field in fields if field.is_list}
    key = {fields[0].name: subject[len(_ID) : -1].rpartition("/")[2]}
    own = {} if record is Source else {"source": source}
    row, more = dict(_unit_type(record, said)), []
    for field in FIELDS[record]:
        values = sorted(_cells(field, said))
        if values and field.name in lists:
            row[field.name] = "; ".join(values)
        elif values:
            row[field.name] = values[0]
            more += [{field.name: value} for value in values[1:]]
    row |= dict(_signatures(said, things)) | dict(_budget(said, things))
    row |= dict(_holder(said, things))
    if record is City:
        # A local name is read back among the other names, which are said in the same way.
        row.pop("name_local", None)
    needed = {f.name: row[f.name] for f in fields if f.required and f.name in row}
    yield key | row | own
    for cells in more:
        yield key | needed | cells | own


def _unit_type(record: type[Record], said: Said) -> Iterator[tuple[str, str]]:
    words = sorted(_WORDS[cls] for cls in said[term("rdf:type")] if cls in _WORDS)
    if record is City and words:
        yield "unit_type", words[0]


def _cells(field: Field, said: Said) -> Iterator[str]:
    """The values of a field as a table writes them."""
    for value in said.get(term(field.property), ()):
        cell = _cell(field, value)
        if cell is not None:
            yield cell


def _cell(field: Field, value: Term) -> str | None:
    told = parse_term(value)
    match field.form:
        case "name":
            return told.text if told.language == field.detail else None
        case "thing" | "country":
            return told.text.rpartition("/")[2]
        case "concept":
            inside = told.text.startswith(f"{NAMESPACES['concept']}{field.detail}/")
            return told.text.rpartition("/")[2] if inside else None
        case "wikidata":
            inside = told.text.startswith(NAMESPACES["wd"])
            return told.text.rpartition("/")[2] if inside else None
        case "geonames":
            return told.text.removeprefix(GEONAMES).strip("/") if GEONAMES in told.text else None
        case _:
            return told.text if not told.language else None


def _signatures(said: Said, things: dict[Term, Said]) -> Iterator[tuple[str, str]]:
    """Each signature as `name | office | city`."""
    cells = []
    for signature in said.get(term("kb:hasSignature"), ()):
        told = things[signature]
        people = told[term("kb:signer")]
        names = _names(people, things)
        offices = [parse_term(value).text for value in told[term("kb:office")]]
        units = [value[len(_ID) : -1] for value in told[term("kb:onBehalfOf")]]
        parts = [min(names, default=""), min(offices, default=""), min(units, default="")]
        cells.append(" | ".join(parts).rstrip("| "))
    if cells:
        yield "signed_by", "; ".join(sorted(cells))


def _budget(said: Said, things: dict[Term, Said]) -> Iterator[tuple[str, str]]:
    for budget in said.get(term("kb:hasBudget"), ()):
        told = things[budget]
        yield from (("budget", parse_term(value).text) for value in told[term("kb:amount")])
        yield from (("currency", parse_term(value).text) for value in told[term("kb:currency")])
        yield from (("payer", value[len(_ID) : -1]) for value in told[term("kb:payer")])


def _holder(said: Said, things: dict[Term, Said]) -> Iterator[tuple[str, str]]:
    names = _names(said.get(term("kb:holder"), ()), things)
    if names:
        yield "person", min(names)


def _names(people: Iterable[Term], things: dict[Term, Said]) -> list[str]:
    return [parse_term(name).text for p in people for name in things[p][term("rdfs:label")]]
