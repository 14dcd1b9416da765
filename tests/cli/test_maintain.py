"""Commands that maintain a workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run


def test_build_and_check_print_the_same_count(kembar: Run) -> None:
    built = kembar("build").stdout
    assert built.endswith("statements; store built\n")
    count = built.split()[0]
    assert kembar("check").stdout == f"{count} statements, no problems found\n"


def test_check_prints_places_in_both_languages(kembar: Run, tmp_path: Path) -> None:
    kembar("init", "office")
    office = tmp_path / "office"
    (office / "kembar.toml").write_text('title = "x"\nshipped = false\n')
    for name, text in {
        "countries": "country,name_en,source\nid,Indonesia,unverified\n",
        "cities": "city,name_en,country,source\nid-a,A,id,unverified\nid-b,B,id,unverified\n",
        "partnerships": "partnership,cities,source\np,id-a; id-b,unverified\n",
        "activities": "activity,partnerships,status,start,end,source\n"
        "a,p,carried-out,2019,2018,unverified\n",
    }.items():
        (office / "data" / f"{name}.csv").write_text(text)
    english = kembar("check", cwd=office)
    assert english.returncode == 1
    assert english.stdout == (
        "data/activities.csv:2: id:a [end]: An activity cannot end before it begins: correct one of the dates. (2018)\n"
    )
    indonesian = kembar("check", "--lang", "id", cwd=office).stdout
    assert (
        "Kegiatan tidak mungkin selesai sebelum dimulai: perbaiki salah satu tanggalnya."
        in indonesian
    )
    assert kembar("check", "--referee", cwd=office).stdout == english.stdout


def test_a_warning_is_printed_and_counts_as_no_problem(kembar: Run, tmp_path: Path) -> None:
    kembar("init", "office")
    office = tmp_path / "office"
    (office / "kembar.toml").write_text('title = "x"\nshipped = false\n')
    (office / "data" / "own.ttl").write_text(
        "@prefix kb: <https://w3id.org/kembar/> .\n"
        "<> a kb:SourceGraph ; kb:verification "
        "<https://w3id.org/kembar/concept/verification/unverified> .\n"
        "<https://example.org/s> a kb:Source ; <http://purl.org/dc/terms/title> 'S' ;\n"
        "  kb:author <https://example.org/ani> .\n"
    )
    ran = kembar("check", cwd=office)
    assert ran.returncode == 0
    warning, counted = ran.stdout.splitlines()
    assert "[author]: Warning: A text is expected here" in warning
    assert counted.endswith("statements, no problems found")
    assert "Peringatan: Kolom ini" in kembar("check", "--lang", "id", cwd=office).stdout


def test_a_table_shorter_than_its_card_says_is_printed(kembar: Run, tmp_path: Path) -> None:
    kembar("init", "office")
    folder = tmp_path / "office" / "data" / "mine"
    folder.mkdir()
    (folder / "source.toml").write_text('title = "Mine"\n[least]\ncities = 3\n')
    ran = kembar("check", cwd=tmp_path / "office")
    assert ran.stdout == "data/mine/source.toml [cities]: holds 0, its card says 3\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(kembar: Run, shell: str) -> None:
    assert "_KEMBAR_COMPLETE" in kembar("completion", shell).stdout


def test_the_cache_is_shown_and_cleared(
    kembar: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caches are those of this test alone, as all of them are cleared."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    kembar("init", "office")
    office = tmp_path / "office"
    (office / "kembar.toml").write_text('title = "x"\nshipped = false\n')
    kembar("query", "network", cwd=office)
    shown = kembar("cache", cwd=office).stdout
    assert shown == kembar("cache", "show", cwd=office).stdout
    folder, *lines = shown.splitlines()
    assert Path(folder).name.startswith("office-")
    counts = {line.split()[0]: int(line.split()[1]) for line in lines}
    assert list(counts) == ["stores:", "answers:", "derived:"]
    assert counts["stores:"] > 0
    assert counts["answers:"] == 1
    assert f"{folder} of {office}\n" in kembar("cache", "show", "--all", cwd=office).stdout
    assert kembar("cache", "clear", "answers", cwd=office).stdout.startswith("answers: 1 file ")
    assert "answers: 0 files" in kembar("cache", cwd=office).stdout
    assert f"stores: {counts['stores:']} files" in kembar("cache", cwd=office).stdout
    assert f"{folder}\n" in kembar("cache", "clear", "--all", cwd=office).stdout
    assert "stores: 0 files" in kembar("cache", cwd=office).stdout
    assert kembar("query", "network", cwd=office).returncode == 0


def test_an_unknown_cache_is_an_error_in_one_line(kembar: Run) -> None:
    refused = kembar("cache", "clear", "answer")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "answers" in refused.stderr


def test_the_city_of_an_office_is_asked_of(kembar: Run, tmp_path: Path) -> None:
    """A name that fits nothing makes no workspace."""
    refused = kembar("init", "office", "--city", "Bandng")
    assert (refused.returncode, (tmp_path / "office").exists()) == (2, False)
    assert "Did you mean Bandung" in refused.stderr
    done = kembar("init", "office", "--city", "Bandoeng")
    assert "for Bandung, Indonesia now. Next: cd office && kembar explore" in done.stdout
    office = tmp_path / "office"
    assert '\ncity = "id-bandung"   # ' in (office / "kembar.toml").read_text("utf-8")
    done = kembar("init", ".", "--city", "서울", "--lang", "ko", cwd=office)
    assert (
        done.stdout
        == "서울, 대한민국 작업 공간을 만들었습니다: office. 다음 단계: kembar explore\n"
    )
    answers = [
        kembar("query", "studies", *options, "--format", "csv", cwd=office).stdout
        for options in ([], ["-p", "city=Seoul"], ["-p", "city=any"])
    ]
    assert answers[0] == answers[1] != answers[2]
    assert "city: Seoul" in kembar("query", "city-partners", cwd=office).stdout
    config = office / "kembar.toml"
    config.write_text(config.read_text("utf-8").replace('"kr-seoul"', '"Utrecht"'), "utf-8")
    for command in (["query", "city-partners"], ["explore"]):
        fault = kembar(*command, cwd=office).stderr
        assert f"{config} [city]: no city of the graph is called 'Utrecht'." in fault
        assert fault.endswith(" Write a city of the graph, or delete the line.\n")
