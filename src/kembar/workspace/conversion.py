"""Conversion of month files to a file for each change; a copy of the month files is kept.

The new files are written to a hidden folder. Renaming that folder decides the conversion; if the
process is killed afterwards, the next one that opens the workspace completes it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from kembar.errors import InputError, KembarError
from kembar.language import N_, _
from kembar.rdf.namespaces import graph_address
from kembar.rdf.syntax import parse_quads
from kembar.rdf.terms import Term, TriplesByGraph
from kembar.workspace.atomic_write import (
    WRITING,
    disk_errors,
    make_folder,
    move,
    remove_leftovers,
)
from kembar.workspace.change_files import (
    ADDED,
    CHANGE,
    added_address,
    change_file,
    change_text,
    source_fragment,
)
from kembar.workspace.inside import is_own_file, require_inside
from kembar.workspace.layout import File, files_below, read_text
from kembar.workspace.month_files import Month, comments, month_files, read_month

DECIDED = ".converted--"
"""Begins the name of the folder of a conversion that was decided and is not complete."""

BEFORE = ".before-conversion-"
"""Begins the name of the folder below data/ with the files as they were before a conversion."""

TRIAL = "copy-".ljust(len(BEFORE) + 22, "-")
"""Ends the name of a folder as long as that of a copy: a path too long for the system shows."""

_PLAN = "plan.json"
_README = N_(
    "This folder keeps files as they were before Kembar brought the workspace to a newer format: "
    "each change has a file of its own below data/added, and kembar.toml says `format`. "
    "The graph does not need this folder any more."
)
_DATA = "workspace/data"
_ADDED_IRIS = f"<{added_address(ADDED)}/"


def new_copy(data: Path) -> Path:
    """Make a folder for files as they are before a migration.

    Raises:
        KembarError: a disk error occurs.
    """
    folder = make_folder(data / ADDED, {"README.txt": _(_README) + "\n"})
    copy = data / f"{BEFORE}{_now()}"
    move(folder, copy)
    return copy


def convert_months(data: Path) -> Path | None:
    """Write each change of the month files to a file of its own. The workspace must be locked.

    Returns:
        The folder with the files as they were; None where there are no month files.

    Raises:
        InputError: a file cannot be read, with its line; nothing was converted.
        KembarError: a disk error occurs, or a file could not be moved to its place; nothing was
            converted.
    """
    remove_leftovers(data, TRIAL)
    require_inside(data.parent, *month_files(data))
    months = [read_month(path) for path in month_files(data)]
    if not months:
        return None
    now = _now()
    names, texts = _texts_of_months(months, data)
    others = dict(_texts_of_others(names, data))
    texts |= others
    replaced = [f"{ADDED}/{month.path.name}" for month in months] + list(others)
    _check_folders(data, [*replaced, *texts])
    texts[f"{BEFORE}{now}/README.txt"] = _(_README) + "\n"
    parts = {f"{number}.part": file for number, file in enumerate(texts)}
    plan = {_PLAN: json.dumps({"replaced": replaced, "placed": parts})}
    folder = make_folder(data / ADDED, {part: texts[file] for part, file in parts.items()} | plan)
    move(folder, data / ADDED / f"{DECIDED}{now}")
    complete_conversion(data)
    return data / f"{BEFORE}{now}"


def _now() -> str:
    return f"{datetime.datetime.now(datetime.UTC):%Y%m%d-%H%M%S-%f}"


def _check_folders(data: Path, files: Iterable[str]) -> None:
    """Make the folders of files below data/ and of their copies; try to move to each.

    A decided conversion must be completed before anything can be read, so this comes before.

    Raises:
        KembarError: one cannot be made or written, is a link, or is on another device.
    """
    copy = data / f"{WRITING}{TRIAL}"
    folders = sorted({(home / file).parent for home in (data, copy) for file in files})
    try:
        for folder in folders:
            if folder.is_symlink():
                fault = _("is a link; put a folder there")
                raise KembarError(f"{folder}: {fault}")
            probe = make_folder(data / ADDED, {})
            move(probe, folder / probe.name)
    finally:
        remove_leftovers(data, TRIAL)
        for folder in (*folders, data / ADDED):
            remove_leftovers(folder)


def conversions(data: Path) -> list[Path]:
    """Return the folders of conversions that were decided and are not complete."""
    return sorted((data / ADDED).glob(f"{DECIDED}*"))


def complete_conversion(data: Path) -> None:
    """Move new files of a decided conversion to their places, and the replaced ones to the copy.

    Raises:
        KembarError: a disk error occurs, a plan was not made by this program, or a link leads it
            out of the workspace.
    """
    for folder in conversions(data):
        replaced, placed = _read_plan(folder)
        require_inside(data.parent, *(data / file for file in [*replaced, *placed.values()]))
        copy = data / f"{BEFORE}{folder.name.removeprefix(DECIDED)}"
        for file in replaced:
            if (data / file).exists() and not (copy / file).exists():
                move(data / file, copy / file)
        for part, file in placed.items():
            if (folder / part).exists():
                move(folder / part, data / file)
        move(folder, folder.with_name(f"{WRITING}{folder.name}"))


def _read_plan(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Return the files to replace, and the parts with their places; all lie below data/."""
    with disk_errors(folder):
        text = (folder / _PLAN).read_text("utf-8")
    try:
        plan = json.loads(text)
        replaced, placed = list(plan["replaced"]), dict(plan["placed"])
        inside = all(
            not Path(file).is_absolute() and ".." not in Path(file).parts
            for file in [*replaced, *placed, *placed.values()]
        )
    except (ValueError, LookupError, TypeError):
        inside = False
    if not inside:
        fault = _("its {file} was not written by Kembar; delete this folder", file=_PLAN)
        raise KembarError(f"{folder}: {fault}")
    return replaced, placed


