"""A store that is damaged anywhere answers as before: it is built anew, once, by whoever reads it."""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from kembar.errors import DamagedStore
from kembar.exports.rdflib_graph import rdflib_graph
from kembar.rdf.namespaces import term
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.store.healing import HealingEngine
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace

pytestmark = pytest.mark.integration

LABELS = "SELECT ?s ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?s ?l"
UNITS = [term("kb:City"), term("kb:partnershipKind"), term("kb:Country"), term("kb:since")]
ALL = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"

READINGS: dict[str, Callable[[OxigraphEngine, Path], Any]] = {
    "query": lambda engine, _: engine.query(LABELS),
    "graphs": lambda engine, _: engine.graphs(),
    "count": lambda engine, _: len(engine),
    "triples": lambda engine, _: set(engine.triples()),
    "triples of a graph": lambda engine, _: [set(engine.triples(g)) for g in engine.graphs()],
    "triples of some": lambda engine, _: set(engine.triples_about(UNITS)),
    "N-Triples": lambda engine, _: set(engine.construct_ntriples(ALL).splitlines()),
    "TSV": lambda engine, path: (engine.write_tsv(LABELS, path), path.read_bytes()),
    "rdflib": lambda engine, _: set(rdflib_graph(engine)),
    "rdflib's length": lambda engine, _: len(rdflib_graph(engine)),
    "rdflib's query": lambda engine, _: sorted(map(str, rdflib_graph(engine).query(LABELS))),
    "threads": lambda engine, _: engine.map_parallel(
        lambda graph: set(engine.triples(graph)), engine.graphs()
    ),
}
"""All that a store answers."""


def store_files(workspace: Workspace, pattern: str = "*") -> list[Path]:
    """The files of a built store, sorted; no reader writes them."""
    files = sorted(workspace.cache.stores.glob(f"store-*/store/{pattern}"))
    return [f for f in files if not f.name.startswith(("LOG", "LOCK")) and f.stat().st_size]


def flip(path: Path, at: int, bit: int) -> None:
    """Flip one bit of a file in its place, like a failing disk: size and time stay the same."""
    stat = path.stat()
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def damage_all(workspace: Workspace) -> None:
    """Damage each block of each file of triples, but for the end, which is checked at opening."""
    for file in store_files(workspace, "*.sst"):
        for at in range(20, file.stat().st_size - 9_000, 700):
            flip(file, at, 3)


def opened(workspace: Workspace) -> OxigraphEngine:
    engine = open_store(workspace).engine
    assert isinstance(engine, OxigraphEngine)
    return engine


@pytest.mark.parametrize("reading", READINGS)
def test_every_reading_heals(empty: Workspace, tmp_path: Path, reading: str) -> None:
    read = READINGS[reading]
    whole = read(opened(empty), tmp_path / "x.tsv")
    damage_all(empty)
    assert open_store(empty).status == "opened"
    engine = opened(empty)
    damaged = engine.native
    assert read(engine, tmp_path / "x.tsv") == whole
    assert engine.native is not damaged
    # The next process finds a whole store.
    assert open_store(empty).status == "opened"
    assert read(opened(empty), tmp_path / "x.tsv") == whole


def test_a_reading_goes_on_where_it_stopped(empty: Workspace) -> None:
    """Damage comes to light in the middle: nothing is left out and nothing comes twice."""
    engine = opened(empty)
    whole = list(engine.triples())
    healing = HealingEngine(Torn(engine), nothing, lambda: engine)
    assert list(healing.triples()) == whole
    assert list(healing.triples()) == whole


def nothing() -> None:
    """No check before reading."""


class Torn(OxigraphEngine):
    """A store whose files break after a hundred triples of each reading."""

    def __init__(self, engine: OxigraphEngine) -> None:
        vars(self).update(vars(engine))
        self._store = self  # type: ignore[assignment]  # it stands between the engine and the disk
        self.whole = engine

    def quads_for_pattern(self, *pattern: Any) -> Iterator[Any]:
        yield from islice(self.whole.native.quads_for_pattern(*pattern), 100)
        raise RuntimeError("Corruption: block checksum mismatch")


def test_a_second_damage_is_told(empty: Workspace) -> None:
    engine = opened(empty)
    healing = HealingEngine(Torn(engine), nothing, lambda: Torn(engine))
    for _ in range(2):
        with pytest.raises(DamagedStore, match="`kembar build` builds it again") as told_in:
            list(healing.triples())
        assert "\n" not in str(told_in.value)


def test_files_that_changed_meanwhile_are_told(empty: Workspace) -> None:
    """One task never reads of two states of the files."""
    opened(empty)
    damage_all(empty)
    engine = opened(empty)
    assert empty.root
    (empty.root / "data" / "mine").mkdir()
    (empty.root / "data" / "mine" / "cities.csv").write_text(
        "city,name_en,country,unit_type,source\nid-solo,Solo,id,city,unverified\n"
    )
    with pytest.raises(DamagedStore, match="the files have changed since"):
        engine.query(LABELS)


def test_a_random_bit_changes_no_answer(empty: Workspace) -> None:
    whole = set(opened(empty).triples()), opened(empty).graphs()
    chance = random.Random(19)
    for _ in range(12):
        file = chance.choice(store_files(empty))
        flip(file, chance.randrange(file.stat().st_size), chance.randrange(8))
        engine = opened(empty)
        assert (set(engine.triples()), engine.graphs()) == whole, file


def test_a_wrong_length_in_the_manifest_is_seen(empty: Workspace) -> None:
    """Oxigraph takes the rest of the manifest for one that was never written, and says nothing."""
    whole = len(opened(empty))
    for back in (20, 12, 4):
        # A store built anew has a manifest of another length.
        places = records(newest_manifest(empty).read_bytes())
        flip(newest_manifest(empty), places[-min(back, len(places))] + 5, 6)
        assert len(opened(empty)) == whole


def records(manifest: bytes) -> list[int]:
    """The places at which the records of a manifest begin."""
    at, places = 0, []
    while at + 7 <= len(manifest):
        places.append(at)
        at += 7 + int(struct.unpack("<H", manifest[at + 4 : at + 6])[0])
    return places


def newest_manifest(workspace: Workspace) -> Path:
    return max(store_files(workspace, "MANIFEST-*"), key=lambda file: file.stat().st_mtime_ns)


@pytest.mark.parametrize("kind", ["*.sst", "MANIFEST-*", "CURRENT", "*.log", "../inputs.json"])
@pytest.mark.parametrize("damage", ["empty", "half", "folder", "gone", "unreadable"])
def test_any_damage_of_a_file_heals(empty: Workspace, kind: str, damage: str) -> None:
    whole = set(opened(empty).triples())
    for file in store_files(empty, kind):
        content = file.read_bytes()
        file.unlink()
        if damage == "folder":
            (file / "inside").mkdir(parents=True)
        elif damage == "unreadable":
            # As root reads everything, a link to nowhere stands for it.
            file.symlink_to(file.name)
        elif damage != "gone":
            file.write_bytes(content[: len(content) // 2 if damage == "half" else 0])
    assert set(opened(empty).triples()) == whole
