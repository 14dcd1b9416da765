"""After a crash during a write, the workspace is in its old state or in its new one.

The commands are the real ones, each in a process of its own; see `tests.faults`.
"""

from __future__ import annotations

import csv
import functools
import itertools
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pytest

from kembar.editing.history import change_log
from kembar.store.load import read_graphs
from kembar.workspace.atomic_write import WRITING
from kembar.workspace.conversion import BEFORE, DECIDED
from kembar.workspace.layout import DATA_SUFFIXES, init_workspace, open_workspace
from kembar.workspace.transaction import BACK, NEW, recover, write_transaction
from tests.faults import SPACE, CommandResult, Commands, Fault, Trial
from tests.workspaces import copy_workspace, remove_workspace

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(
        not Path("/proc/self/fd").exists(),
        reason="the layer finds the names of open files in /proc",
    ),
]

COUNTRIES = """\
country,name_en,languages,source
id,Indonesia,id,cldr
nl,Netherlands,nl,cldr
"""
SOURCES = "source,title,publisher\ncldr,CLDR,Unicode\n"
CITIES = """\
city,name_en,country,unit_type,latitude,longitude,geonames,source
id-bandung,Bandung,id,city,-6.92222,107.60694,1650357,cldr
id-surabaya,Surabaya,id,city,-7.24917,112.75083,1625822,cldr
id-semarang,Semarang,id,city,-6.99306,110.42083,1627896,cldr
id-medan,Medan,id,city,3.58333,98.66667,1214520,cldr
nl-utrecht,Utrecht,nl,city,52.09083,5.12222,2745912,cldr
nl-leiden,Leiden,nl,city,52.15833,4.49306,2751773,cldr
nl-delft,Delft,nl,city,52.00667,4.35556,2757345,cldr
nl-gouda,Gouda,nl,city,52.01667,4.70833,2755420,cldr
"""
LISTS = {
    "first.csv": """\
city,country,partner,partner country,since
Bandung,Indonesia,Leiden,Netherlands,1999
""",
    "second.ttl": """\
@prefix kb: <https://w3id.org/kembar/> .
@prefix id: <https://w3id.org/kembar/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

id:id-bandung--nl-leiden a kb:Partnership ;
    kb:key "id-bandung--nl-leiden" ;
    kb:hasPartner id:id-bandung , id:nl-leiden ;
    kb:partnershipKind <https://w3id.org/kembar/concept/partnership-kind/sister-city> ;
    kb:since "1998"^^xsd:gYear .
""",
}


def adding(one: str, other: str, since: int = 2001) -> tuple[str, ...]:
    options = ("--since", str(since), "--source", "https://example.org/1", "--by", "Ani")
    return ("add", "partnership", "--city", one, "--city", other, *options)


def importing(name: str) -> tuple[str, ...]:
    form = "table" if name.endswith(".csv") else "rdf"
    return ("import", form, name, "--title", "A list", "--key", "list", "--by", "Ani")


ADD = adding("Bandung", "Utrecht")
ADD_MORE = adding("Surabaya", "Delft")
ADD_LAST = adding("Medan", "Gouda")
PARTNERS = ("query", "city-partners", "-p", "city=Bandung", "--format", "csv")

OFFICES: dict[str, tuple[str, tuple[str, ...]]] = {
    "with one change": ("new", ADD),
    "with two changes": ("with one change", ADD_MORE),
    "with an import": ("new", importing("first.csv")),
    "with an import over another": ("with an import", importing("second.ttl")),
    "with an undone change": ("with one change", ("undo",)),
    "with an undone import": ("with an import over another", ("undo",)),
}
"""Workspaces, each made from another by a command."""

COMMANDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "add": ("new", ADD),
    "add beside another": ("with one change", ADD_MORE),
    "edit": ("with one change", ("edit", "Bandung - Utrecht", "--set", "since=2002")),
    "retire": ("with one change", ("retire", "Bandung - Utrecht", "--reason", "an error")),
    "undo all that was added": ("with one change", ("undo",)),
    "undo the last of two": ("with two changes", ("undo",)),
    "import": ("new", importing("first.csv")),
    "import over another": ("with an import", importing("second.ttl")),
    "undo an import": ("with an import", ("undo",)),
    "undo an import over another": ("with an import over another", ("undo",)),
    "end what a killed import decided": ("with a move that was decided", ("log",)),
    "convert": ("with changes by month", ("migrate",)),
    "redo": ("with an undone change", ("redo",)),
    "redo an import": ("with an undone import", ("redo",)),
}
"""The trials, by name: the workspace, and the command."""

