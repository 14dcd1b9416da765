"""Any sequence of changes to a workspace, by several open graphs, people, and processes that die.

`Changes` is a state machine of hypothesis: it draws steps, and after each asserts what always holds.
"""

from __future__ import annotations

import csv
import functools
import inspect
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

import kembar
from kembar.editing.history import RECORD
from kembar.errors import KembarError
from kembar.names.geonames import Atlas
from kembar.rdf.engine import Engine
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.store.build import build_contents
from kembar.workspace.atomic_write import WRITING
from kembar.workspace.layout import init_workspace, open_workspace
from kembar.workspace.transaction import BACK, NEW, write_transaction
from tests.faults import Commands, Fault
from tests.workspaces import copy_workspace, remove_workspace

BASE = {
    "countries.csv": """\
country,name_en,name_id,name_ko,languages,source
id,Indonesia,Indonesia,인도네시아,id,cldr
nl,Netherlands,Belanda,네덜란드,nl,cldr
""",
    "sources.csv": "source,title,publisher\ncldr,CLDR,Unicode\n",
    "cities.csv": """\
city,name_en,name_id,name_ko,country,unit_type,latitude,longitude,geonames,source
id-bandung,Bandung,Kota Bandung,반둥,id,city,-6.92222,107.60694,1650357,cldr
id-medan,Medan,Kota Medan,메단,id,city,3.58333,98.66667,1214520,cldr
nl-the-hague,The Hague,Den Haag,헤이그,nl,city,52.07667,4.29861,2747373,cldr
nl-utrecht,Utrecht,Utrecht,위트레흐트,nl,city,52.09083,5.12222,2745912,cldr
""",
}
CITIES = (
    "Bandung",
    "반둥",
    "Kota Medan",
    "Medan",
    "Den Haag",
    "The Hague",
    "위트레흐트",
    "Utrecht, Netherlands",
)
DATES = ("2001", "24 Mei 2001", "2006-05", "2006-05-23", "31/12/2010", "2010년 1월 2일", "c. 1997")
SOURCES = ("", "https://example.org/1", "https://example.org/2", "CLDR")
AUTHORS = ("", "Ani", "Budi, Kang", "강")
TEXTS = st.sampled_from(("a remark", "=1+1", 'a "quote" \\ and\na line', "반둥 – ;,")) | st.text(
    max_size=12
)
"""Texts that a person may write into a field: the common, the awkward, and any text."""

VALUES: dict[str, dict[str, Any]] = {
    "partnership": {"since": DATES, "until": DATES, "note": TEXTS, "origin": TEXTS},
    "agreement": {"signed_on": DATES, "valid_until": DATES, "title": TEXTS, "note": TEXTS},
    "activity": {"start": DATES, "end": DATES, "budget": ("1,5 miliar", "12.5"), "note": TEXTS},
    "study": {"author": TEXTS, "year": DATES, "publisher": TEXTS},
    "finding": {"statement_id": TEXTS, "locator": TEXTS},
    "event": {"start": DATES, "end": DATES, "name_id": TEXTS},
    "agency": {"name_local": TEXTS},
}
"""Fields that may be empty, with their values by kind."""

QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("city-partners", {"city": "Bandung"}),
    ("document-chain", {"city": "Bandung", "other": "any"}),
)
THINGS = """PREFIX kb: <https://w3id.org/kembar/> SELECT DISTINCT ?class ?key {
  ?thing a ?class ; kb:key ?key
}"""

Quads = set[tuple[str, ...]]


def quads(engine: Engine) -> Quads:
    """All quads of an engine, those of the default graph with "" as their graph."""
    named = {(str(graph), *triple) for graph in engine.graphs() for triple in engine.triples(graph)}
    return named | {("", *triple) for triple in engine.triples()}


def agreed(task: Any) -> Any:
    """The task, in spite of its warnings where it has some."""
    warns = "ignore_warnings" in inspect.signature(task).parameters
    return functools.partial(task, ignore_warnings=True) if warns else task


