"""A YAML file is read as it is written, with the line of what is wrong; the template is one."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from kembar.editing.yaml_entries import read_yaml, template
from kembar.errors import InputError, UnknownName
from kembar.model.forms import addable

CHOICES = defaultdict(lambda: ["one", "two"])


def read(folder: Path, text: str) -> list[tuple[str, dict[str, list[str]]]]:
    path = folder / "x.yaml"
    path.write_text(text, "utf-8")
    return [(e.kind, {n: list(v) for n, v in e.values.items()}) for e in read_yaml(path).entries]


def test_values_are_read_as_they_are_written(tmp_path: Path) -> None:
    text = "agreement:\n  partnership: Bandung – Seoul\n  signed_on: 2016-10-07\n  title: no\n"
    assert read(tmp_path, text) == [
        (
            "agreement",
            {"partnership": ["Bandung – Seoul"], "signed_on": ["2016-10-07"], "title": ["no"]},
        )
    ]


def test_several_things_in_lists_and_documents(tmp_path: Path) -> None:
    text = "city:\n- name_en: A\n- name_en: B\n---\npartnership:\n  cities: [A, B]\n"
    assert [kind for kind, _ in read(tmp_path, text)] == ["city", "city", "partnership"]


def test_the_source_and_who_tells_stand_beside(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("city: {name_en: A, key: my-key}\nsource:\n  url: https://x.org/\nby: Ani\n")
    told = read_yaml(path)
    assert (told.by, told.source.first("url") if told.source else "") == ("Ani", "https://x.org/")
    assert told.entries[0].key == "my-key"
    path.write_text("city: {name_en: A}\nsource: https://x.org/\n")
    told = read_yaml(path)
    assert told.source is not None
    assert told.source.first("url") == "https://x.org/"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("city: [", r"x\.yaml:1: is not YAML"),
        ("\ncitty: {name_en: A}\n", r"x\.yaml:2: no kind of thing .* Did you mean city"),
        ("city:\n  nam_en: A\n", r"x\.yaml:2: no field of city .* Did you mean name_en"),
        ("city: A\n", r"x\.yaml:1: must be lines"),
        ("city:\n  name_en: {a: b}\n", r"x\.yaml:2: must be a text or a list"),
        ("", "adds nothing"),
        ("by: Ani\n", "adds nothing"),
        ("city: {name_en: &a [*a]}\n", "refers to another place"),
        ("city: {name_en: A}\nsource: a\n---\nsource: b\n", r"x\.yaml:4 \[source\]: stands once"),
        ("source:\n  titel: A\ncity: {name_en: A}\n", r"x\.yaml:2: no field of source"),
        ("- city\n", r"x\.yaml:1: must be lines"),
        ("\x07", "is not YAML"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(tmp_path, text)


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"city: {name_en: \xff}")
    with pytest.raises(InputError, match="is not UTF-8"):
        read_yaml(tmp_path / "x.yaml")


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("kind", addable())
def test_a_template_is_read_again_and_adds_nothing_before_it_is_filled_in(
    tmp_path: Path, kind: str, language: str
) -> None:
    made = template(kind, language, CHOICES)
    (told,) = read(tmp_path, made)
    assert told[0] == kind
    assert set(told[1]) <= {"kind", "status", "unit_type"}
    assert all(len(line) < 400 for line in made.splitlines())


def test_a_template_of_no_kind_is_told() -> None:
    with pytest.raises(UnknownName, match="no kind of thing"):
        template("cty", "en", CHOICES)