EVERY = {"convert": 5, "import": 2}
"""Of its many operations, which repeat for each file, so many are one trial."""

BY_MONTH = Path(__file__).parent / "data" / "by-month"

ERRORS = ("ENOSPC", "EIO", "EROFS", "EACCES")


@dataclass(frozen=True)
class State:
    """The visible state of a workspace: the texts of its files by name, and its log.

    Times, and so the IDs of changes, are left out.
    """

    files: dict[str, str]
    log: list[tuple[str, str, str]]


class Lab:
    """Workspaces for trials, and the commands; two run at a time, one for each core."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._numbers = itertools.count()
        self._idle: SimpleQueue[Commands] = SimpleQueue()
        self._all = [Commands(self._folder("commands")) for _ in range(2)]
        for one in self._all:
            self._idle.put(one)

    def close(self) -> None:
        for one in self._all:
            one.close()

    def commands(self) -> Commands:
        return self._all[0]

    @functools.cache  # noqa: B019 - the lab lives as long as the module
    def office(self, name: str) -> Path:
        """A workspace to be copied, not to be changed."""
        root = self.home / name.replace(" ", "-")
        if name == "new":
            init_workspace(root)
            (root / "kembar.toml").write_text('title = "office"\nshipped = false\nformat = 2\n')
            (root / "data" / "base").mkdir()
            texts = {"countries.csv": COUNTRIES, "sources.csv": SOURCES, "cities.csv": CITIES}
            for file, text in texts.items():
                (root / "data" / "base" / file).write_text(text)
            for file, text in LISTS.items():
                (root / file).write_text(text)
            assert self.commands().run(root, "check").code == 0
        elif name == "with changes by month":
            copy_office(BY_MONTH, root)
        elif name == "with a move that was decided":
            before, command = COMMANDS["import over another"]
            moves = [
                number
                for number, operation in enumerate(self.plain("import over another").operations, 1)
                if operation.startswith("rename")
            ]
            copy_office(self.office(before), root)
            killed = self.commands().under(Fault("kill", moves[1]), root, *command)
            assert killed.code == -signal.SIGKILL
            assert len(left_over(root)) == 1
        else:
            before, command = OFFICES[name]
            copy_office(self.office(before), root)
            result = self.commands().run(root, *command)
            assert result.code == 0, result.err
        return root

    def copy(self, name: str) -> Path:
        """A workspace to be changed."""
        return copy_office(self.office(name), self.home / f"copy-{next(self._numbers)}")

    @functools.cache  # noqa: B019
    def plain(self, name: str) -> Plain:
        """A command without a fault: its operations, and the states before and after it."""
        office, command = COMMANDS[name]
        root = self.copy(office)
        before = copy_office(self.office(office), self.home / f"copy-{next(self._numbers)}")
        trial = self.commands().under(Fault("none"), root, *command)
        assert trial.results[0].code == 0, trial.results[0].err
        return Plain(trial.operations, state(before), state(root))

    def each(self, name: str, faults: Sequence[Fault], judge: Judge) -> None:
        """Try a command under each of some faults, each time in a new workspace."""

        def one(fault: Fault) -> None:
            commands = self._idle.get()
            try:
                office, command = COMMANDS[name]
                root = self.copy(office)
                trial = commands.under(fault, root, *command)
                judge(commands, root, fault, trial)
                remove_workspace(root)
            finally:
                self._idle.put(commands)

        with ThreadPoolExecutor(2) as pool:
            for _ in pool.map(one, faults):
                pass

    def _folder(self, name: str) -> Path:
        folder = self.home / f"{name}-{next(self._numbers)}"
        folder.mkdir()
        return folder


@dataclass(frozen=True)
class Plain:
    """A run of a command without a fault."""

    operations: list[str]
    old: State
    new: State


Judge = Callable[[Commands, Path, Fault, Trial], None]


def copy_office(office: Path, place: Path) -> Path:
    return copy_workspace(office, place)


def state(root: Path) -> State:
    """Return the state after a read, which first completes the moves of a killed process."""
    workspace = open_workspace(root)
    recover(workspace)
    records = change_log(workspace)
    plainly = functools.partial(_plainly, [record.id for record in records])
    files = {}
    own = workspace.files("data", *DATA_SUFFIXES, ".toml")
    for file in (file for file in own if file.name.startswith("workspace/")):
        read_graphs(file)
        files[plainly(file.name)] = plainly(file.path.read_text("utf-8"))
    return State(files, [(record.action, record.label, record.author) for record in records])


def _plainly(ids: Sequence[str], text: str) -> str:
    for number, id_ in enumerate(ids, 1):
        text = text.replace(id_, f"CHANGE-{number}")
    text = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d", "TIME", text)
    return re.sub(r'(retrieved = "|issued> "?)[\d-]+', r"\1DAY", text)


def needs_space(operation: str) -> bool:
    return operation.split()[0] in SPACE


def left_over(root: Path) -> list[str]:
    begins = (WRITING, NEW, BACK, DECIDED)
    paths = (root / "data").rglob("*")
    return [str(path.relative_to(root)) for path in paths if path.name.startswith(begins)]


def assert_one_line(result: CommandResult) -> None:
    assert result.code == 2, result
    assert result.err.startswith("kembar: "), result
    assert result.err.count("\n") == 1, result
    assert "Traceback" not in result.out, result


def assert_goes_on(commands: Commands, root: Path, name: str) -> None:
    """Assert that the same command succeeds now, or another if it was done, without faults."""
    plain = LAB.plain(name)
    again = COMMANDS[name][1] if state(root) == plain.old != plain.new else ADD_LAST
    result = commands.run(root, *again)
    assert result.code == 0, result.err
    if again is not ADD_LAST:
        assert state(root) == plain.new
    assert left_over(root) == []
    assert commands.run(root, *PARTNERS).code == 0
    checked = commands.run(root, "check")
    assert checked.code == 0, checked.out


def judged_by(name: str, points: int, then: Judge) -> Judge:
    """Judge each trial by the state after a read, and some of them by the next commands."""
    plain = LAB.plain(name)

    def judge(commands: Commands, root: Path, fault: Fault, trial: Trial) -> None:
        assert trial.fired
        then(commands, root, fault, trial)
        now = state(root)
        assert now in (plain.old, plain.new), (name, fault, trial.operations[-1])
        if fault.at % 10 == 0 or fault.at == points:
            assert_goes_on(commands, root, name)
            return
        with write_transaction(open_workspace(root), 30):
            assert left_over(root) == []
        # Each write migrates.
        assert state(root) == (plain.new if name == "convert" else now)

    return judge


LAB: Lab


@pytest.fixture(scope="module", autouse=True)
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    global LAB
    LAB = Lab(tmp_path_factory.mktemp("lab"))
    yield LAB
    LAB.close()


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_operation_it_is_old_or_new(lab: Lab, name: str) -> None:
    plain = lab.plain(name)
    points = len(plain.operations)
    operations = enumerate(plain.operations, 1)
    writes = [number for number, operation in operations if operation.startswith("write")]
    faults = [Fault("kill", at) for at in range(1, points + 1)]
    faults += [Fault("torn", at) for at in writes]
    assert points > 3
    assert writes or name.startswith(("undo", "redo", "end"))

    def is_dead(_: Commands, __: Path, ___: Fault, trial: Trial) -> None:
        assert trial.code == -signal.SIGKILL
        assert trial.results == []

    lab.each(name, faults[:: EVERY.get(name, 1)], judged_by(name, points, is_dead))


@pytest.mark.parametrize("name", COMMANDS)
def test_refused_at_any_operation_it_is_old_or_new(lab: Lab, name: str) -> None:
    plain = lab.plain(name)
    points = len(plain.operations)
    # Each error at every operation would take minutes: they take turns, once or for good.
    faults = []
    for at, operation in enumerate(plain.operations, 1):
        errors = [error for error in ERRORS if error != "ENOSPC" or needs_space(operation)]
        faults.append(Fault(errors[at % len(errors)], at, lasting=at % 3 > 0))

    def is_told(_: Commands, __: Path, ___: Fault, trial: Trial) -> None:
        assert trial.code == 0
        # Changes by month that cannot be converted are read, unless some have been moved.
        if name != "convert" or trial.results[0].code:
            assert_one_line(trial.results[0])

    lab.each(name, faults[:: EVERY.get(name, 1)], judged_by(name, points, is_told))


def test_the_layer_sees_all_operations_and_no_more(lab: Lab) -> None:
    plain = lab.plain("import over another")
    kinds = {operation.split()[0] for operation in plain.operations}
    assert kinds >= {"open", "write", "fsync", "mkdir", "rename"}
    office, command = COMMANDS["import over another"]
    behind = Fault("kill", len(plain.operations) + 1)
    trial = lab.commands().under(behind, lab.copy(office), *command)
    assert (trial.code, trial.fired, trial.results[0].code) == (0, False, 0)


@pytest.mark.parametrize("name", COMMANDS)
def test_renamed_files_and_folders_are_synced(lab: Lab, name: str) -> None:
    """A power cut then has the effect of a kill: content is synced before, folders after."""
    operations = [line.split(" ", 1) for line in lab.plain(name).operations]
    placed = 0
    for number, (operation, where) in enumerate(operations):
        before, after = operations[:number], operations[number + 1 : number + 3]
        if operation == "rename":
            source, _, place = where.partition(" -> ")
            if Path(source).name.startswith(WRITING):
                written = [path for kind, path in before if kind in ("write", "mkdir")]
                parts = [path for path in written if (path + "/").startswith(source + "/")]
                assert parts
                assert all(["fsync", path] in before for path in parts)
            placed += 1
            assert ["fsync", str(Path(source).parent)] in after
            assert ["fsync", str(Path(place).parent)] in after
        elif operation in ("remove", "mkdir") and WRITING not in where:
            placed += 1
            assert ["fsync", str(Path(where).parent)] in after
    assert placed


def test_killed_from_outside_it_is_old_or_new(lab: Lab) -> None:
    name = "add beside another"
    plain, (office, command) = lab.plain(name), COMMANDS[name]
    whole = lab.copy(office)
    start_time = time.monotonic()
    assert start(whole, command).wait() == 0
    usual = time.monotonic() - start_time
    codes = []
    # The program starts for most of the time and writes after about four fifths of it.
    for delay in [0.0, *(usual * part / 20 for part in range(13, 21))]:
        root = lab.copy(office)
        process = start(root, command)
        time.sleep(delay)
        process.kill()
        codes.append(process.wait())
        assert state(root) in (plain.old, plain.new)
        assert lab.commands().run(root, *PARTNERS).code == 0
        with write_transaction(open_workspace(root), 30):
            assert left_over(root) == []
        remove_workspace(root)
    assert codes[0] == -signal.SIGKILL
    assert set(codes) <= {0, -signal.SIGKILL}


def start(root: Path, command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "kembar", *command],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_init_makes_a_whole_workspace(lab: Lab, tmp_path: Path) -> None:
    def init(at: int, kind: str) -> tuple[Path, Trial]:
        root = tmp_path / f"{kind}-{at}" / "office"
        root.mkdir(parents=True)
        return root, lab.commands().under(Fault(kind, at, below="."), root, "init", ".")

    whole, trial = init(0, "none")
    assert trial.results[0].code == 0
    points = len(trial.operations)
    assert points > 8
    for at, kind in itertools.product(range(1, points + 1), ("kill", "torn", "ENOSPC", "EROFS")):
        if kind in ("torn", "ENOSPC") and not needs_space(trial.operations[at - 1]):
            continue
        root, failed = init(at, kind)
        assert failed.fired
        if failed.code == 0:
            assert_one_line(failed.results[0])
        mark = root / "kembar.toml"
        assert not mark.exists() or texts(root) == texts(whole)
        assert lab.commands().run(root, "init", ".").code == 0
        assert texts(root) == texts(whole)


def texts(folder: Path) -> dict[str, str]:
    """All files below a folder, and the folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else ""
        for path in folder.rglob("*")
    }