@functools.cache
def template() -> Path:
    """A small workspace with its store, to be copied."""
    root = Path(tempfile.mkdtemp(prefix="template-")) / "office"
    init_workspace(root)
    (root / "kembar.toml").write_text('title = "office"\nshipped = false\n')
    (root / "data" / "base").mkdir()
    for name, text in BASE.items():
        (root / "data" / "base" / name).write_text(text)
    graph = kembar.open(root)
    pair = {"cities": ["Bandung", "Utrecht"], "since": "2001", "note": "a remark"}
    memorandum = {"partnership": "Bandung - Utrecht", "type": "MoU", "valid_until": "2006"}
    workshop = {"partnerships": "Bandung - Utrecht", "title": "Workshop", "start": "2002-05"}
    for kind, values in (("partnership", pair), ("agreement", memorandum), ("activity", workshop)):
        graph.add([kembar.entry(kind, **values)], source=SOURCES[1], author="Ani")
    return root


@contextmanager
def one_gazetteer() -> Iterator[None]:
    """Read the gazetteer once: it takes longer than all else of an import."""
    load = Atlas.load
    Atlas.load = functools.cache(load)  # type: ignore[method-assign]
    yield
    Atlas.load = load  # type: ignore[method-assign]


@functools.cache
def commands() -> Commands:
    """Processes that can be killed at any of their operations."""
    return Commands(Path(tempfile.mkdtemp(prefix="commands-")))


