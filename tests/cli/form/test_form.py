"""The form in a terminal, as a person uses it: the real command behind a real pty."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from kembar.workspace.layout import Workspace
from tests.cli.form.conftest import READING, Person, written
from tests.conftest import Run

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

if TYPE_CHECKING:
    from collections.abc import Callable

LEFT = {
    "en": "Nothing was written.",
    "id": "Tidak ada yang ditulis.",
    "ko": "아무것도 기록하지 않았습니다.",
}


def test_a_partnership_is_added_in_indonesian(
    person: Callable[..., Person], own: Workspace, kembar: Run
) -> None:
    sari = person("add", "partnership", "--lang", "id")
    sari.types("Kota mana saja yang bermitra? *", "Bandu")
    sari.sees("Indonesia")  # the menu
    sari.process.send("\t\r")
    sari.sees("= Bandung, Indonesia")
    sari.types("Ada lagi?", "Utrec")
    sari.sees("Utrecht, Belanda")
    sari.process.send("\t\r")
    sari.sees("= Utrecht, Belanda (baru; GeoNames 2745912)")
    sari.answers("Ada lagi?")
    sari.answers("Jenisnya apa? (kosong: sumber tidak menyebut)", "kota kembar")
    sari.answers("Sejak kapan?", "24 Mei 2019")
    sari.answers("Ada keterangan lain?")
    sari.answers("Apa sumbernya?", "https://bandung.go.id/kerja-sama")
    sari.sees("= sumber baru")
    sari.answers("Judul sumbernya?", "Kerja sama luar negeri")
    sari.answers("Siapa penerbitnya?", "Pemerintah Kota Bandung")
    sari.answers("Kapan diterbitkan?", "2020")
    sari.answers("Ada keterangan lain?")
    sari.answers("Nama Anda?", "Sari")
    sari.sees("Bandung, Indonesia dan Utrecht, Belanda: kota kembar, sejak 24 Mei 2019.")
    sari.answers("Tulis ini?", "y")
    sari.sees("Ditulis: perubahan")
    sari.leaves(0)
    assert len(written(own)) == 1
    answer = kembar("query", "city-partners", "-p", "city=Utrecht", "--format", "csv", cwd=own.root)
    assert "Bandung" in answer.stdout
    assert "2019-05-24" in answer.stdout


def test_a_wrong_answer_is_reported_at_once(person: Callable[..., Person]) -> None:
    sari = person("add", "event")
    sari.answers("Its name in English? *")
    sari.answers("! This is required.", "Asian Games")
    sari.answers("Its name in Indonesian?")
    sari.answers("When did it begin?", "soon")
    backspace = "\x7f" * len("soon")
    sari.answers("! 'soon' is not a date: write 2015", backspace, "before 2019")
    sari.sees("= 2018 or before")
    sari.process.expect(READING)
    sari.process.send("\x03")
    assert LEFT["en"] in sari.leaves(130)


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_stopping_writes_nothing(person: Callable[..., Person], own: Workspace, key: str) -> None:
    sari = person("add", "partnership", "--lang", "id")
    sari.answers("Kota mana saja", "Bandung; Seoul")
    sari.sees("= Seoul, Korea Selatan")
    sari.types("Ada lagi?", key)
    assert LEFT["id"] in sari.leaves(130)
    assert not written(own)


def test_declining_in_korean_writes_nothing(person: Callable[..., Person], own: Workspace) -> None:
    minji = person("add", "event", "--lang", "ko", COLUMNS="40", columns=40)
    minji.answers("영어 이름은 무엇입니까? *", "Asian Games")
    for question in ("인도네시아어 이름은 무엇입니까?", "언제 시작되었습니까?", "언제 끝났습니까?"):
        minji.answers(question)
    for question in ("더 입력할 항목이", "출처는 무엇입니까?", "이름이 무엇입니까?"):
        minji.answers(question)
    minji.answers("기록하시겠습니까?", "아니요")
    screen = minji.leaves(1)
    assert LEFT["ko"] in screen
    assert "CPR" not in screen
    assert not written(own)


def test_answers_are_changed_before_they_arewritten(
    person: Callable[..., Person], own: Workspace, kembar: Run
) -> None:
    sari = person("add", "agency")
    sari.answers("Its name in English? *", "Office of Cooperation")
    sari.answers("Its name in its own language?", "Bagian Kerja Sama")
    sari.answers("Which type of agency?")
    sari.answers("Which city or agency is it part of?")
    sari.answers("In which country? *")
    sari.answers("! This is required.", "indonesia")
    for question in ("Who says so?", "Your name?"):
        sari.answers(question)
    sari.answers("Write this?", "e")
    sari.answers("Its name in English? *", " of Bandung")
    for question in ("Its name in its own", "Which type", "part of?", "In which country?"):
        sari.answers(question)
    for question in ("Who says so?", "Your name?"):
        sari.answers(question)
    sari.sees("Office of Cooperation of Bandung: agency, Bagian Kerja Sama in its own language")
    sari.answers("Write this?")
    sari.sees("Written: change")
    sari.leaves(0)
    assert len(written(own)) == 1
    assert "Office of Cooperation of Bandung" in kembar("log", cwd=own.root).stdout


def test_dates_and_namesakes_in_indonesian(person: Callable[..., Person]) -> None:
    sari = person("add", "partnership", "--lang", "id", LC_ALL="", LC_TIME="", LANG="ko_KR.UTF-8")
    sari.answers("Kota mana saja yang bermitra? *", "Springfield")
    sari.sees("Springfield, Massachusetts, Amerika Serikat (penduduk 154.341)")
    sari.answers("Yang mana?", "17")
    sari.sees("! '17' bukan salah satu dari")
    sari.answers("", "2")
    sari.answers("Ada lagi?", "Bandung")
    sari.answers("Ada lagi?")
    sari.types("Jenisnya apa?")
    sari.sees("kota kembar")
    sari.process.send("\r")
    sari.answers("Sejak kapan?", "3/2/2012")
    sari.sees("dapat berarti 3 Februari 2012 atau 2 Maret 2012: tulis")
    sari.types("", "\x15", "31 Februari 2012", "\r")
    sari.sees("! '31 Februari 2012' bukan hari yang ada dalam kalender")
    sari.process.send("\x03")
    sari.leaves(130)


def test_the_kind_is_asked_where_options_lack_it(person: Callable[..., Person]) -> None:
    cities = ("--city", "Bandung", "--city", "Utrecht")
    sari = person("add", "partnership", *cities, "--dry-run")
    sari.answers("Of which kind?", "friendship city")
    sari.sees("Bandung, Indonesia and Utrecht, Netherlands: friendship city.")
    sari.leaves(0)


def test_a_refused_change_keeps_the_answers(person: Callable[..., Person], own: Workspace) -> None:
    sari = person("add", "partnership")
    sari.answers("Which cities are the partners? *", "Bandung")
    sari.answers("Another?", "Kota Bandung")
    for question in ("Another?", "Of which kind?", "Since when?"):
        sari.answers(question)
    for question in ("More fields to fill in?", "Who says so?", "Your name?"):
        sari.answers(question)
    sari.sees("! Nothing was written.")
    sari.types("Which cities are the partners? *")
    sari.sees("Bandung; Kota Bandung")
    sari.process.send("\x03")
    sari.leaves(130)
    assert not written(own)


def test_a_likely_duplicate_may_be_the_same_agreement(
    person: Callable[..., Person], own: Workspace
) -> None:
    key = "id-bandung--kr-seoul--2015-loi"
    sari = person("add", "agreement")
    sari.types("Under which partnership? *", "seoul bandu")
    sari.sees("Bandung – Seoul")
    sari.process.send("\t\r")
    sari.answers("Which type of document? *", "letter of intent")
    sari.answers("When was it signed?", "21 May 2015")
    for question in ("Its title?", "last day in force?", "fields of cooperation?"):
        sari.answers(question)
    for question in ("More fields to fill in?", "Who says so?", "Your name?"):
        sari.answers(question)
    sari.sees(f"({key})")
    sari.answers("Is it one of these?", "another")
    sari.types("! 'another' is none of these", "\x7f" * len("another"), "id-b")
    sari.process.send("\t\r")
    sari.answers("Write this?", "y")
    sari.sees("Written: change")
    sari.leaves(0)
    assert f"id:{key} a kb:Agreement" in written(own)[0].read_text("utf-8")


def test_an_edit_starts_from_the_present_values(
    person: Callable[..., Person], own: Workspace, kembar: Run
) -> None:
    cities = ("--city", "Bandung", "--city", "Utrecht")
    command = ("add", "partnership", *cities, "--kind", "sister-city", "--since", "2019")
    assert kembar(*command, cwd=own.root).returncode == 0
    sari = person("edit", "id-bandung--nl-utrecht", "--lang", "id")
    sari.types("Kota mana saja yang bermitra?")
    sari.sees("Bandung; Utrecht")
    sari.process.send("\r")
    sari.types("Jenisnya apa?")
    sari.sees("kota kembar")
    sari.process.send("\r")
    sari.answers("Sejak kapan?", "\x7f" * 4, "2018")
    sari.answers("Ada keterangan lain?")
    sari.answers("Mengapa diubah?", "salah ketik")
    sari.answers("Nama Anda?", "Sari")
    sari.sees("kota kembar, sejak 2018.")
    sari.answers("Tulis ini?", "y")
    sari.sees("Ditulis: perubahan")
    sari.leaves(0)
    text = written(own)[-1].read_text("utf-8")
    assert "kb:retiredFrom" in text
    assert 'kb:since "2018"' in text


def test_an_edit_without_changes_writes_nothing(
    person: Callable[..., Person], own: Workspace
) -> None:
    sari = person("edit", "covid-19")
    sari.answers("Whose statement do you want to change?", "who-ihr-2020-07-31")
    sari.answers("Its name in English?")
    for question in ("in Indonesian?", "begin?", "end?"):
        sari.answers(question)
    sari.answers("More fields to fill in?", "")
    sari.sees("Nothing was changed.")
    sari.leaves(0)
    assert not written(own)


def test_part_of_a_word_is_completed_if_unique(
    person: Callable[..., Person], own: Workspace
) -> None:
    sari = person("add", "observation", "--dry-run", "--lang", "id")
    sari.answers("Kota mana? *", "bandung")
    sari.answers("Indikator apa? *", "qwertz")
    sari.answers("! 'qwertz' tidak ada dalam daftar ini.", "pajak")
    sari.sees("= pendapatan pajak daerah")
    sari.answers("Tahun, bulan, atau hari apa?", "2020")
    sari.answers("Berapa nilainya? *", "850.000")
    backspace = "\x7f" * len("850.000")
    sari.answers("! '850.000' ", backspace, "1,5 triliun")
    sari.sees("= 1.500.000.000.000")
    sari.answers("Dalam satuan apa?", "IDR")
    sari.answers("Apa sumbernya?")
    sari.answers("Nama Anda?", "Sari")
    sari.sees("Uji coba: tidak ada yang ditulis.")
    sari.leaves(0)
    assert not written(own)


def test_without_a_terminal_it_is_one_line(kembar: Run, own: Workspace) -> None:
    for arguments in (["add", "partnership"], ["edit", "au-townsville--kr-suwon"]):
        ran = kembar(*arguments, cwd=own.root)
        assert ran.returncode == 2
        assert "a form needs a terminal" in ran.stderr
        assert ran.stderr.count("\n") == 1


def test_no_color_is_respected(person: Callable[..., Person]) -> None:
    sari = person("add", "partnership", NO_COLOR="1")
    sari.answers("Which cities are the partners?")
    sari.types("! At least 2 are required.", "Band")
    sari.sees("Indonesia")
    sari.process.send("\x03")
    sari.leaves(130)
    assert not re.search(r"\x1b\[[0-9;]*(3[0-7]|4[0-7]|9[0-7]|[34]8;5;[0-9]+)m", sari.heard)
