"""Messages in the code that no catalogue translates: what a user meets, found in the syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import kembar
from kembar import errors

PACKAGE = Path(kembar.__file__).parent
TRANSLATORS = {"_", "_n", "_p", "N_"}
SHOWN_BY = {"echo", "say", "progress", "ask_yes_or_no", "prompt", "confirm", "secho"}
SHOWN_AS = {"help", "short_help", "epilog", "prompt"}
WORDS = re.compile(r"(?!kembar )\b[A-Za-z]{2,},? [A-Za-z]{2,}")
"""Two words in a row: a message, and no key, option, format or command."""


@cache
def sinks() -> frozenset[str]:
    """Return the names of functions and errors whose arguments a user reads."""
    family = {name for name, one in vars(errors).items() if isinstance(one, type)}
    return frozenset(SHOWN_BY | family)


def untranslated() -> Iterator[str]:
    """Yield the place of each message that does not pass a translator, with its beginning."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        constants = _assigned(tree.body)
        functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
        for scope in [tree, *functions]:
            values = constants | _assigned(_own_statements(scope))
            for call in _own_calls(scope):
                for shown in _shown(call):
                    for text in _texts(shown, values):
                        yield f"{path.relative_to(PACKAGE)}:{call.lineno} {text[:60]!r}"


def _assigned(body: list[ast.stmt]) -> dict[str, list[ast.expr]]:
    values: dict[str, list[ast.expr]] = {}
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                values.setdefault(name, []).append(value)
            case ast.AugAssign(target=ast.Name(id=name), value=value):
                values.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                values.setdefault(name, []).append(value)
    return values


def _own_statements(scope: ast.AST) -> list[ast.stmt]:
    return [one for one in _own_nodes(scope) if isinstance(one, ast.stmt)]


def _own_calls(scope: ast.AST) -> list[ast.Call]:
    return [one for one in _own_nodes(scope) if isinstance(one, ast.Call)]


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a scope without those of the functions in it."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, ast.FunctionDef):
            yield from _own_nodes(child)


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the arguments of a call that a user reads."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name in sinks():
        yield from call.args
    for keyword in call.keywords:
        if keyword.arg in SHOWN_AS or (name in sinks() and keyword.arg in ("fault", "remedy")):
            yield keyword.value


def _texts(node: ast.AST, values: dict[str, list[ast.expr]]) -> Iterator[str]:
    """Yield the texts of an expression outside translators, those of its names too."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in TRANSLATORS:
            return
        case ast.Call(func=ast.Attribute(value=ast.Constant())):  # "; ".join(texts)
            pass
        case ast.Call():  # another function's own arguments
            return
        case ast.Constant(value=str(text)) if text in errors._KINDS:
            return  # the error translates it
        case ast.Constant(value=str(text)) if WORDS.search(text):
            yield text
        case ast.JoinedStr(values=parts):
            text = "{}".join(str(p.value) for p in parts if isinstance(p, ast.Constant))
            if WORDS.search(text):
                yield text
        case ast.Name(id=name) if name in values:
            rest = {key: value for key, value in values.items() if key != name}
            for value in values[name]:
                yield from _texts(value, rest)
            return
    for child in ast.iter_child_nodes(node):
        yield from _texts(child, values)