# Disks -------------------------------------------------------------------------------------------

Mount = Callable[..., None]


@pytest.fixture
def mount() -> Iterator[Mount]:
    """Mount a file system on a folder, where this machine allows it."""
    mounted: list[Path] = []

    def on(place: Path, *options: str) -> None:
        if shutil.which("mount") is None or os.geteuid() != 0:
            pytest.skip("only root can mount")
        result = subprocess.run(["mount", *options, str(place)], capture_output=True, text=True)
        if result.returncode:
            pytest.skip(f"nothing can be mounted here: {result.stderr.strip()}")
        mounted.append(place)

    yield on
    for place in reversed(mounted):
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(folder: Path, free: int) -> None:
    """Fill a disk so that some pages of it are free."""
    filler = folder / ".filler"
    filler.unlink(missing_ok=True)
    disk = os.statvfs(folder)
    filler.write_bytes(b"x" * ((disk.f_bavail - free) * disk.f_frsize))


@pytest.mark.parametrize(
    "name",
    ["add beside another", "import over another"],
)
def test_on_a_full_disk_it_is_old_until_there_is_room(lab: Lab, mount: Mount, name: str) -> None:
    plain, (office, command) = lab.plain(name), COMMANDS[name]
    root = lab.copy(office)
    (root / "data").rename(root / "before")
    (root / "data").mkdir()
    mount(root / "data", "-t", "tmpfs", "-o", "size=1m", "tmpfs")
    shutil.copytree(root / "before", root / "data", dirs_exist_ok=True)
    for free in range(40):
        fill(root / "data", free)
        result = lab.commands().run(root, *command)
        if result.code == 0:
            break
        assert_one_line(result)
        assert "No space left on device" in result.err
        assert state(root) == plain.old
        assert left_over(root) == []
    assert free > 0
    assert result.code == 0
    assert state(root) == plain.new


