"""The network page says the same in both languages."""

from __future__ import annotations

import re

from kembar.render.network.messages import WORDS


def test_every_word_is_there_in_both_languages_with_the_same_places() -> None:
    assert set(WORDS["en"]) == set(WORDS["id"])
    for key, text in WORDS["en"].items():
        places = re.findall(r"\{\w+\}", text)
        assert sorted(re.findall(r"\{\w+\}", WORDS["id"][key])) == sorted(places), key


def test_every_word_that_the_scripts_ask_for_is_there() -> None:
    from kembar.render.network import page

    folder = page._HERE
    scripts = "".join(
        path.read_text("utf-8") for path in folder.glob("*.js") if ".min." not in path.name
    )
    asked = set(re.findall(r"\bwords\.(\w+)", scripts))
    asked |= set(re.findall(r"\bwords\.(\w+)", (folder / "network.html").read_text("utf-8")))
    assert asked - set(WORDS["en"]) == set()
    assert set(WORDS["en"]) - asked == {"force", "map", "countries"}, "asked by name of layout"
