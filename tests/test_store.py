from __future__ import annotations

import shutil

import pytest

from kembar.errors import InputError
from kembar.oxigraph import Engine
from kembar.store import open_store
from kembar.workspace import Workspace

CITY = "city,name_en,country,unit_type,source\n"
SOURCES = "source,title,publisher\nnews-1,News,Herald\n"


def write(workspace: Workspace, name: str, text: str) -> None:
    assert workspace.root
    path = workspace.root / "data" / "mine" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def everything(engine: Engine) -> set[tuple[str, str, str]]:
    """All but what hangs on a blank node, whose name differs from one reading to the next."""
    return {t for t in engine.triples() if not any(part.startswith("_:") for part in t)}


def test_the_second_opening_reads_no_file_again(empty: Workspace) -> None:
    assert open_store(empty).how == "built"
    assert open_store(empty).how == "opened"


def test_a_changed_file_is_mended_to_what_a_full_build_makes(empty: Workspace) -> None:
    write(empty, "sources.csv", SOURCES)
    write(empty, "cities.csv", CITY + "id-solo,Solo,id,city,news-1\n")
    open_store(empty)
    write(empty, "cities.csv", CITY + "id-solo,Surakarta,id,city,news-1\n")
    mended = open_store(empty)
    assert mended.how == "updated"
    assert mended.changed == ("workspace/data/mine/cities.csv",)
    told = everything(mended.engine)
    assert told == everything(open_store(empty, afresh=True).engine)
    assert any("Surakarta" in o for _, _, o in told)
    assert not any('"Solo"' in o for _, _, o in told)


def test_what_another_file_says_too_stays_when_one_is_removed(empty: Workspace) -> None:
    write(empty, "sources.csv", SOURCES + "news-2,Other,Times\n")
    write(
        empty,
        "cities.csv",
        CITY + "id-solo,Solo,id,city,news-1\nid-solo,Solo,id,city,news-2\n",
    )
    open_store(empty)
    write(empty, "cities.csv", CITY + "id-solo,Solo,id,city,news-2\n")
    built = open_store(empty)
    assert built.how == "updated"
    assert any(o == '"Solo"@en' for _, _, o in built.engine.triples())


def test_a_damaged_store_is_built_again(empty: Workspace) -> None:
    open_store(empty)
    for store in empty.cache.glob("store-*/store/*"):
        store.write_bytes(b"")
    assert len(open_store(empty).engine) > 1000


def test_a_deleted_store_is_built_again(empty: Workspace) -> None:
    open_store(empty)
    shutil.rmtree(empty.cache)
    assert open_store(empty).how == "built"


def test_a_broken_file_leaves_the_store_as_it_was(empty: Workspace) -> None:
    open_store(empty)
    before = sorted(path.name for path in empty.cache.iterdir())
    write(empty, "cities.csv", CITY + "Solo!,Solo,id,city,news-1\n")
    with pytest.raises(InputError, match=r"cities\.csv:2 \[city\]: 'Solo!' is not a key"):
        open_store(empty)
    assert sorted(path.name for path in empty.cache.iterdir()) == before