def test_a_read_only_folder_answers_and_stays_as_it_is(lab: Lab, mount: Mount) -> None:
    root = lab.copy("with two changes")
    before = state(root)
    mount(root, "--bind", str(root))
    subprocess.run(["mount", "-o", "remount,ro,bind", str(root)], check=True)
    for command in (ADD_LAST, ("undo",), importing("first.csv")):
        result = lab.commands().run(root, *command)
        assert_one_line(result)
        assert "Read-only file system" in result.err
    assert state(root) == before
    answer = lab.commands().run(root, *PARTNERS)
    assert answer.code == 0
    assert "Utrecht" in answer.out
    assert lab.commands().run(root, "log").out.count("Ani  add") == 2


def test_a_read_only_cache_means_a_store_in_memory(lab: Lab, mount: Mount) -> None:
    root = lab.copy("with one change")
    mount(open_workspace(root).cache.folder, "-t", "tmpfs", "-o", "ro", "tmpfs")
    assert "Utrecht" in lab.commands().run(root, *PARTNERS).out
    result = lab.commands().run(root, *adding("Bandung", "Leiden"))
    assert result.code == 0, result.err
    assert "Leiden" in lab.commands().run(root, *PARTNERS).out


def test_a_full_disk_of_the_cache_is_no_hindrance(lab: Lab, mount: Mount) -> None:
    root = lab.copy("with one change")
    cache = open_workspace(root).cache.folder
    shutil.rmtree(cache)
    cache.mkdir()
    mount(cache, "-t", "tmpfs", "-o", "size=256k", "tmpfs")
    fill(cache, 0)
    answer = lab.commands().run(root, *PARTNERS)
    assert answer.code == 0, answer.err
    assert "Utrecht" in answer.out
    result = lab.commands().run(root, *adding("Bandung", "Leiden"))
    assert result.code == 0, result.err


