"""Small parts of a page that stand thousands of times on a site: marks of certainty and of kind."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from kembar.language import N_, _, language
from kembar.render.design.icons import icon
from kembar.render.design.kinds import NAMES

WORDS = {
    "certain": N_("certain"),
    "possible": N_("possible"),
    "unverified": N_("unverified"),
    "computed": N_("computed"),
    "differ": N_("sources differ"),
    "unknown": N_("not known"),
}
"""Marks of certainty and their words."""

_MARK = Markup('<span class="mark m-{}">{}{}</span>')
_KIND = Markup('<span class="kind">{}<span>{}</span></span>')
_BARE = Markup('<span class="m-{}" title="{}">{}<span class="sr">{}</span></span>')


def mark(name: str, words: str = "") -> Markup:
    """Return a mark of certainty: its glyph, and its word or others.

    Args:
        name: a key of `WORDS`.
        words: others than its own, as "perhaps".
    """
    return _mark(name, words, language())


@lru_cache(maxsize=1024)
def _mark(name: str, words: str, _language: str) -> Markup:
    return _MARK.format(name, icon(name), words or _(WORDS[name]))


def glyph(name: str) -> Markup:
    """Return a mark whose word only those hear who do not see, where the word stands beside it."""
    return _glyph(name, language())


@lru_cache(maxsize=64)
def _glyph(name: str, _language: str) -> Markup:
    return _BARE.format(name, _(WORDS[name]), icon(name), _(WORDS[name]))


def kind(key: str, words: str = "") -> Markup:
    """Return a kind of partnership: its mark in its colour, and its name or other words.

    Args:
        key: of `kembar.render.design.kinds`, as "k1".
        words: others than its name in legends.
    """
    return _kind(key, words, language())


@lru_cache(maxsize=1024)
def _kind(key: str, words: str, _language: str) -> Markup:
    return _KIND.format(icon(key, key), words or _(NAMES[key]))
