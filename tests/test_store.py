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
    return {triple for triple in engine.triples() if not triple[0].startswith("_:")}


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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("city,nam\n", r"\[nam\]: no such column"),
        ("city,name_en,country,source,city\n", "named twice"),
        ("city,name_en,country\n", r"\[source\]: this column is missing"),
        (CITY + "id-solo,Solo\n", "has 2 cells where the header names 5"),
        (CITY + ",Solo,id,city,news-1\n", r":2 \[city\]: is needed and empty"),
        (CITY + "id-solo,Solo,id,village,news-1\n", "is no unit_type"),
        (CITY + 'id-solo,"Solo,id,city,news-1\n', "is not well-formed CSV"),
        ("city\0", "NUL"),
    ],
)
def test_a_broken_table_is_told_with_its_place(empty: Workspace, text: str, said: str) -> None:
    write(empty, "cities.csv", text)
    with pytest.raises(InputError, match=said):
        open_store(empty)


def test_a_table_that_is_not_utf8_is_told(empty: Workspace) -> None:
    write(empty, "cities.csv", CITY)
    assert empty.root
    path = empty.root / "data" / "mine" / "cities.csv"
    path.write_bytes(CITY.encode() + "de-köln,Köln,de,city,n\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"cities\.csv:2: is not UTF-8"):
        open_store(empty)


def test_broken_turtle_is_told_with_its_line(empty: Workspace) -> None:
    write(empty, "mine.ttl", "<a> <b> <c> .\n<a> b c .\n")
    with pytest.raises(InputError, match=r"mine\.ttl:2: is not Turtle"):
        open_store(empty)