# Several at once ---------------------------------------------------------------------------------


def partners(answer: CommandResult) -> dict[str, str]:
    """The beginning of each partnership by city, from an answer to `PARTNERS`."""
    return {row["partner"]: row["since"] for row in csv.DictReader(answer.out.splitlines())}


def assert_grows_whole(trial: Trial) -> None:
    """Assert that a reader got an answer each time, never half a change, and lost nothing."""
    answers = [partners(result) for result in trial.results if result.out.startswith("partner,")]
    assert all(result.code == 0 for result in trial.results), [
        result for result in trial.results if result.code
    ]
    assert len(answers) > 1
    for before, after in itertools.pairwise(answers):
        assert before.items() <= after.items()
    assert all(since for answer in answers for since in answer.values())


def test_three_concurrent_adds_lose_nothing(lab: Lab) -> None:
    root = lab.copy("new")
    indonesian = ["Bandung", "Surabaya", "Semarang", "Medan"]
    dutch = ["Utrecht", "Leiden", "Delft", "Gouda"]
    pairs = list(itertools.product(indonesian, dutch))[:15]
    adds = [adding(one, other, 1990 + number) for number, (one, other) in enumerate(pairs)]
    *writers, reader = lab.commands().together(
        [*((root, adds[who::3]) for who in range(3)), (root, [PARTNERS, ("log",)])],
        until=root / "done",
    )
    assert [(trial.code, [result.code for result in trial.results]) for trial in writers] == [
        (0, [0] * 5)
    ] * 3, [result.err for trial in writers for result in trial.results]
    assert_grows_whole(reader)
    records = change_log(open_workspace(root))
    assert sorted(record.label for record in records) == sorted(
        f"{one}, Indonesia and {other}, Netherlands, since {1990 + number}."
        for number, (one, other) in enumerate(pairs)
    )
    assert len({record.id for record in records}) == 15
    assert partners(lab.commands().run(root, *PARTNERS)) == {
        city: str(1990 + number) for number, city in enumerate(dutch)
    }
    assert lab.commands().run(root, "check").code == 0
    assert left_over(root) == []


