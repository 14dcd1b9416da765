"""TOML, with one line for each thing that can be wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kembar.errors import InputError
from kembar.inputs.files import read_bytes
from kembar.inputs.limits import LARGEST_TEXT


def read_toml(path: Path, *, name: object = None) -> dict[str, Any]:
    """Return the content of a file of TOML; UTF-8, with or without a mark.

    Args:
        path: of the file.
        name: of the file in messages; its path where None.

    Raises:
        InputError: it cannot be read, is too long, or is not TOML.
    """
    name = path if name is None else name
    return parse_toml(read_bytes(path, LARGEST_TEXT, name=name), name)


def parse_toml(content: bytes, name: object) -> dict[str, Any]:
    """Return the content of a text of TOML.

    Args:
        content: UTF-8, with or without a mark.
        name: of the file, for messages.

    Raises:
        InputError: it is not UTF-8, not TOML, or nested too deeply.
    """
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError("is not UTF-8; save it as UTF-8", file=name) from None
    except RecursionError:
        raise InputError("is nested too deeply; nest less", file=name) from None
    except ValueError as bad:  # numbers of thousands of digits, besides faults of the grammar
        raise InputError(f"is not well-formed TOML: {str(bad)[:200]}", file=name) from None
