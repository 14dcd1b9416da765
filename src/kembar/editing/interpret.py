"""Entries -> records: names understood as things, dates and numbers as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kembar.editing.entry import Entry
from kembar.errors import AmbiguousName, InputError, UnknownName
from kembar.model.amounts import read_amount
from kembar.model.dates import read_date
from kembar.model.forms import TABLES, FormField, forms
from kembar.model.keys import host_of, key_for, source_key
from kembar.model.records import UNVERIFIED, Key, Partnership, Record, Source
from kembar.model.tables import record_from
from kembar.model.to_rdf import key_of
from kembar.names.lookup import ANY, find_thing, resolve
from kembar.names.new_cities import GEONAMES, find_new_city
from kembar.names.normalize import fold, fold_in_any_order
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.terms import literal, typed_literal

_SOURCE = """SELECT DISTINCT ?source {
  { ?source kb:webAddress %s } UNION { ?source dcterms:title %s }
  UNION { ?source rdfs:label %s } UNION { ?source kb:key %s }
  ?source a kb:Source
}"""
_TITLED = "SELECT DISTINCT ?key { ?study dcterms:title %s ; a kb:Study ; kb:key ?key }"

_TOLD = 5
"""Candidates that are named."""


@dataclass
class InterpretedEntries:
    """Records that entries make, and in `notes` how names were taken.

    `own` is the key of the source that says them, `sources` are those that the graph lacks.
    """

    own: str = UNVERIFIED
    records: list[Record] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def interpret_entries(
    engine: Engine,
    entries: Iterable[Entry | Record],
    source: Entry | None = None,
    language: str = "en",
) -> InterpretedEntries:
    """What entries say, as records of one source.

    Args:
        engine: the graph whose things are named.
        entries: in an order in which each names only what is before it; records are taken as they
            are, but for their source, where one is given.
        source: who says so; without one it is unverified.
        language: of the notes, "en" or "id".

    Raises:
        UnknownName, AmbiguousName: a name that fits nothing, or several things.
        InputError: a value that cannot be read, with its field and, in a file, its line.
    """
    reader = _Reader(engine, language)
    own = reader.source(source) if source else None
    reader.made.own = own or UNVERIFIED
    for one in entries:
        reader.take(one, own)
    return reader.made


def interpret_value(engine: Engine, ask: FormField, value: str) -> tuple[str, Sequence[Record]]:
    """What one value of a field is taken for, as the cell of a table, and what is new with it.

    Raises:
        UnknownName, AmbiguousName: a name that fits nothing, or several things.
        ValueError: a date or a number that is none.
    """
    reader = _Reader(engine)
    return reader.cell(ask, value), reader.made.records


def known_source(engine: Engine, name: str) -> Key | None:
    """The key of the source of the graph that has an address, a title, a name or a key.

    Raises:
        AmbiguousName: several have that title or name.
    """
    query = PREFIXES + _SOURCE % (
        typed_literal(name, "anyURI"),
        literal(name),
        literal(name),
        literal(name),
    )
    keys = sorted(_key(source.term) for (source,) in engine.select(query).rows if source)
    if len(keys) > 1 and name not in keys:
        raise AmbiguousName("source", name, keys[:_TOLD])
    return Key(name if name in keys else keys[0]) if keys else None


class _Reader:
    def __init__(self, engine: Engine, language: str = "en") -> None:
        self._engine = engine
        self._language = language
        self._named: dict[tuple[str, str], Key] = {}
        self._keys: set[str] = set()
        self.made = InterpretedEntries()

    def source(self, told: Entry) -> Key:
        """The key of a source; one that the graph lacks is made of what is told of it."""
        name = told.key or told.first("url") or told.first("title")
        found = known_source(self._engine, name)
        if found:
            return found
        cells = self._cells(told)
        if "url" in cells and "://" not in cells["url"] and not cells.get("title"):
            raise InputError(
                f"{cells['url']!r} is no source of the graph: give its web address, which begins "
                "with http:// or https://, or its title",
                column="source",
            )
        cells.setdefault("title", cells.get("url", ""))
        try:
            if "publisher" not in cells and "url" in cells:
                cells["publisher"] = host_of(cells["url"])
            cells["source"] = told.key or source_key(cells.get("url", ""), cells["title"])
        except ValueError:
            raise InputError(f"{cells['url']!r} is not a web address", column="source") from None
        record = _record("source", cells, told)
        assert isinstance(record, Source)
        self.made.sources.append(record)
        return record.source

    def take(self, one: Entry | Record, own: Key | None) -> None:
        """Make one entry a record, and remember its names for those behind it."""
        if isinstance(one, Source):
            self.made.sources.append(one)
            return
        if isinstance(one, Entry):
            record = self._of_entry(one, own or Key(UNVERIFIED))
        else:
            record = replace(one, source=own) if own else one
        self._remember(record)
        if isinstance(record, Partnership) and isinstance(one, Entry):
            name = fold_in_any_order(" – ".join(one.values["cities"]))
            self._named["partnership", name] = record.partnership
        self.made.records.append(record)

    def _of_entry(self, told: Entry, own: Key) -> Record:
        form = forms()[told.kind]
        cells = self._cells(told)
        for ask in form.fields:
            if ask.needed and not cells.get(ask.name):
                raise self._at("is needed and empty", told, ask.name)
            if ask.default:
                cells.setdefault(ask.name, ask.default)
        if told.kind == "agency" and not cells.get("part_of") and not cells.get("country"):
            raise self._at("is needed where the agency is part of nothing", told, "country")
        cells[told.kind] = told.key or self._key(told.kind, cells)
        cells["source"] = own
        return _record(told.kind, cells, told)

    def _key(self, kind: str, cells: dict[str, str]) -> str:
        if kind == "study":
            rows = self._engine.select(PREFIXES + _TITLED % literal(cells["title"])).rows
            if rows and rows[0][0]:
                return rows[0][0].text
        return key_for(kind, cells, self._taken)

    def _taken(self, key: str) -> bool:
        asked = f"ASK {{ ?thing kb:key {literal(key)} }}"
        return key in self._keys or str(self._engine.select(PREFIXES + asked).rows[0][0]) == "true"

    def _cells(self, told: Entry) -> dict[str, str]:
        """The values of an entry as the cells of a table."""
        cells = {}
        for name, values in told.values.items():
            ask = forms()[told.kind].field(name)
            assert ask is not None
            if len(values) > 1 and not ask.several:
                raise self._at("takes one value only", told, name)
            parts = [part for value in values for part in _parts(value, ask)]
            try:
                cells[name] = "; ".join(self.cell(ask, part) for part in parts)
            except ValueError as bad:
                raise self._at(str(bad), told, name) from None
            except (UnknownName, AmbiguousName) as bad:
                if not told.file:
                    raise
                raise self._at(str(bad), told, name) from None
        return cells

    def cell(self, ask: FormField, value: str) -> str:
        """One value of a field as the cell of a table."""
        match ask.form:
            case "thing":
                return self._thing(ask.of, value)
            case "signature":
                name, office, whom = ([p.strip() for p in value.split("|")] + ["", ""])[:3]
                unit = self._thing(ask.of, whom) if whom else ""
                return " | ".join([name, office, unit]).rstrip("| ")
            case "concept" | "country":
                kind = ask.scheme or "country"
                named = resolve(self._engine, kind, value)
                if named == ANY:
                    raise UnknownName(kind.replace("-", " "), value)
                return _key(named)
            case "date":
                return read_date(value).text
            case "amount":
                return str(read_amount(value))
            case "web":
                return value.replace(";", "%3B")
            case _:
                return ask.word(value)

    def _thing(self, kinds: Sequence[str], name: str) -> str:
        """The key of a named thing of one of some kinds."""
        for kind in kinds:
            read = fold_in_any_order if kind == "partnership" else fold
            if own := self._named.get((kind, read(name))):
                return own
            if known := find_thing(self._engine, kind, name):
                return _key(known)
        if "city" in kinds and (city := self._city_of_the_world(name)):
            return city
        raise self._nothing_called(kinds, name)

    def _nothing_called(self, kinds: Sequence[str], name: str) -> UnknownName:
        """That a name fits nothing, with the nearest that do."""
        nearest: list[str] = []
        for kind in kinds:
            try:
                resolve(self._engine, kind, name)
            except UnknownName as bad:
                nearest += bad.nearest
        return UnknownName(" or ".join(kinds), name, nearest[:3])

    def _city_of_the_world(self, name: str) -> Key | None:
        """A city that the graph lacks, from the gazetteer; it becomes part of what is added."""
        found = find_new_city(self._engine, name, self._taken, self._language)
        if found is None:
            return None
        self.made.notes.append(found.note)
        if found.city is not None:
            self.made.records.append(found.city)
            self._remember(found.city)
            if GEONAMES not in self.made.sources and not known_source(self._engine, "geonames"):
                self.made.sources.append(GEONAMES)
        self._named["city", fold(name)] = found.key
        return found.key

    def _remember(self, record: Record) -> None:
        kind = type(record).__name__.lower()
        key = key_of(record)
        self._keys.add(key)
        names = ("name_en", "name_id", "name_ko", "name_local", "title", "label_en")
        for name in [key, *(getattr(record, name, "") for name in names)]:
            if name:
                self._named.setdefault((kind, fold(name)), key)

    def _at(self, fault: str, told: Entry, name: str) -> InputError:
        line = told.lines.get(name, told.lines.get("")) if told.file else None
        return InputError(fault, file=told.file, line=line, column=name)


def _record(kind: str, cells: dict[str, str], told: Entry) -> Record:
    try:
        return record_from(TABLES[kind], cells)
    except InputError as bad:
        line = told.lines.get(bad.column, told.lines.get("")) if told.file else None
        column = "source" if bad.column == "url" and kind == "source" else bad.column
        raise InputError(bad.fault, file=told.file, line=line, column=column) from None


def _parts(value: str, ask: FormField) -> list[str]:
    """The values of a field that takes several, which people part with semicolons."""
    if not ask.several or ask.form == "web":
        return [value]
    return [part.strip() for part in value.split(";") if part.strip()]


def _key(thing: str) -> str:
    return thing.strip("<>").rpartition("/")[2]
