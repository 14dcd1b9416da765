"""Convert triples to rows of tables: the inverse of `to_rdf`, by the same mapping.

The statements of one source in one named graph become rows of that source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kembar.model.declaration import record_fields
from kembar.model.mapping import CLASSES, FIELDS, UNIT_CLASSES, FieldMapping
from kembar.model.records import KINDS, UNVERIFIED, City, Person, Record, Source
from kembar.model.to_rdf import GEONAMES
from kembar.rdf.namespaces import NAMESPACES, term
from kembar.rdf.terms import Term, Triple, parse_term

TableRow = dict[str, str]
PropertyValues = dict[Term, list[Term]]
"""The statements about one thing: values by property."""

_ID = f"<{NAMESPACES['id']}"
_UNIT_WORDS = {term(name): word for word, name in reversed(UNIT_CLASSES.items())}


def table_rows(triples: Iterable[Triple], source: str = UNVERIFIED) -> dict[str, list[TableRow]]:
    """Return the rows whose records have these triples.

    Args:
        triples: of one named graph.
        source: the key of the graph's source.

    Returns:
        Rows by the name of their table ("cities"), sorted; blank cells are left out.
    """
    things: dict[Term, PropertyValues] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        things[subject][predicate].append(value)
    tables: dict[str, list[TableRow]] = {}
    for kind, record in KINDS.items():
        cls = term(CLASSES[record])
        rows = [
            row
            # A thing that another names may have no statements here: looking it up adds it.
            for subject, values in list(things.items())
            if cls in values.get(term("rdf:type"), ())
            # Of a person whom a record merely names, the name stands in that record.
            if record is not Person or term("kb:key") in values
            for row in _rows(kind, subject, things, source)
        ]
        if rows:
            tables[kind] = sorted(rows, key=lambda row: sorted(row.items()))
    return tables


def table_columns(kind: str, rows: Iterable[TableRow]) -> list[str]:
    """Return the columns that occur in the rows, in the order of the record's fields."""
    names = {name for row in rows for name in row}
    return [field.name for field in record_fields(KINDS[kind]) if field.name in names]


def _rows(
    kind: str, subject: Term, things: dict[Term, PropertyValues], source: str
) -> Iterator[TableRow]:
    """One row for a thing, and one more for each further value of a cell of a single value."""
    record, statements = KINDS[kind], things[subject]
    fields = record_fields(record)
    lists = {field.name for field in fields if field.is_list}
    key = {fields[0].name: subject[len(_ID) : -1].rpartition("/")[2]}
    own = {} if record is Source else {"source": source}
    row, more = dict(_unit_type(record, statements)), []
    for field in FIELDS[record]:
        values = sorted(_cells(field, statements))
        if values and field.name in lists:
            row[field.name] = "; ".join(values)
        elif values:
            row[field.name] = values[0]
            more += [{field.name: value} for value in values[1:]]
    row |= dict(_signatures(statements, things)) | dict(_budget(statements, things))
    row |= dict(_holder(statements, things))
    for number, status in enumerate(sorted(_statuses(statements, things))):
        more += [dict(status)] if number else []
        row |= {} if number else dict(status)
    if record is City:
        # A local name is read as one of the other names, as both have the same property.
        row.pop("name_local", None)
    required = {f.name: row[f.name] for f in fields if f.required and f.name in row}
    yield key | row | own
    for cells in more:
        yield key | required | cells | own


def _unit_type(record: type[Record], statements: PropertyValues) -> Iterator[tuple[str, str]]:
    classes = statements[term("rdf:type")]
    words = sorted(_UNIT_WORDS[cls] for cls in classes if cls in _UNIT_WORDS)
    if record is City and words:
        yield "unit_type", words[0]


def _cells(field: FieldMapping, statements: PropertyValues) -> Iterator[str]:
    """The values of a field as cells of a table."""
    for value in statements.get(term(field.property), ()):
        cell = _cell(field, value)
        if cell is not None:
            yield cell


def _cell(field: FieldMapping, value: Term) -> str | None:
    parsed_term = parse_term(value)
    match field.form:
        case "name":
            return parsed_term.text if parsed_term.language == field.detail else None
        case "thing" | "country":
            return parsed_term.text.rpartition("/")[2]
        case "concept":
            in_namespace = parsed_term.text.startswith(f"{NAMESPACES['concept']}{field.detail}/")
            return parsed_term.text.rpartition("/")[2] if in_namespace else None
        case "wikidata":
            in_namespace = parsed_term.text.startswith(NAMESPACES["wd"])
            return parsed_term.text.rpartition("/")[2] if in_namespace else None
        case "geonames":
            return (
                parsed_term.text.removeprefix(GEONAMES).strip("/")
                if GEONAMES in parsed_term.text
                else None
            )
        case _:
            return parsed_term.text if not parsed_term.language else None


def _signatures(
    statements: PropertyValues, things: dict[Term, PropertyValues]
) -> Iterator[tuple[str, str]]:
    """Each signature as `name | office | city`."""
    cells = []
    for signature in statements.get(term("kb:hasSignature"), ()):
        its = things[signature]
        names = _names(its[term("kb:signer")], things)
        offices = [parse_term(value).text for value in its[term("kb:office")]]
        units = [value[len(_ID) : -1] for value in its[term("kb:onBehalfOf")]]
        parts = [min(names, default=""), min(offices, default=""), min(units, default="")]
        cells.append(" | ".join(parts).rstrip("| "))
    if cells:
        yield "signed_by", "; ".join(sorted(cells))


def _budget(
    statements: PropertyValues, things: dict[Term, PropertyValues]
) -> Iterator[tuple[str, str]]:
    for budget in statements.get(term("kb:hasBudget"), ()):
        its = things[budget]
        yield from (("budget", parse_term(value).text) for value in its[term("kb:amount")])
        yield from (("currency", parse_term(value).text) for value in its[term("kb:currency")])
        yield from (("payer", value[len(_ID) : -1]) for value in its[term("kb:payer")])


def _statuses(
    statements: PropertyValues, things: dict[Term, PropertyValues]
) -> Iterator[tuple[tuple[str, str], ...]]:
    """The cells of each status of a partnership."""
    for status in statements.get(term("kb:hasStatus"), ()):
        its = things[status]
        cells = [("status", value[1:-1].rpartition("/")[2]) for value in its[term("kb:status")]]
        cells += [("status_on", parse_term(value).text) for value in its[term("kb:statusOn")]]
        yield tuple(cells)


def _holder(
    statements: PropertyValues, things: dict[Term, PropertyValues]
) -> Iterator[tuple[str, str]]:
    names = _names(statements.get(term("kb:holder"), ()), things)
    if names:
        yield "person", min(names)


def _names(people: Iterable[Term], things: dict[Term, PropertyValues]) -> list[str]:
    return [parse_term(name).text for p in people for name in things[p][term("rdfs:label")]]
