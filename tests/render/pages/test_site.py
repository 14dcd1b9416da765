"""The site has every answer and the pages that show them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.language import speaking
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.render.pages.site import explore
from kembar.shipped_folder import SHIPPED
from kembar.workspace.layout import Workspace

pytestmark = pytest.mark.integration


def test_every_question_has_a_file_and_an_index_entry(engine: Engine, tmp_path: Path) -> None:
    messages: list[str] = []
    with speaking("id"):
        paths = explore(Workspace(), engine, tmp_path, ["a.csv:1: <b>"], "id", messages.append)
    index = (tmp_path / "index.html").read_text("utf-8")
    for name, question in find_questions(Workspace()).items():
        assert tmp_path / "answers" / f"{name}.csv" in paths
        assert f'<details id="{name}" ' in index
        assert question.title.id in index
        assert f"menjawab {name}" in messages
    assert {path.name for path in paths} >= {"index.html", "network.html", "ontology.html"}
    assert "a.csv:1: &lt;b&gt;" in index
    assert "Diarsir: " in index  # its timelines shade the events of the graph


def test_no_site_is_made_of_what_is_read(engine: Engine) -> None:
    with pytest.raises(InputError, match="is read as part of a workspace"):
        explore(Workspace(), engine, SHIPPED / "data" / "site")
    assert not (SHIPPED / "data" / "site").exists()
