"""The notebook of the tour runs, and shows what its cells return; `--accept` writes that anew."""

from __future__ import annotations

import ast
import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from kembar.rdf.engine import Engine
from tests.pages import DOCS

NOTEBOOK = DOCS / "tour" / "researcher.ipynb"


def test_it_runs_and_shows_its_outputs(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    assert engine
    monkeypatch.chdir(tmp_path)
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    names: dict[str, Any] = {}
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell in cells:
        cell["outputs"] = _outputs("".join(cell["source"]), names)
    text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--accept"):
        NOTEBOOK.write_text(text, "utf-8")
    assert json.loads(NOTEBOOK.read_text("utf-8")) == notebook
    assert sum(bool(cell["outputs"]) for cell in cells) > len(cells) // 2
    assert (tmp_path / "references.bib").read_text("utf-8").startswith("@")


def _outputs(code: str, names: dict[str, Any]) -> list[dict[str, Any]]:
    """Run a cell as Jupyter does; return its outputs: printed text, and the value of its last line."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    outputs: list[dict[str, Any]] = []
    with redirect_stdout(io.StringIO()) as printed:
        exec(compile(tree, "cell", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    if printed.getvalue():
        text = printed.getvalue().splitlines(keepends=True)
        outputs.append({"name": "stdout", "output_type": "stream", "text": text})
    if value is not None:
        html = getattr(value, "_repr_html_", lambda: None)()
        data = {"text/html": html.splitlines(keepends=True)} if html else {}
        data["text/plain"] = [f"{type(value).__name__}"] if html else repr(value).splitlines(True)
        outputs.append(
            {
                "data": data,
                "execution_count": None,
                "metadata": {},
                "output_type": "execute_result",
            }
        )
    return outputs