Names = Mapping[str, Mapping[str, str]]
"""The path below data/ of each change, by the address of its month file and its old ID."""


def _earlier_names(data: Path) -> dict[str, dict[str, str]]:
    """Return the files of the changes of months that are kept in a copy alone."""
    names: dict[str, dict[str, str]] = {}
    for copy in sorted(data.glob(f"{BEFORE}*")):
        for path in month_files(copy):
            # A copy that somebody has edited names nothing.
            with suppress(InputError):
                if is_own_file(data.parent, path):
                    month = read_month(path)
                    year = path.name[:4]
                    files = {old: change_file(new, year) for old, new in _new_ids(month).items()}
                    names[month.address] = files
    return names


class _Names:
    """The new file of each change, and the new IRI for each IRI of the month files."""

    def __init__(self, months: Sequence[Month], earlier: Names, occupied_paths: set[str]) -> None:
        """Name the changes of months.

        Args:
            months: to be converted.
            earlier: the files of months that were converted before.
            occupied_paths: paths below data/ of files with another text.
        """
        paths = set(occupied_paths)
        self._files = {address: dict(files) for address, files in earlier.items()}
        for month in months:
            files = self._files[month.address] = {}
            for change, name in _new_ids(month).items():
                files[change] = _free(name, month.path.name[:4], paths)
                paths.add(files[change])

    def file(self, month: Month, change: str) -> str:
        """Return the path below data/ of a change's new file."""
        return self._files[month.address][change]

    def renamed(self, name: Term) -> Term:
        """Return the new name of a term; the term itself if it is no IRI of a month file."""
        if not name.startswith(_ADDED_IRIS):
            return name
        address, _, fragment = name[1:-1].partition("#")
        files = self._files.get(address)
        if files is None:
            return name
        change, _, rest = fragment.partition(".")
        if change and change in files:
            return Term(f"<{added_address(files[change])}#{_new_fragment(rest)}>")
        return Term(f"<{added_address(files[''])}{f'#{fragment}' if fragment else ''}>")

    def renamed_graphs(
        self, graphs: Mapping[Term, Sequence[tuple[Term, Term, Term]]]
    ) -> TriplesByGraph:
        """Return graphs with the new names of all terms."""
        return {
            self.renamed(graph): [
                (self.renamed(s), self.renamed(p), self.renamed(o)) for s, p, o in triples
            ]
            for graph, triples in graphs.items()
        }


