"""The one rule about links: what Kembar reads, writes or deletes in a workspace lies inside it.

A folder of a stranger could otherwise show any file of its reader, or let a command write
elsewhere. The workspace itself may be reached by a link.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from kembar.errors import KembarError
from kembar.language import _


def require_inside(root: Path, *paths: Path) -> None:
    """Refuse paths that links lead out of a workspace; a path need not exist.

    Raises:
        KembarError: one does.
    """
    top = os.path.realpath(root)
    for path in paths:
        if not Path(os.path.realpath(path)).is_relative_to(top):
            fault = _("leads out of the workspace by a link; put the file or folder itself there")
            raise KembarError(f"{path}: {fault}")


def is_own_file(root: Path, path: Path) -> bool:
    """Return True for a regular file of a workspace; False for a pipe, a device or a folder.

    Raises:
        KembarError: it is a link that leads out of the workspace.
    """
    if path.is_symlink():
        require_inside(root, path)
    return path.is_file()


def require_lock_file(path: Path) -> None:
    """Refuse a lock that is a link, or has a content: locking a file empties it.

    Raises:
        KembarError: it is no empty file.
    """
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(status.st_mode) or status.st_size:
        fault = _("is not the lock that Kembar made; move it away, then try again")
        raise KembarError(f"{path}: {fault}")
