"""Files of TOML, with one line for each thing that can be wrong with them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kembar.errors import InputError
from kembar.inputs.files import read_text


def read_toml(path: Path, *, name: object = None) -> dict[str, Any]:
    """Return the content of a file of TOML.

    Args:
        path: of the file.
        name: of the file in messages; its path where None.

    Raises:
        InputError: it cannot be read, or is not TOML.
    """
    name = path if name is None else name
    text = read_text(path, name=name)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InputError("nests too deep to be read as TOML", file=name) from None
    except ValueError as bad:  # numbers of thousands of digits, besides faults of the grammar
        raise InputError(f"is not well-formed TOML: {str(bad)[:200]}", file=name) from None
