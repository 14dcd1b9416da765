"""Edge tables: the statements of each property as a table in Parquet, queried in SQL by DuckDB.

A query names the edge tables that it reads, quoted:

    "kb:startDate"                the subjects and objects of kb:startDate
    "a kb:Agreement"              the agreements
    "kb:place id:kr-seoul"        the subjects whose kb:place is Seoul
    "rdfs:label of kb:country"    the labels of the objects of kb:country
    "rdfs:label with kb:country"  the labels of the subjects of kb:country

A table is made from the store when a query first reads it, with the columns

    s     the subject, as a key: a number of 64 bits
    o     the object, as such a key
    text  the object as a text: a label, a day, an IRI
    lang  the language of a label; "" where it has none

The probability that two of a million things get the same key is one in forty million.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar.errors import KembarError, quoted, system_reason
from kembar.language import _, listing
from kembar.queries.memory_limit import limited_memory
from kembar.queries.ordering import OrderKey
from kembar.rdf.namespaces import term
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.results import Table
from kembar.rdf.terms import LANG_STRING, XSD, Term, Value, literal, parse_term
from kembar.workspace.cache import DiskCache

if TYPE_CHECKING:
    import duckdb

_PIECE = 10_000
"""Rows that are read at a time."""

_FORM = 1
"""The version of the tables' form, part of their key in the cache."""

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
_DATATYPES = {bool: "boolean", int: "integer", Decimal: "decimal", str: "string"}
_TEXTS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: str(value).lower(),
    Decimal: lambda value: f"{value.normalize():f}",
}
"""Values that SPARQL serialises in another way than Python."""


class EdgeTables:
    """The edge tables of one state of a graph.

    Args:
        engine: the store that they are made of.
        cache: of their files.
        digest: of all that the graph is made from.

    Raises:
        KembarError: DuckDB is not installed, or cannot be started.
    """

    def __init__(self, engine: OxigraphEngine, cache: DiskCache, digest: str) -> None:
        self._engine = engine
        self._cache = cache
        self._digest = digest
        try:
            self._scratch = Path(tempfile.mkdtemp(prefix="kembar-"))
        except OSError as bad:
            fault = _("there is no place to make tables in: {reason}", reason=system_reason(bad))
            raise KembarError(fault) from None
        weakref.finalize(self, shutil.rmtree, self._scratch, ignore_errors=True)
        self._database = _database(engine.policy.limits.megabytes, cache.folder, self._scratch)
        self._open_edges: set[str] = set()

    @property
    def _megabytes(self) -> float:
        return self._engine.policy.limits.megabytes

    @property
    def native(self) -> duckdb.DuckDBPyConnection:
        """The connection of DuckDB."""
        return self._database

    def select(
        self,
        query: str,
        parameters: Mapping[str, Term | None],
        order: Sequence[OrderKey] = (),
        *,
        is_shipped: bool = False,
    ) -> Table:
        """Answer one SELECT in SQL.

        A parameter stands in it as $name: the key of a thing, the text of a text, a number, or NULL
        for any. A column "name@lang" holds texts in the language of the parameter lang.

        Args:
            query: in SQL, as DuckDB has it.
            parameters: its parameters; it need not use them all.
            order: the columns that its rows are sorted by.
            is_shipped: it came with the program, so that no text of it fills the memory.

        Raises:
            KembarError: it cannot be answered.
        """
        import duckdb

        try:
            for edge in read_edges(query):
                self._open(edge)
            # A cursor of its own, so that threads may query at once.
            database = self._database.cursor()
            statements = database.extract_statements(query)
            if [one.type for one in statements] != [duckdb.StatementType.SELECT]:
                raise KembarError(_("the variant in SQL must be one SELECT and nothing else"))
            (statement,) = database.extract_statements(_with_order(query, order))
            values = {n: self._value(parameters.get(n)) for n in statement.named_parameters}
            limit = nullcontext() if is_shipped else limited_memory(self._megabytes)
            with limit:
                cells = self._rows(database, statement, values)
            names = [column[0] for column in database.description or ()]
            language = parse_term(parameters.get("lang") or literal("")).text
            languages = [language if name.endswith("@lang") else "" for name in names]
            columns = [*map(_cells, zip(*cells, strict=True), languages)]
        except duckdb.InterruptException:
            most, remedy = f"{self._engine.policy.limits.seconds:g}", _less("--time-limit")
            fault = _("takes longer than {seconds} s; {remedy}", seconds=most, remedy=remedy)
            raise KembarError(fault) from None
        except (MemoryError, duckdb.OutOfMemoryException):
            most, remedy = f"{self._megabytes:g}", _less("--memory-limit")
            fault = _(
                "needs more than {megabytes} MB of memory; {remedy}", megabytes=most, remedy=remedy
            )
            raise KembarError(fault) from None
        except (duckdb.Error, OSError, ValueError) as bad:
            fault = _("cannot be answered: {reason}", reason=str(bad).splitlines()[0])
            raise KembarError(fault) from None
        rows = list(zip(*columns, strict=True))
        return Table(tuple(name.removesuffix("@lang") for name in names), rows)

    def _rows(
        self,
        database: duckdb.DuckDBPyConnection,
        statement: duckdb.Statement,
        values: dict[str, object],
    ) -> list[tuple[object, ...]]:
        """The rows of a statement, within the limits of the engine."""
        limits = self._engine.policy.limits
        timer = threading.Timer(limits.seconds, database.interrupt)
        timer.daemon = True
        timer.start()
        rows: list[tuple[object, ...]] = []
        room = limits.answer_megabytes * 2**20
        try:
            result = database.execute(statement, values)
            while piece := result.fetchmany(_PIECE):
                rows += piece
                room -= sum(len(str(cell)) + 1 for row in piece for cell in row)
                if room < 0:
                    most = f"{limits.answer_megabytes:g}"
                    remedy = _less("KEMBAR_ANSWER_LIMIT")
                    raise KembarError(
                        _("is longer than {megabytes} MB; {remedy}", megabytes=most, remedy=remedy)
                    )
        finally:
            timer.cancel()
        return rows

    def _open(self, edge: str) -> None:
        """Make a view of a table of edges; one whose file is damaged is made anew."""
        if edge in self._open_edges:
            return
        key = ("edge table", edge, self._digest, _FORM)
        path = self._cache.path_of(*key)
        if self._cache.get(*key, "seal") != _checksum(_content(path)):
            parquet = self._write_parquet(edge)
            content = parquet.read_bytes()
            self._cache.put_file(content, *key)
            self._cache.put(_checksum(content), *key, "seal")
            # Where the cache cannot be written, the file lasts as long as the process.
            if _content(path) == content:
                parquet.unlink()
            else:
                path = parquet
        self._database.execute(
            f"CREATE OR REPLACE VIEW \"{edge}\" AS FROM read_parquet('{_quoted(path)}')"
        )
        self._open_edges.add(edge)

    def _write_parquet(self, edge: str) -> Path:
        """Write a table of edges to a file of its own."""
        folder = Path(tempfile.mkdtemp(dir=self._scratch))
        tsv, parquet = folder / "edges.tsv", folder / "edges.parquet"
        self._engine.write_tsv(_edge_query(edge), tsv)
        self._database.execute(_MAKE % _quoted(parquet), {"from": str(tsv)})
        tsv.unlink()
        return parquet

    def _value(self, term: Term | None) -> object:
        """A term as a parameter of SQL."""
        if term is None or term == "UNDEF":
            return None
        if term.startswith("<"):
            row = self._database.execute("SELECT key(?)", [term[1:-1]]).fetchone()
            return row[0] if row else None
        if term.isdigit():
            return int(term)
        value = parse_term(term)
        return int(value.text) if value.datatype == f"{XSD}integer" else value.text


