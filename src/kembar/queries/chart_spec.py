"""The specification of a question's own chart: Vega-Lite, and nothing that reads from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kembar.errors import InputError
from kembar.language import _
from kembar.queries.chart_file import ChartFiles
from kembar.queries.saved import Question, find_questions
from kembar.workspace.layout import Workspace

_FOREIGN = {"url", "href", "usermeta", "sequence", "graticule", "sphere", "datasets", "lookup"}
"""Properties that read from elsewhere, lead there, or make rows out of nothing."""

DEEPEST = 40
"""Objects and lists within one another."""

_FORMS = {"mark", "layer", "hconcat", "vconcat", "concat", "facet", "repeat"}
"""Of which a specification has one."""

_MARKS = {
    *("arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "line", "point", "rect"),
    *("rule", "square", "text", "tick", "trail"),
}

_FREE = {"pivot", "density", "regression", "loess", "quantile", "fold", "stack"}
"""Transforms that make columns whose names a specification need not tell."""


def spec_of(question: Question) -> dict[str, Any]:
    """Return the specification of a question.

    Raises:
        InputError: it is no JSON object, has what is refused, or names what is no column.
    """
    place = spec_place(question)
    try:
        spec = json.loads(question.chart)
    except json.JSONDecodeError as bad:
        line = bad.lineno if question.chart_file else None
        raise InputError(_("is no JSON: {fault}", fault=bad.msg), file=place, line=line) from None
    except RecursionError:
        fault = _("is no JSON: {fault}", fault=_("too many levels"))
        raise InputError(fault, file=place) from None
    fault = _fault(spec, [column.name for column in question.columns])
    if fault:
        raise InputError(fault, file=place)
    assert isinstance(spec, dict)
    return spec


def chart_faults(workspace: Workspace) -> list[InputError]:
    """Return what is wrong with the specifications of charts; one without a question too."""
    names = {file.path.stem for file in workspace.files("queries", ".rq")}
    faults = ChartFiles(workspace).without_question(names)
    for question in find_questions(workspace).values():
        try:
            if question.chart:
                spec_of(question)
        except InputError as bad:
            faults.append(bad)
    return faults


def spec_place(question: Question) -> str:
    """Return the file that holds the specification of a question."""
    return question.chart_file or f"{question.name}.rq"


def _fault(spec: object, columns: list[str]) -> str:
    if not isinstance(spec, dict):
        return _("must be one object of Vega-Lite")
    if _depth_exceeds(spec, DEEPEST):
        return _("has more than {count} levels within one another", count=DEEPEST)
    pairs = list(_pairs(spec))
    foreign = sorted({key for key, *_rest in pairs if key in _FOREIGN} | ({"data"} & set(spec)))
    if foreign:
        return _(
            "must not have {key}: the data are the rows of the answer, and nothing is read "
            "from elsewhere",
            key=foreign[0],
        )
    if not _FORMS & set(spec):
        return _("must have one of: {names}; most have a mark", names=_listed(_FORMS))
    marks = [_type(value) for key, value in pairs if key == "mark"]
    unknown = next((mark for mark in marks if mark not in _MARKS), None)
    if unknown is not None:
        return _("{mark} is no mark; use one of: {marks}", mark=unknown, marks=_listed(_MARKS))
    wrong = _no_column(pairs, columns)
    if not wrong:
        return ""
    return _(
        "{field} is no column of the answer; its columns are: {columns}",
        field=wrong,
        columns=", ".join(columns),
    )


def _type(mark: object) -> str:
    return str(mark.get("type")) if isinstance(mark, dict) else str(mark)


def _no_column(pairs: list[tuple[str, Any]], columns: list[str]) -> str:
    """Return the first field that is no column and that no transform makes; "" for none."""
    if any(key in _FREE for key, *_rest in pairs):
        return ""
    names = {*columns}
    for key, value in pairs:
        if key == "as" and isinstance(value, (str, list)):
            names.update([value] if isinstance(value, str) else map(str, value))
    fields = (value for key, value in pairs if key == "field" and isinstance(value, str))
    return next((field for field in fields if field not in names), "")


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))


def _depth_exceeds(spec: object, most: int) -> bool:
    """Tell without recursion, which a deep one would end."""
    level = [spec]
    for _level in range(most + 1):
        level = [
            part
            for value in level
            if isinstance(value, (dict, list))
            for part in (value.values() if isinstance(value, dict) else value)
        ]
    return bool(level)


def _pairs(value: object) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
        for part in value.values():
            yield from _pairs(part)
    elif isinstance(value, list):
        for part in value:
            yield from _pairs(part)