def test_an_import_add_undo_and_read_at_once(lab: Lab) -> None:
    root = lab.copy("with one change")
    (first,) = change_log(open_workspace(root))
    more = [adding("Bandung", "Delft"), adding("Medan", "Gouda"), adding("Bandung", "Gouda")]
    *writers, reader = lab.commands().together(
        [
            (root, [importing("first.csv"), importing("second.ttl")]),
            (root, more),
            (root, [("undo", first.id)]),
            (root, [PARTNERS, ("log",)]),
        ],
        until=root / "done",
    )
    results = [result for trial in writers for result in trial.results]
    assert [one.code for one in results] == [0] * 6, [one.err for one in results]
    assert [one for one in reader.results if one.code] == []
    seen = [partners(result).get("Leiden", "") for result in reader.results[::2]]
    # The import has one year, and then the other: never both, and never none again. A reader may
    # miss one of the two.
    years = [year for year, _ in itertools.groupby(seen)]
    assert years == [year for year in ("", "1999", "1998") if year in years]
    assert years[-1] == "1998"
    assert partners(lab.commands().run(root, *PARTNERS)) == {
        "Delft": "2001",
        "Gouda": "2001",
        "Leiden": "1998",
    }
    records = change_log(open_workspace(root))
    assert sorted(record.action for record in records) == ["add", "add", "add", "import"]
    (brought,) = (record.id for record in records if record.of_import)
    assert lab.commands().run(root, "undo", brought).code == 0
    assert partners(lab.commands().run(root, *PARTNERS))["Leiden"] == "1999"


def test_two_processes_convert_a_workspace_once(lab: Lab) -> None:
    root = lab.copy("with changes by month")
    whole = lab.plain("convert").new
    trials = lab.commands().together([(root, [("migrate",), PARTNERS])] * 4)
    results = [result for trial in trials for result in trial.results]
    assert [one.code for one in results] == [0] * 8, [one.err for one in results]
    assert len({one.out for one in results}) == 2
    assert len(list((root / "data").glob(f"{BEFORE}*"))) == 1
    assert state(root) == whole
    assert left_over(root) == []


def test_a_read_only_folder_of_the_old_form_answers(lab: Lab, mount: Mount) -> None:
    root = lab.copy("with changes by month")
    mount(root, "--bind", str(root))
    subprocess.run(["mount", "-o", "remount,ro,bind", str(root)], check=True)
    assert lab.commands().run(root, "log").out.count(" UTC") == 6
    assert "Utrecht" in lab.commands().run(root, *PARTNERS).out
    result = lab.commands().run(root, "undo")
    assert_one_line(result)
    assert "must be converted first: make" in result.err
    assert (root / "data" / "added" / "2026-05.trig").exists()


# The store ---------------------------------------------------------------------------------------


def damage(store: Path, how: str, chance: random.Random) -> str:
    """Damage one file of a built store, or all of it; return a description."""
    if how == "deleted":
        shutil.rmtree(store)
        return how
    files = sorted(path for path in store.rglob("*") if path.is_file() and path.stat().st_size)
    path = chance.choice(files)
    content = path.read_bytes()
    at = chance.randrange(len(content))
    if how == "truncated":
        path.write_bytes(content[:at])
    elif how == "garbled":
        path.write_bytes(content[:at] + chance.randbytes(64) + content[at + 64 :])
    else:
        path.unlink()
    return f"{how} at {at}: {path.relative_to(store)}"


@pytest.mark.parametrize("how", ["deleted", "truncated", "garbled", "without a file"])
def test_a_damaged_store_is_rebuilt_by_itself(lab: Lab, how: str) -> None:
    chance = random.Random(how)
    for _ in range(1 if how == "deleted" else 5):
        root = lab.copy("with one change")
        done = damage(open_workspace(root).cache.folder, how, chance)
        answer = lab.commands().run(root, *PARTNERS)
        assert (answer.code, answer.err) == (0, ""), done
        assert partners(answer) == {"Utrecht": "2001"}, done
        damage(open_workspace(root).cache.folder, how, chance)
        result = lab.commands().run(root, *adding("Bandung", "Leiden", 2002))
        assert result.code == 0, (done, result.err)
        answer = lab.commands().run(root, *PARTNERS)
        assert partners(answer) == {"Utrecht": "2001", "Leiden": "2002"}, done
        assert lab.commands().run(root, "check").code == 0
        remove_workspace(root)
