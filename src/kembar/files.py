"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kembar.errors import KembarError


def write_whole(path: Path, text: str) -> Path:
    """Write a UTF-8 text so that it is there whole or not at all; make its folder if need be.

    Raises:
        KembarError: the disk says no.
    """
    return write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> Path:
    """Write beside its place and move it there at once; make its folder if need be.

    Raises:
        KembarError: the disk says no.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as bad:
        raise KembarError(f"{path}: cannot be written: {bad.strerror}") from None
    return path
