"""Entries -> records: names become keys of things, dates and numbers are read as people write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from types import MappingProxyType

from kembar.editing.entry import Entry
from kembar.errors import AmbiguousName, InputError, UnknownName, quoted
from kembar.language import N_, _, _n
from kembar.model.amounts import read_amount
from kembar.model.dates import read_date
from kembar.model.forms import TABLES, FormField, forms
from kembar.model.keys import KIND_OF_CLASS, host_of, key_for, source_key
from kembar.model.limits import check_text, check_values
from kembar.model.records import UNVERIFIED, Key, Partnership, Record, Source
from kembar.model.tables import check_record, record_from
from kembar.model.to_rdf import entity_iri, key_of
from kembar.names.countries import areas
from kembar.names.known_sources import check_new_title, known_source
from kembar.names.lookup import ANY, NOT_TOLD, find_thing, nearest_names, resolve
from kembar.names.new_cities import GEONAMES_SOURCE, find_city, is_other_unit, names_of_likely
from kembar.names.normalize import fold, fold_in_any_order
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, local_name
from kembar.rdf.terms import literal

_TITLED = "SELECT DISTINCT ?key { ?study dcterms:title %s ; a kb:Study ; kb:key ?key }"

_NO_KIND = N_("The kind of the partnership is missing: give kind, or leave it unknown")

_ADD_UNIT = N_(
    "First add the part of the country that the graph lacks: kembar add city --name NAME "
    "--country COUNTRY --unit-type regency (or province, district)"
)


@dataclass
class InterpretedEntries:
    """The records of entries.

    Attributes:
        own: key of their source.
        records: in order; each refers only to earlier ones.
        sources: that the graph lacks.
        notes: how names were interpreted, in sentences.
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
    choices: Mapping[str, str] = MappingProxyType({}),
) -> InterpretedEntries:
    """Return the records of entries, all of one source.

    Args:
        engine: the graph whose things are named.
        entries: each refers only to earlier ones; of a record only the source is replaced, and only
            if `source` is not None.
        source: of the records; by default they count as unverified.
        language: of names of the graph.
        choices: for names that fit several things, which of the candidates each means.

    Raises:
        UnknownName, AmbiguousName: a name that fits nothing, or several things.
        InputError: a value that cannot be read, with its field and, in a file, its line.
    """
    interpreter = _Interpreter(engine, language, choices)
    own = interpreter.source(source) if source else None
    interpreter.result.own = own or UNVERIFIED
    for entry in entries:
        interpreter.add(entry, own)
    return interpreter.result


def interpret_value(
    engine: Engine, field: FormField, value: str, language: str = "en"
) -> tuple[str, Sequence[Record]]:
    """Return one value of a field as the cell of a table, and the new records that it needs.

    Raises:
        UnknownName, AmbiguousName: a name that fits nothing, or several things.
        ValueError: the text is not a date or not a number.
    """
    interpreter = _Interpreter(engine, language)
    return interpreter.cell(field, value), interpreter.result.records


