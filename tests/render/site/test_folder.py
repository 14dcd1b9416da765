"""The folder of a site: whole files, only what changed, nobody else's touched."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.render.site.folder import LIST, SiteFolder
from kembar.shipped_folder import SHIPPED


def write(folder: Path, files: dict[str, str], *, force: bool = False) -> list[str]:
    """Write a site; return the paths of the files that are new or changed."""
    with SiteFolder.open(folder, force=force).writing(force=force) as writer:
        for path, text in files.items():
            writer.write(path, text)
        writer.state = "s"
    return sorted(writer.written)


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != LIST
    }


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert write(folder, {"en/a.html": "a", "b.html": "b"}) == ["b.html", "en/a.html"]
    before = (folder / "b.html").stat().st_mtime_ns
    assert write(folder, {"en/a.html": "A", "b.html": "b"}) == ["en/a.html"]
    assert texts(folder) == {"en/a.html": "A", "b.html": "b"}
    assert (folder / "b.html").stat().st_mtime_ns == before
    assert SiteFolder.open(folder).state == "s"


def test_pages_that_are_gone_are_deleted(tmp_path: Path) -> None:
    """Files of others beside them stay, and the folders of these."""
    write(tmp_path, {"en/old/a.html": "a", "en/b/c.html": "c", "d.html": "d"})
    (tmp_path / "CNAME").write_text("example.org")
    (tmp_path / "en" / "b" / "mine.txt").write_text("mine")
    write(tmp_path, {"d.html": "d"})
    assert texts(tmp_path) == {"CNAME": "example.org", "d.html": "d", "en/b/mine.txt": "mine"}
    assert not (tmp_path / "en" / "old").exists()


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.html").write_text("mine")
    with pytest.raises(InputError, match="holds other files"):
        SiteFolder.open(tmp_path)
    write(tmp_path, {"a.html": "a"}, force=True)
    assert texts(tmp_path) == {"a.html": "a", "thesis.html": "mine"}
    write(tmp_path, {})
    assert texts(tmp_path) == {"thesis.html": "mine"}


def test_a_file_of_another_stays(tmp_path: Path) -> None:
    """Nothing of the new site appears then."""
    write(tmp_path, {"a.html": "a"})
    (tmp_path / "b.html").write_text("mine")
    with pytest.raises(InputError, match=r"b\.html: was not written by Kembar"):
        write(tmp_path, {"a.html": "A", "b.html": "b"})
    assert texts(tmp_path) == {"a.html": "a", "b.html": "mine"}
    assert [path.name for path in tmp_path.glob(".writing-*")] == []
    write(tmp_path, {"b.html": "b"}, force=True)
    assert texts(tmp_path) == {"b.html": "b"}


def test_a_changed_file_is_written_again(tmp_path: Path) -> None:
    """Whoever edits a page of the site finds the program's page the next time."""
    files = {"a.html": "a", "b.html": "b"}
    write(tmp_path, files)
    (tmp_path / "a.html").write_text("x")
    (tmp_path / "b.html").unlink()
    site = SiteFolder.open(tmp_path)
    assert (site.state, site.files) == ("", {})
    assert write(tmp_path, files) == ["a.html", "b.html"]
    assert texts(tmp_path) == files


def test_an_end_in_the_middle_leaves_the_old_site(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": "a"})
    with pytest.raises(KeyboardInterrupt), SiteFolder.open(tmp_path).writing() as writer:
        writer.write("a.html", "A")
        writer.write("b.html", "b")
        raise KeyboardInterrupt
    assert texts(tmp_path) == {"a.html": "a"}
    assert SiteFolder.open(tmp_path).state == "s"


def test_a_kill_while_files_move_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list tells which files are there already; a folder of new files is cleared away."""
    write(tmp_path, {"a.html": "a", "b.html": "b", "c.html": "c"})
    replace, moved = Path.replace, list[str]()

    def dies(path: Path, target: Path) -> Path:
        if target.suffix == ".html":
            moved.append(target.name)
            if len(moved) == 2:
                raise MemoryError
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", dies)
    with pytest.raises(MemoryError):
        write(tmp_path, {"a.html": "A", "b.html": "B", "c.html": "c"})
    monkeypatch.undo()
    assert sorted(texts(tmp_path).values()) == ["A", "b", "c"]
    leftover = tmp_path / ".writing-dead"
    leftover.mkdir()
    os.utime(leftover, (0, 0))
    site = SiteFolder.open(tmp_path)
    assert (site.state, [*site.files]) == ("", ["a.html", "c.html"])
    assert write(tmp_path, {"a.html": "A", "b.html": "B", "c.html": "c"}) == ["b.html"]
    assert texts(tmp_path) == {"a.html": "A", "b.html": "B", "c.html": "c"}
    assert not leftover.exists()


def test_a_list_that_leads_out_is_no_list(tmp_path: Path) -> None:
    """A folder may come from anybody."""
    (tmp_path / "mine.txt").write_text("mine")
    site = tmp_path / "site"
    write(site, {"a.html": "a"})
    listed = json.loads((site / LIST).read_text("utf-8"))
    listed["files"]["../mine.txt"] = listed["files"]["a.html"]
    (site / LIST).write_text(json.dumps(listed))
    with pytest.raises(InputError, match="holds other files"):
        SiteFolder.open(site)
    assert (tmp_path / "mine.txt").exists()


def test_a_site_of_the_earlier_form_is_replaced(tmp_path: Path) -> None:
    for name in ("index.html", "network.html", "ontology.html", "answers/network.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("old")
    write(tmp_path, {"index.html": "new"})
    assert texts(tmp_path) == {"index.html": "new"}


def test_no_site_is_made_of_what_is_read() -> None:
    with pytest.raises(InputError, match="is read as part of a workspace"):
        SiteFolder.open(SHIPPED / "data" / "site")
    assert not (SHIPPED / "data" / "site").exists()
