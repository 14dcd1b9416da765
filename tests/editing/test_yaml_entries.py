"""YAML files become entries, errors name the line, and the template is such a file."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from kembar.editing.yaml_entries import read_yaml, template
from kembar.errors import InputError, UnknownName
from kembar.language import speaking
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


def test_source_author_and_key_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("city: {name_en: A, key: my-key}\nsource:\n  url: https://x.org/\nby: Ani\n")
    content = read_yaml(path)
    assert content.author == "Ani"
    assert content.source is not None
    assert content.source.first("url") == "https://x.org/"
    assert content.entries[0].key == "my-key"
    path.write_text("city: {name_en: A}\nsource: https://x.org/\n")
    content = read_yaml(path)
    assert content.source is not None
    assert content.source.first("url") == "https://x.org/"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("city: [", r"x\.yaml:1: is not YAML"),
        ("\ncitty: {name_en: A}\n", r"x\.yaml:2: no kind of thing .* Did you mean city"),
        ("city:\n  nam_en: A\n", r"x\.yaml:2: no field of city .* Did you mean name_en"),
        ("city: A\n", r"x\.yaml:1: must be lines"),
        ("city:\n  name_en: {a: b}\n", r"x\.yaml:2: must be a text or a list"),
        ("", "adds nothing"),
        ("by: Ani\n", "adds nothing"),
        ("city: {name_en: &a [*a]}\n", "refers to another place"),
        ("city: {name_en: A}\nsource: a\n---\nsource: b\n", r"x\.yaml:4 \[source\]: stands twice"),
        ("source:\n  titel: A\ncity: {name_en: A}\n", r"x\.yaml:2: no field of source"),
        ("- city\n", r"x\.yaml:1: must be lines"),
        ("\x07", "is not YAML"),
    ],
)
def test_an_unreadable_file_raises_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, text)


def test_a_file_that_is_not_utf8_raises(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"city: {name_en: \xff}")
    with pytest.raises(InputError, match="is not UTF-8"):
        read_yaml(tmp_path / "x.yaml")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("kind", addable())
def test_an_empty_template_adds_nothing(tmp_path: Path, kind: str, language: str) -> None:
    with speaking(language):
        text = template(kind, CHOICES)
    ((entry_kind, values),) = read(tmp_path, text)
    assert entry_kind == kind
    assert set(values) <= {"kind", "status", "unit_type"}
    assert all(len(line) < 400 for line in text.splitlines())


def test_a_template_of_an_unknown_kind_raises() -> None:
    with pytest.raises(UnknownName, match="no kind of thing"):
        template("cty", CHOICES)