class _Interpreter:
    def __init__(
        self,
        engine: Engine,
        language: str = "en",
        choices: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._engine = engine
        self._language = language
        self._choices = choices
        self._keys_by_name: dict[tuple[str, str], dict[Key, None]] = {}
        self._key_by_geonames: dict[str, Key] = {}
        self._new_keys: set[str] = set()
        self.result = InterpretedEntries()

    def source(self, entry: Entry) -> Key:
        """Return the key of a source; one that the graph lacks is added."""
        name = entry.key or entry.first("url") or entry.first("title")
        if key := known_source(self._engine, name):
            return key
        cells = self._cells(entry)
        if "url" in cells and "://" not in cells["url"] and not cells.get("title"):
            cells["title"] = self._title(cells.pop("url"))
        cells.setdefault("title", cells.get("url", ""))
        try:
            if "publisher" not in cells and "url" in cells:
                cells["publisher"] = host_of(cells["url"])
            cells["source"] = entry.key or source_key(cells.get("url", ""), cells["title"])
        except ValueError:
            fault = _("{value} is not a web address", value=quoted(cells["url"]))
            raise InputError(fault, column="source") from None
        record = _record("source", cells, entry)
        assert isinstance(record, Source)
        self.result.sources.append(record)
        return record.source

    def _title(self, text: str) -> str:
        check_new_title(self._engine, text)
        self.result.notes.append(
            _("“{title}” is new to the graph: it becomes the title of a source", title=text)
        )
        return text

    def add(self, entry: Entry | Record, own: Key | None) -> None:
        """Add the record of an entry; later entries may name it."""
        if isinstance(entry, Source):
            check_record(entry)
            self.result.sources.append(entry)
            return
        if isinstance(entry, Entry):
            record = self._record_of(entry, own or Key(UNVERIFIED))
        else:
            check_record(entry)
            record = replace(entry, source=own) if own else entry
        self._add_names(record)
        if isinstance(record, Partnership) and isinstance(entry, Entry):
            if record.kind is None and _(_NO_KIND) not in self.result.notes:
                self.result.notes.append(_(_NO_KIND))
            name = fold_in_any_order(" – ".join(entry.values["cities"]))
            self._keys_by_name["partnership", name] = {record.partnership: None}
        self.result.records.append(record)

    def _record_of(self, entry: Entry, own: Key) -> Record:
        cells = self._cells(entry)
        for form_field in forms()[entry.kind].fields:
            if form_field.required and not cells.get(form_field.name):
                raise _error(_("needs a value"), entry, form_field.name)
            if form_field.default:
                cells.setdefault(form_field.name, form_field.default)
            if len(cells.get(form_field.name, "").split("; ")) < form_field.least:
                fault = _n(
                    "needs at least {count} value",
                    "needs at least {count} values",
                    form_field.least,
                )
                raise _error(fault, entry, form_field.name)
        if entry.kind == "agency" and not cells.get("part_of") and not cells.get("country"):
            raise _error(_("is needed unless part_of is given"), entry, "country")
        cells[entry.kind] = entry.key or self._key(entry.kind, cells)
        cells["source"] = own
        return _record(entry.kind, cells, entry)

    def _key(self, kind: str, cells: dict[str, str]) -> str:
        if kind == "study":
            rows = self._engine.select(PREFIXES + _TITLED % literal(cells["title"])).rows
            if rows and rows[0][0]:
                return rows[0][0].text
        key = key_for(kind, cells, self._is_used)
        if not self._is_of_another_kind(key, kind):
            return key
        return next(other for n in count(2) if not self._is_used(other := f"{key}-{n}"))

    def _is_of_another_kind(self, key: str, kind: str) -> bool:
        rows = self._engine.select(f"SELECT ?class {{ {entity_iri(key)} a ?class }}").rows
        kinds = {KIND_OF_CLASS.get(cls.term) for (cls,) in rows if cls}
        kinds |= {type(one).__name__.lower() for one in self.result.records if key_of(one) == key}
        return bool(kinds - {kind, None})

    def _is_used(self, key: str) -> bool:
        query = f"ASK {{ ?thing kb:key {literal(key)} }}"
        return (
            key in self._new_keys or str(self._engine.select(PREFIXES + query).rows[0][0]) == "true"
        )

    def _cells(self, entry: Entry) -> dict[str, str]:
        """Return the values of an entry as the cells of a table."""
        cells = {}
        for name, values in entry.values.items():
            field = forms()[entry.kind].field(name)
            assert field is not None
            if len(values) > 1 and not field.is_list:
                raise _error(_("takes only one value"), entry, name)
            parts = [part for value in values for part in _parts(value, field)]
            try:
                check_values(parts)
                cells[name] = "; ".join(self.cell(field, part) for part in parts)
            except ValueError as bad:
                raise _error(str(bad), entry, name) from None
            except AmbiguousName as bad:
                raise bad.at(_error("", entry, name).place if entry.file else "") from None
            except UnknownName as bad:
                if not entry.file:
                    raise
                raise _error(str(bad), entry, name) from None
        return cells

    def cell(self, field: FormField, value: str) -> str:
        """Return one value of a field as the cell of a table."""
        check_text(value)
        match field.form:
            case "thing":
                return self._thing(field.kinds, value)
            case "signature":
                name, office, unit = ([p.strip() for p in value.split("|")] + ["", ""])[:3]
                key = self._thing(field.kinds, unit) if unit else ""
                return " | ".join([name, office, key]).rstrip("| ")
            case "concept" | "country":
                kind = field.scheme or "country"
                thing = resolve(self._engine, kind, value)
                if thing == ANY:
                    raise UnknownName(kind.replace("-", " "), value)
                return local_name(thing).replace(NOT_TOLD, "")
            case "date":
                return read_date(value).text
            case "amount":
                return str(read_amount(value))
            case "web":
                return value.replace(";", "%3B")
            case "name" | "text" if field.required and not any(map(str.isalnum, value)):
                # A key and a name for lookup are made of letters and digits.
                raise ValueError(_("needs a letter or a digit"))
            case _:
                return field.choice(value)

    def _thing(self, kinds: Sequence[str], name: str) -> str:
        """Return the key of a thing of one of some kinds by its name."""
        name = self._choices.get(name, name)
        # Words about a city find it too ("Bandung City Government"): other kinds go first.
        for kind in sorted(kinds, key="city".__eq__):
            normalize = fold_in_any_order if kind == "partnership" else fold
            if keys := self._keys_by_name.get((kind, normalize(name))):
                if len(keys) > 1:
                    raise AmbiguousName(kind, name, list(keys))
                return next(iter(keys))
            if kind != "city" and (thing := find_thing(self._engine, kind, name)):
                return local_name(thing)
            if kind == "city" and (city := self._city(name)):
                return city
        raise self._unknown(kinds, name)

    def _unknown(self, kinds: Sequence[str], name: str) -> UnknownName:
        """Return the error that a name fits nothing, with the nearest that do."""
        is_unit = "city" in kinds and (is_other_unit(name) or bool(areas(name)))
        if is_unit:
            near = [one for one in nearest_names(self._engine, kinds, name) if is_other_unit(one)]
            return UnknownName(kinds, name, near, _(_ADD_UNIT))
        near = names_of_likely(self._engine, name, self._language) if "city" in kinds else []
        near += nearest_names(self._engine, kinds, name)
        return UnknownName(kinds, name, list(dict.fromkeys(near))[:3])

    def _city(self, name: str) -> Key | None:
        """Return the key of a city; one that the graph lacks is added from the gazetteer."""
        new = find_city(self._engine, name, self._is_used, self._language)
        if new is None:
            return None
        if new.note:
            self.result.notes.append(new.note)
        key = self._key_by_geonames.get(new.city.geonames, new.key) if new.city else new.key
        if new.city is not None and key not in self._new_keys:
            self.result.records.append(new.city)
            self._new_keys.add(key)
            self._key_by_geonames[new.city.geonames] = key
            if GEONAMES_SOURCE not in self.result.sources and not known_source(
                self._engine, "geonames"
            ):
                self.result.sources.append(GEONAMES_SOURCE)
        for text in (name, key):
            self._keys_by_name["city", fold(text)] = {key: None}
        return key

    def _add_names(self, record: Record) -> None:
        """Let later entries name a record."""
        kind = type(record).__name__.lower()
        key = key_of(record)
        self._new_keys.add(key)
        names = ("name_en", "name_id", "name_ko", "name_local", "title", "label_en")
        for name in [key, *(getattr(record, name, "") for name in names)]:
            if name:
                self._keys_by_name.setdefault((kind, fold(name)), {})[key] = None


def _error(fault: str, entry: Entry, field: str) -> InputError:
    """Return the error of an entry's field, with its line in a file."""
    line = entry.lines.get(field, entry.lines.get("")) if entry.file else None
    return InputError(fault, file=entry.file, line=line, column=field)


def _record(kind: str, cells: dict[str, str], entry: Entry) -> Record:
    try:
        return record_from(TABLES[kind], cells)
    except InputError as bad:
        line = entry.lines.get(bad.column, entry.lines.get("")) if entry.file else None
        column = "source" if bad.column == "url" and kind == "source" else bad.column
        raise InputError(bad.fault, file=entry.file, line=line, column=column) from None


def _parts(value: str, field: FormField) -> list[str]:
    """Return the values in a text; people separate several with semicolons."""
    if not field.is_list or field.form == "web":
        return [value]
    return [part.strip() for part in value.split(";") if part.strip()]
