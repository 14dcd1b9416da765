"""The graph as columns: each property a table of edges, kept as Parquet and asked in SQL.

A query names the edges that it reads as quoted tables:

    "kb:startDate"                what begins when
    "a kb:Agreement"              what is an agreement
    "kb:place id:kr-seoul"        what took place in Seoul
    "rdfs:label of kb:country"    how those things are called that are the country of something
    "rdfs:label with kb:country"  how those things are called that have a country

Each is made of the store when it is first asked for, and has the columns

    s     the thing, as a key: a number of 64 bits
    o     what is said of it, as such a key
    text  the same as a text: a label, a day, the address of a thing
    lang  the language of a label; "" where it has none

Of a million things two get the same key in one graph of forty million.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import weakref
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar.errors import KembarError
from kembar.queries.ordering import OrderKey
from kembar.rdf.namespaces import NAMESPACES, term
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.results import Table
from kembar.rdf.terms import XSD, Term, Value, literal, parse_term
from kembar.workspace.cache import DiskCache

if TYPE_CHECKING:
    import duckdb

_FORM = 1
"""Counted up when the tables are made otherwise than before."""

_PROPERTY = r"(?:a|\w+:[\w-]+)"
_EDGE = re.compile(rf'"(({_PROPERTY})(?: (\w+:[\w/.-]+))?(?: (of|with) ({_PROPERTY}))?)"')
_TEXT = r"regexp_extract(o, '(?s)^\"(.*)\"', 1)"
_UNESCAPED = rf"""array_to_string([
  replace(replace(replace(replace(part, '\"', '"'), '\n', chr(10)), '\r', chr(13)), '\t', chr(9))
  FOR part IN string_split({_TEXT}, '\\')], '\')"""
_MAKE = rf"""COPY (
  SELECT md5_number_lower(s) AS s, md5_number_lower(o) AS o,
    CASE WHEN o[1] = '<' THEN o[2:-2] WHEN o[1] = '_' THEN NULL WHEN o[1] != '"' THEN o
      WHEN contains(o, '\') THEN {_UNESCAPED} ELSE {_TEXT} END AS text,
    regexp_extract(o, '"@([A-Za-z0-9-]+)$', 1) AS lang
  FROM read_csv($from, delim = chr(9), quote = '', escape = '', new_line = '\n', header = true,
    auto_detect = false, columns = {{'s': 'VARCHAR', 'o': 'VARCHAR'}})
) TO '%s' (FORMAT parquet, COMPRESSION zstd)"""
_LANG_STRING = NAMESPACES["rdf"] + "langString"
_DATATYPES = {bool: "boolean", int: "integer", Decimal: "decimal", str: "string"}
_TOLD: dict[type, Callable[[Any], str]] = {
    bool: lambda value: str(value).lower(),
    Decimal: lambda value: f"{value.normalize():f}",
}
"""What is not told as Python tells it."""


class EdgeTables:
    """The edges of one graph, asked in SQL.

    Args:
        engine: the store, of which the edges are made.
        cache: where they are kept.
        digest: of all that the graph is made from.

    Raises:
        KembarError: DuckDB is not installed, or cannot be started.
    """

    def __init__(self, engine: OxigraphEngine, cache: DiskCache, digest: str) -> None:
        self._engine = engine
        self._memory = cache
        self._digest = digest
        try:
            self._desk = Path(tempfile.mkdtemp(prefix="kembar-"))
        except OSError as bad:
            raise KembarError(f"no place to make tables in: {bad.strerror}") from None
        weakref.finalize(self, shutil.rmtree, self._desk, ignore_errors=True)
        self._database = _database(cache.folder, self._desk)
        self._known: set[str] = set()

    @property
    def native(self) -> duckdb.DuckDBPyConnection:
        """The database as DuckDB's own, for what speaks to it directly."""
        return self._database

    def select(
        self, query: str, given: Mapping[str, Term | None], order: Sequence[OrderKey] = ()
    ) -> Table:
        """Answer one SELECT in SQL.

        A parameter stands in it as $name: the key of a thing, the text of a text, a number, NULL
        where any will do. A column "name@lang" holds texts in the language of the parameter lang.

        Args:
            query: in SQL, as DuckDB has it.
            given: its parameters; it need not use them all.
            order: the columns that its rows are sorted by.

        Raises:
            KembarError: it cannot be answered.
        """
        import duckdb

        try:
            for edge in read_edges(query):
                self._open(edge)
            # Of its own, so that threads may ask at once.
            database = self._database.cursor()
            statements = database.extract_statements(query)
            if [one.type for one in statements] != [duckdb.StatementType.SELECT]:
                raise KembarError("a twin is one SELECT and nothing else")
            (statement,) = database.extract_statements(_ordered(query, order))
            values = {n: self._value(given.get(n)) for n in statement.named_parameters}
            found = database.execute(statement, values)
            names = [column[0] for column in found.description or ()]
            language = parse_term(given.get("lang") or literal("")).text
            languages = [language if name.endswith("@lang") else "" for name in names]
            columns = [*map(_cells, zip(*found.fetchall(), strict=True), languages)]
        except (duckdb.Error, OSError, ValueError) as bad:
            raise KembarError(f"cannot be answered: {str(bad).splitlines()[0]}") from None
        rows = list(zip(*columns, strict=True))
        return Table(tuple(name.removesuffix("@lang") for name in names), rows)

    def _open(self, edge: str) -> None:
        """Have a table of edges at hand; one that is not as it was kept is made anew."""
        if edge in self._known:
            return
        key = ("edge table", edge, self._digest, _FORM)
        place = self._memory.path_of(*key)
        if self._memory.get(*key, "seal") != _seal(_content(place)):
            made = self._made(edge)
            content = made.read_bytes()
            self._memory.put_file(content, *key)
            self._memory.put(_seal(content), *key, "seal")
            # Where nothing can be kept, it lasts as long as the process.
            if _content(place) == content:
                made.unlink()
            else:
                place = made
        self._database.execute(
            f"CREATE OR REPLACE VIEW \"{edge}\" AS FROM read_parquet('{_quoted(place)}')"
        )
        self._known.add(edge)

    def _made(self, edge: str) -> Path:
        place = Path(tempfile.mkdtemp(dir=self._desk))
        told, made = place / "told.tsv", place / "made.parquet"
        self._engine.write_tsv(_edges(edge), told)
        self._database.execute(_MAKE % _quoted(made), {"from": str(told)})
        told.unlink()
        return made

    def _value(self, given: Term | None) -> object:
        if given is None or given == "UNDEF":
            return None
        if given.startswith("<"):
            found = self._database.execute("SELECT key(?)", [given[1:-1]]).fetchone()
            return found[0] if found else None
        if given.isdigit():
            return int(given)
        value = parse_term(given)
        return int(value.text) if value.datatype == f"{XSD}integer" else value.text


def _ordered(query: str, order: Sequence[OrderKey]) -> str:
    """A SELECT with its rows sorted; the column of a key may be called "name@lang"."""
    if not order:
        return query
    keys = [
        f"COLUMNS('^({_quoted(re.escape(name))})(@lang)?$'){' DESC' if descending else ''}"
        for name, descending in order
    ]
    inner = query.strip().removesuffix(";")
    return f"SELECT * FROM ({inner}\n) ORDER BY {', '.join(keys)}"


def read_edges(query: str) -> list[str]:
    """The edges that a query in SQL reads, sorted."""
    return sorted({found[1] for found in _EDGE.finditer(query)})


def _edges(edge: str) -> str:
    """The query in SPARQL that finds the edges of a table."""
    found = _EDGE.fullmatch(f'"{edge}"')
    assert found
    _, said, thing, how, other = found.groups()
    only = ""
    if how:
        pattern = "?any %s ?s" if how == "of" else "?s %s ?any"
        only = f"{{ SELECT DISTINCT ?s {{ {pattern % _term(other)} }} }}"
    what = f"{_term(thing)} BIND({_term(thing)} AS ?o)" if thing else "?o"
    return f"SELECT ?s ?o {{ {only} ?s {_term(said)} {what} }}"


def _term(name: str) -> Term:
    try:
        return term("rdf:type" if name == "a" else name)
    except KeyError:
        raise KembarError(f"no namespace is known for {name!r}") from None


def _database(*folders: Path) -> duckdb.DuckDBPyConnection:
    """A database in cache that sees the files of some folders, and nothing else of the world.

    Raises:
        KembarError: DuckDB is not installed, or cannot be started.
    """
    try:
        import duckdb
    except ImportError:
        raise KembarError(
            "answers from columns need DuckDB; install it with: pip install 'kembar[columns]'"
        ) from None
    seen = ", ".join(f"'{_quoted(folder)}'" for folder in folders)
    settings = (
        f"allowed_directories = [{seen}]",
        "enable_external_access = false",
        "default_null_order = 'nulls_first_on_asc_last_on_desc'",
        "lock_configuration = true",
    )
    try:
        database = duckdb.connect()
        for setting in settings:
            database.execute(f"SET {setting}")
        database.execute("CREATE MACRO key(address) AS md5_number_lower('<' || address || '>')")
    except duckdb.Error as bad:
        raise KembarError(f"DuckDB cannot be started: {str(bad).splitlines()[0]}") from None
    return database


def _seal(content: bytes | None) -> bytes:
    """What shows that a file is as it was: the engines that read Parquet do not see each damage."""
    return hashlib.sha256(content or b"").hexdigest().encode()


def _content(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except OSError:
        return None


def _quoted(place: Path | str) -> str:
    return str(place).replace("'", "''")


def _cells(values: Sequence[object], language: str) -> list[Value | None]:
    """A column as terms; the values of a column are of one type."""
    kind = next((type(value) for value in values if value is not None), str)
    if kind not in _DATATYPES:
        raise KembarError(f"a column is of the type {kind.__name__}: cast it to a text or a number")
    datatype = _LANG_STRING if language else XSD + _DATATYPES[kind]
    told = _TOLD.get(kind, str)
    # Counts repeat: each value becomes a term once.
    cells: dict[object, Value | None]
    cells = {v: Value(told(v), "literal", datatype, language) for v in {*values} - {None}}
    cells[None] = None
    return [cells[value] for value in values]
