"""Each mark and each kind has its icon; a page draws those that it uses, and each once."""

from __future__ import annotations

import pytest

from kembar.language import LANGUAGES, speaking
from kembar.render.design.icons import icon, symbols, with_icons
from kembar.render.design.kinds import KINDS, NAMES
from kembar.render.design.marks import WORDS, glyph, kind, mark


def test_each_mark_and_kind_has_its_icon() -> None:
    assert {*WORDS, *NAMES} <= set(symbols())
    assert set(KINDS.values()) == set(NAMES)


def test_an_unknown_icon_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        icon("nothing")


def test_a_page_draws_each_icon_once() -> None:
    page = with_icons(f"<!--here-->{icon('find')}{icon('find')}", "<!--here-->", ("close",))
    assert page.count("<symbol") == 2


def test_marks_speak_the_language() -> None:
    words = set()
    for language in LANGUAGES:
        with speaking(language):
            words.add(str(mark("unknown")).partition("</svg>")[2])
    assert words == {"not known</span>", "belum diketahui</span>", "알 수 없음</span>"}


def test_a_glyph_alone_has_its_word_for_ears() -> None:
    assert '<span class="sr">computed</span>' in glyph("computed")


def test_words_of_a_kind_are_escaped() -> None:
    assert "&lt;b&gt;" in kind("k1", "<b>")