def _new_ids(month: Month) -> dict[str, str]:
    """Return the new IDs by the old ones; "" stands for the triples outside changes.

    An ID stays the same unless several of one second are out of order: these are numbered.
    """
    new = {"": f"{month.path.stem}-by-hand"}
    for second, group in groupby(filter(None, month.graphs), lambda id_: id_.rpartition("-")[0]):
        ids = list(group)
        numbered_ids = [f"{second}-{number:06d}" for number in range(1, len(ids) + 1)]
        new |= zip(ids, ids if ids == sorted(ids) else numbered_ids, strict=True)
    return new


def _free(name: str, year: str, paths: set[str]) -> str:
    """Return the path below data/ of a change's file, with a number where another has the name."""
    file, number = change_file(name, year), 1
    while file in paths:
        number += 1
        file = change_file(f"{name}-{number}", year)
    return file


def _new_fragment(rest: str) -> str:
    """Return the fragment of an IRI, by what followed the ID of its change."""
    if not rest:
        return CHANGE
    return rest if rest.startswith("retired.") else source_fragment(rest)


def _texts_of_months(months: Sequence[Month], data: Path) -> tuple[_Names, dict[str, str]]:
    """Return the new names, and the texts to be written by path below data/.

    A file that stands there already with the same triples, as from a merge of two copies of the
    workspace, is the same change. With others it keeps its name.
    """
    occupied_paths: set[str] = set()
    earlier = _earlier_names(data)
    while True:
        names = _Names(months, earlier, occupied_paths)
        texts = {
            names.file(month, change): change_text(
                month.comments[change],
                names.renamed_graphs(month.graphs.get(change, {})),
                added_address(names.file(month, change)),
            )
            for month in months
            for change in dict.fromkeys([*month.graphs, ""])
            if change in month.graphs or month.comments[change]
        }
        there = {file for file in texts if (data / file).exists()}
        conflicts = {file for file in there if not _is_same(data, file, texts[file])}
        if not conflicts:
            return names, {file: text for file, text in texts.items() if file not in there}
        occupied_paths |= conflicts


def _is_same(data: Path, file: str, text: str) -> bool:
    """Return True if a file below data/ has the triples of a text; without any, its comments."""
    path, address = data / file, added_address(file)
    try:
        quads, there = parse_quads(path, address, file, text), parse_quads(path, address, file)
        if quads or there:
            return set(quads) == set(there)
        old_text = read_text(File(path, file))
    except InputError:
        return False
    return comments(old_text.split("\n")) == comments(text.split("\n"))


def _texts_of_others(names: _Names, data: Path) -> Iterator[tuple[str, str]]:
    """Yield the paths and the new texts of other files that refer to graphs of the month files."""
    months = month_files(data)
    for file in files_below(data, _DATA, (".ttl", ".trig"), root=data.parent):
        # A file that cannot be read is reported when the graph is read.
        with suppress(InputError):
            text = read_text(file)
            if file.path in months or ADDED not in text:
                continue
            address = graph_address(file.name)
            graphs: TriplesByGraph = {}
            for triple, graph in parse_quads(file.path, address, file.display_path):
                graphs.setdefault(graph or Term(""), []).append(triple)
            renamed = names.renamed_graphs(graphs)
            if renamed != graphs:
                text = change_text(comments(text.split("\n")), renamed, address)
                yield file.name.removeprefix(f"{_DATA}/"), text