def _with_order(query: str, order: Sequence[OrderKey]) -> str:
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
    """Return the sorted names of the edge tables that a query in SQL reads."""
    return sorted({match[1] for match in _EDGE.finditer(query)})


def _edge_query(edge: str) -> str:
    """The query in SPARQL for the rows of an edge table."""
    match = _EDGE.fullmatch(f'"{edge}"')
    assert match
    _, predicate, thing, direction, other = match.groups()
    only = ""
    if direction:
        pattern = "?any %s ?s" if direction == "of" else "?s %s ?any"
        only = f"{{ SELECT DISTINCT ?s {{ {pattern % _term(other)} }} }}"
    target = f"{_term(thing)} BIND({_term(thing)} AS ?o)" if thing else "?o"
    return f"SELECT ?s ?o {{ {only} ?s {_term(predicate)} {target} }}"


def _term(name: str) -> Term:
    try:
        return term("rdf:type" if name == "a" else name)
    except KeyError:
        raise KembarError(_("no namespace is known for {name}", name=quoted(name))) from None


def _database(megabytes: float, *folders: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that reads the files of some folders, and nothing else.

    Raises:
        KembarError: DuckDB is not installed, or cannot be started.
    """
    try:
        import duckdb
    except ImportError:
        raise KembarError(
            _("answers from columns need DuckDB; install it with: pip install 'kembar[columns]'")
        ) from None
    allowed = ", ".join(f"'{_quoted(folder)}'" for folder in folders)
    settings = (
        "temp_directory = ''",  # nothing is written beside the limit of memory
        f"allowed_directories = [{allowed}]",
        "enable_external_access = false",
        f"memory_limit = '{megabytes:.0f}MiB'",
        "default_null_order = 'nulls_first_on_asc_last_on_desc'",
        "lock_configuration = true",
    )
    try:
        database = duckdb.connect()
        for setting in settings:
            database.execute(f"SET {setting}")
        database.execute("CREATE MACRO key(address) AS md5_number_lower('<' || address || '>')")
    except duckdb.Error as bad:
        reason = str(bad).splitlines()[0]
        raise KembarError(_("DuckDB cannot be started: {reason}", reason=reason)) from None
    return database


def _less(setting: str) -> str:
    return _(
        "ask for less (add LIMIT, or a condition that narrows), or raise the limit with {setting}",
        setting=setting,
    )


def _checksum(content: bytes | None) -> bytes:
    """A checksum of a file: engines that read Parquet do not detect all damage."""
    return hashlib.sha256(content or b"").hexdigest().encode()


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _quoted(text: Path | str) -> str:
    return str(text).replace("'", "''")


def _cells(values: Sequence[object], language: str) -> list[Value | None]:
    """A column as terms; its values must be of one type."""
    kinds = {type(value) for value in values if value is not None} or {str}
    kind = kinds.pop()
    if kinds or kind not in _DATATYPES:  # a UNION of DuckDB mixes types
        names = listing(sorted(one.__name__ for one in {kind, *kinds}))
        raise KembarError(
            _("a column is of the type {type}: cast it to a text or a number", type=names)
        )
    datatype = LANG_STRING if language else XSD + _DATATYPES[kind]
    text = _TEXTS.get(kind, str)
    # Counts repeat: each value becomes a term once.
    cells: dict[object, Value | None]
    cells = {v: Value(text(v), "literal", datatype, language) for v in {*values} - {None}}
    cells[None] = None
    return [cells[value] for value in values]
