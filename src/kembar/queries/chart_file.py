"""Where the specification of a question's chart stands: in its head, or in a file NAME.vl.json."""

from __future__ import annotations

import json
import re
from collections.abc import Collection

from kembar.errors import InputError, UnknownName
from kembar.inputs.files import read_text
from kembar.names.lookup import nearest
from kembar.workspace.layout import File, Workspace

_ENDING = ".vl.json"

_JSON_VALUE = re.compile(r"true|false|null|-?(0|[1-9]\d*)(\.\d+)?")


class ChartFiles:
    """The files of specifications by the name of their question; a workspace's own counts."""

    def __init__(self, workspace: Workspace) -> None:
        files = workspace.files("queries", _ENDING)
        self._files = {file.path.name.removesuffix(_ENDING): file for file in files}

    def chart_of(self, question: File) -> tuple[str, str]:
        """Return the text of the specification for the file of a question, and its path.

        Both are empty where there is none. A shipped specification is for the shipped question,
        whose columns it names.

        Raises:
            InputError: the file cannot be read.
        """
        file = self._files.get(question.path.stem)
        if file is None or (file.is_shipped and not question.is_shipped):
            return "", ""
        return read_text(file.path, name=file.display_path), file.display_path

    def without_question(self, names: Collection[str]) -> list[InputError]:
        """Return a fault for each file whose question is not among these names."""
        return [
            InputError(
                str(UnknownName("question", name, nearest(name, names))), file=f.display_path
            )
            for name, f in self._files.items()
            if name not in names
        ]


def read_view(entry: object) -> str:
    """Return the name of a view, or the specification of a chart as JSON.

    Raises:
        TypeError: neither.
    """
    if isinstance(entry, dict):
        return json.dumps(_typed(entry), ensure_ascii=False)
    if not isinstance(entry, str):
        raise TypeError(entry)
    return entry.strip()


def _typed(value: object) -> object:
    """A specification from YAML, which is read as texts: numbers, truth and null as JSON has."""
    if isinstance(value, dict):
        return {key: _typed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_typed(part) for part in value]
    if isinstance(value, str) and _JSON_VALUE.fullmatch(value):
        return json.loads(value)
    return value