class Changes(RuleBasedStateMachine):
    """A workspace, two graphs that are open on it, and what may happen to it."""

    random_kills = False
    """Also kill processes at random moments; such a trial cannot be repeated exactly."""

    steps = 0
    """The steps of all trials of this process."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="changes-"))
        self.root = copy_workspace(template(), self.home / "office")
        self.beside = self.home / "lists"
        self.beside.mkdir()
        self.graphs = [kembar.open(self.root), kembar.open(self.root, language="id")]
        self.problems = 0

    def teardown(self) -> None:
        remove_workspace(self.root)
        shutil.rmtree(self.home)

    # Steps ---------------------------------------------------------------------------------------

    @rule(which=st.booleans(), data=st.data(), is_undone=st.booleans())
    def add(self, which: bool, data: st.DataObject, is_undone: bool) -> None:
        graph, before = self.graphs[which], self.files()
        with self.refusal():
            record = graph.add([self.entry(data)], **self.provenance(data), ignore_warnings=True)
            assert self.files() != before
            if is_undone:
                self.undone_and_redone(graph, record.id, before)

    @rule(which=st.booleans(), data=st.data())
    def add_what_was_previewed_before_another_change(
        self, which: bool, data: st.DataObject
    ) -> None:
        with self.refusal():
            preview = self.graphs[which].preview([self.entry(data)], **self.provenance(data))
            with self.refusal():
                self.graphs[not which].add([self.entry(data)], ignore_warnings=True)
            with self.refusal():
                self.graphs[which].commit(preview, ignore_warnings=True)

    @precondition(lambda self: self.things())
    @rule(which=st.booleans(), data=st.data())
    def edit(self, which: bool, data: st.DataObject) -> None:
        graph = self.graphs[which]
        kind, key = data.draw(st.sampled_from(self.things()))
        fields = st.sampled_from(tuple(VALUES[kind]))
        values = {
            field: [data.draw(_texts(VALUES[kind][field]))]
            for field in data.draw(st.sets(fields, min_size=1, max_size=2))
        }
        cleared = set(VALUES[kind]) & {"note"} - set(values) if data.draw(st.booleans()) else ()
        with self.refusal():
            preview = graph.preview_edit(
                key,
                values,
                clear=cleared,
                of_source=data.draw(st.sampled_from(graph.sources_of(key))),
                reason=data.draw(TEXTS),
                author=data.draw(st.sampled_from(AUTHORS)),
            )
            graph.commit(preview, ignore_warnings=True)

    @precondition(lambda self: self.things())
    @rule(which=st.booleans(), data=st.data())
    def retire(self, which: bool, data: st.DataObject) -> None:
        graph = self.graphs[which]
        _, key = data.draw(st.sampled_from(self.things()))
        with self.refusal():
            preview = graph.preview_retirement(key, reason=data.draw(TEXTS), author="Ani")
            graph.commit(preview, ignore_warnings=True)

    @precondition(lambda self: self.things("agreement"))
    @rule(which=st.booleans(), data=st.data())
    def renew(self, which: bool, data: st.DataObject) -> None:
        graph = self.graphs[which]
        values = {"signed_on": [data.draw(st.sampled_from(DATES))]}
        with self.refusal():
            preview = graph.preview_renewal(
                self.key(data, "agreement"), values, **self.provenance(data)
            )
            graph.commit(preview, ignore_warnings=True)

    @precondition(lambda self: self.change_files())
    @rule(which=st.booleans(), data=st.data())
    def undo(self, which: bool, data: st.DataObject) -> None:
        graph = self.graphs[which]
        change = data.draw(st.sampled_from([record.id for record in graph.log()]))
        with self.refusal():
            agreed(graph.undo)(change)

    @precondition(lambda self: hasattr(self.graphs[0], "redo"))
    @rule(which=st.booleans())
    def redo(self, which: bool) -> None:
        with self.refusal():
            agreed(self.graphs[which].redo)()

    @rule(which=st.booleans(), data=st.data())
    def import_table(self, which: bool, data: st.DataObject) -> None:
        graph = self.graphs[which]
        city = st.sampled_from(CITIES) | TEXTS
        row = st.tuples(city, city, st.sampled_from(DATES), TEXTS)
        rows = data.draw(st.lists(row, min_size=1, max_size=4))
        path = self.beside / "list.csv"
        path.write_text(_csv([("city", "partner", "since", "note"), *rows]), "utf-8")
        with self.refusal():
            graph.commit(graph.import_table(path, **self.origin(data)))

    @rule(which=st.booleans(), data=st.data())
    def import_rdf(self, which: bool, data: st.DataObject) -> None:
        graph = self.graphs[which]
        with self.refusal():
            graph.commit(graph.import_rdf(self.rdf_list(data), **self.origin(data)))

    @rule(data=st.data())
    def crash(self, data: st.DataObject) -> None:
        """A process is killed, or refused by the disk, at one of its operations."""
        kind = data.draw(st.sampled_from(("kill", "kill", "torn", "EIO", "ENOSPC", "EROFS")))
        fault = Fault(kind, data.draw(st.integers(1, 24)), lasting=data.draw(st.booleans()))
        arguments = self.command(data)
        trial = commands().under(fault, self.root, *arguments)
        note(f"{trial.operations[-1:]} {trial.results}")
        assert trial.code in (0, -signal.SIGKILL)
        for result in trial.results:
            assert result.code in (0, 1, 2), result
            assert "Traceback" not in result.err, result
        self.tidy()

    @precondition(lambda self: self.random_kills)
    @rule(data=st.data(), delay=st.floats(0, 0.9))
    def kill(self, data: st.DataObject, delay: float) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "kembar", *self.command(data)],
            cwd=self.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.kill()
        process.wait()
        self.tidy()

    @rule(which=st.booleans())
    def rebuild(self, which: bool) -> None:
        self.graphs[which].refresh(rebuild=True)

    @rule()
    def delete_the_cache(self) -> None:
        shutil.rmtree(open_workspace(self.root).cache.folder, ignore_errors=True)
        self.graphs[0] = kembar.open(self.root)

    @rule(data=st.data())
    def a_person_appends_a_row(self, data: st.DataObject) -> None:
        table = self.root / "data" / "base" / "partnerships.csv"
        if not table.exists():
            table.write_text("partnership,cities,kind,since,source,note\n")
        one, other = sorted(
            data.draw(st.permutations(["id-bandung", "id-medan", "nl-utrecht"]))[:2]
        )
        cells = (
            f"{one}--{other}",
            f"{one}; {other}",
            "sister-city",
            "2001",
            "cldr",
            data.draw(TEXTS),
        )
        text = _csv([cells])
        if "\0" not in text:
            with table.open("a", encoding="utf-8", newline="") as file:
                file.write(text)
        self.problems = len(kembar.open(self.root).validate())

    @precondition(lambda self: self.change_files())
    @rule()
    def a_person_deletes_the_last_change(self) -> None:
        for path in self.change_files()[-1:]:
            if path.name != RECORD:
                path.unlink()
        self.problems = len(kembar.open(self.root).validate())

    # What always holds ---------------------------------------------------------------------------

    @invariant()
    def the_store_equals_one_built_anew(self) -> None:
        type(self).steps += 1
        anew = OxigraphEngine.in_memory()
        build_contents(anew, open_workspace(self.root))
        expected = quads(anew)
        for graph in self.graphs:
            graph.refresh()
        contents = quads(self.graphs[0].engine)
        assert contents == expected, sorted(contents ^ expected)[:9]
        # Both read one store, so that the other need not be compared quad by quad.
        assert len(self.graphs[1].engine) == len(self.graphs[0].engine)

    @invariant()
    def the_log_equals_the_files(self) -> None:
        ids = sorted(record.id for record in self.graphs[0].log())
        files = self.change_files()
        assert len(ids) == len(files) == len(set(ids))
        assert {path.stem for path in files if path.name != RECORD} <= set(ids)

    @invariant()
    def nothing_is_left_over_or_outside(self) -> None:
        begins = (WRITING, NEW, BACK)
        assert [path for path in self.root.rglob("*") if path.name.startswith(begins)] == []
        assert {path.name for path in self.home.iterdir()} == {"office", "lists"}
        assert {path.name for path in self.root.iterdir()} <= {
            *("kembar.toml", "data", "queries", ".gitignore")
        }

    @invariant()
    def our_own_writes_break_no_rule(self) -> None:
        problems = self.graphs[0].validate()
        assert len(problems) <= self.problems, problems
        self.problems = len(problems)

    @invariant()
    def a_graph_opened_anew_gives_the_same_answers(self) -> None:
        anew = kembar.open(self.root)
        self.graphs[0].refresh()
        for name, values in QUESTIONS:
            assert anew.query(name, **values).rows == self.graphs[0].query(name, **values).rows

    # Parts of steps ------------------------------------------------------------------------------

    @contextmanager
    def refusal(self) -> Iterator[None]:
        """The step may be refused, in one line; then nothing was written."""
        before = self.files()
        try:
            yield
        except KembarError as refusal:
            note(f"refused: {refusal}")
            assert "\n" not in str(refusal)
            assert self.files() == before

    def undone_and_redone(self, graph: kembar.KnowledgeGraph, change: str, before: Any) -> None:
        after = self.files()
        agreed(graph.undo)(change)
        assert self.files() == before
        if hasattr(graph, "redo"):
            agreed(graph.redo)(change)
            assert self.files() == after
            agreed(graph.undo)(change)
            assert self.files() == before

    def entry(self, data: st.DataObject) -> Any:
        kind = data.draw(st.sampled_from(tuple(VALUES)))
        city = st.sampled_from(CITIES)
        values: dict[str, Any] = {
            name: data.draw(_texts(options))
            for name, options in VALUES[kind].items()
            if data.draw(st.booleans())
        }
        match kind:
            case "partnership":
                values["cities"] = data.draw(st.lists(city, min_size=2, max_size=2))
            case "agreement":
                types = ("MoU", "letter-of-intent", "sister-city-agreement")
                values |= {"partnership": self.key(data, "partnership")}
                values |= {"type": data.draw(st.sampled_from(types))}
            case "activity":
                values |= {"partnerships": self.key(data, "partnership"), "currency": "IDR"}
                values |= {"title": data.draw(TEXTS)}
            case "finding":
                values |= {"study": self.key(data, "study"), "statement_en": data.draw(TEXTS)}
            case "study":
                values["title"] = data.draw(TEXTS)
            case _:
                values |= {"name_en": data.draw(TEXTS)}
                values |= {"country": "Belanda"} if kind == "agency" else {}
        return kembar.entry(kind, **values)

    def provenance(self, data: st.DataObject) -> dict[str, str]:
        drawn = st.sampled_from
        return {"source": data.draw(drawn(SOURCES)), "author": data.draw(drawn(AUTHORS))}

    def origin(self, data: st.DataObject) -> Any:
        keys = st.sampled_from(("list", "other list"))
        return {"key": data.draw(keys), "title": "A list", "author": "Ani"}

    def things(self, *kinds: str) -> list[tuple[str, str]]:
        """The kinds and keys of the things of the graph; by default of all kinds of `VALUES`."""
        kind_of = {f"https://w3id.org/kembar/{kind.capitalize()}": kind for kind in kinds or VALUES}
        self.graphs[0].refresh()
        rows = self.graphs[0].sparql(THINGS).rows
        pairs = ((kind_of.get(str(class_)), str(key)) for class_, key in rows)
        return sorted((kind, key) for kind, key in pairs if kind)

    def key(self, data: st.DataObject, kind: str) -> str:
        """The key of a thing of the graph; where there is none, a name of none."""
        keys = [key for _, key in self.things(kind)]
        return data.draw(st.sampled_from(keys or ["Atlantis"]))

    def rdf_list(self, data: st.DataObject) -> Path:
        year = data.draw(st.integers(1990, 1999))
        path = self.beside / "list.ttl"
        path.write_text(
            "@prefix kb: <https://w3id.org/kembar/> . @prefix id: <https://w3id.org/kembar/id/> .\n"
            "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
            'id:id-medan--nl-utrecht a kb:Partnership ; kb:key "id-medan--nl-utrecht" ;\n'
            "  kb:partnershipKind <https://w3id.org/kembar/concept/partnership-kind/sister-city> ;\n"
            f'  kb:hasPartner id:id-medan , id:nl-utrecht ; kb:since "{year}"^^xsd:gYear .\n'
        )
        return path

    def command(self, data: st.DataObject) -> Sequence[str]:
        """The arguments of a command that writes."""
        one, other = data.draw(st.permutations(["Bandung", "Medan", "Utrecht", "Den Haag"]))[:2]
        key = self.key(data, "partnership")
        by = ("--by", "Ani")
        adding = ("add", "partnership", "--city", one, "--city", other, *by)
        importing = ("import", "rdf", str(self.rdf_list(data)), "--key", "list", *by)
        choices: list[tuple[str, ...]] = [
            (*adding, "--since", data.draw(st.sampled_from(DATES)), "--yes"),
            ("edit", key, "--set", "since=2003", *by, "--yes"),
            ("retire", key, "--reason", "an error", *by, "--yes"),
            ("undo",),
            importing,
        ]
        return data.draw(st.sampled_from(choices))

    def tidy(self) -> None:
        """The next process that writes completes or removes what a dead one left."""
        with write_transaction(open_workspace(self.root)):
            pass

    def change_files(self) -> list[Path]:
        data = self.root / "data"
        files = [*data.glob("added/*/*.trig"), *data.glob(f"imported/*/{RECORD}")]
        return sorted(path for path in files if not any(p.startswith(".") for p in path.parts[-4:]))

    def files(self) -> dict[str, bytes]:
        """The visible files of data/."""
        contents: dict[str, bytes] = {}
        for folder, folders, names in os.walk(self.root / "data"):
            folders[:] = [name for name in folders if not name.startswith(".")]
            paths = (Path(folder, name) for name in names if not name.startswith("."))
            contents |= {str(path.relative_to(self.root)): path.read_bytes() for path in paths}
        return contents


def _texts(options: Any) -> Any:
    return options if isinstance(options, st.SearchStrategy) else st.sampled_from(options)


def _csv(rows: Any) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
