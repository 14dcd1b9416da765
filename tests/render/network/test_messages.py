"""The texts of the network page are the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from kembar.render.network import page
from kembar.render.network.messages import WORDS

STATUSES = {"active", "suspended", "ended", "prospective", "cancelled"}


def test_both_languages_have_the_same_texts() -> None:
    assert set(WORDS["en"]) == set(WORDS["id"])
    for key, text in WORDS["en"].items():
        places = re.findall(r"\{\w+\}", text)
        assert sorted(re.findall(r"\{\w+\}", WORDS["id"][key])) == sorted(places), key


def test_every_text_that_the_page_uses_exists() -> None:
    folder = Path(page.__file__).parent
    scripts = "".join(
        path.read_text("utf-8") for path in folder.glob("*.js") if ".min." not in path.name
    )
    keys = set(re.findall(r"\bwords\.(\w+)", scripts))
    keys |= set(re.findall(r"\bwords\.(\w+)", (folder / "network.html").read_text("utf-8")))
    assert keys - set(WORDS["en"]) == set()
    by_name = {"force", "map", "countries", *STATUSES}
    assert set(WORDS["en"]) - keys == by_name, "used by the name of a layout or a status"
