"""The language of all that the program says, and the words of it: gettext.

The English sentence is the key. Its translations stand in `locale/LANGUAGE/LC_MESSAGES/kembar.po`,
which `tools/catalogues.py` extracts from the code and compiles.

>>> with speaking("id"):
...     listing(["Bandung", "Seoul", "Suwon"])
'Bandung, Seoul, dan Suwon'
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cache, cached_property, wraps
from types import FunctionType
from typing import Any, Literal, TypeVar

from kembar.shipped_folder import SHIPPED

LANGUAGES = ("en", "id", "ko")
"""Languages of messages, headings and labels, as BCP 47 has them."""

CATALOGUES = SHIPPED / "locale"
"""The folder of the catalogues."""

_NUMERALS_ALIKE = 1000
"""Whole numbers below this are written alike in all languages."""

_Class = TypeVar("_Class", bound=type)
_Result = TypeVar("_Result")

_default = "en"
_spoken: ContextVar[str] = ContextVar("kembar.language")


def language() -> str:
    """Return the language that the program speaks now, one of `LANGUAGES`."""
    return _spoken.get(_default)


def set_language(code: str) -> None:
    """Set the language of this process, where no `speaking` holds another."""
    global _default
    _default = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Let the program speak a language within a block, in this thread."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def in_this_language(task: Callable[..., _Result]) -> Callable[..., _Result]:
    """Return a task that speaks in any thread the language that is spoken now."""
    code = language()

    @wraps(task)
    def speak(*args: Any, **kwargs: Any) -> _Result:
        with speaking(code):
            return task(*args, **kwargs)

    return speak


def preferred_language() -> str:
    """Return the language that KEMBAR_LANG names, else the locale, else "en"."""
    import locale

    names = [os.environ.get(name, "") for name in ("KEMBAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    wished = next(filter(None, names), "") or locale.getlocale()[0] or ""
    code = _BY_NAME.get(wished.partition("_")[0], wished.partition(".")[0].partition("_")[0])
    return code if code in LANGUAGES else "en"


_BY_NAME = {"Indonesian": "id", "Korean": "ko"}
"""Languages by the names that Windows gives their locales."""


def in_its_language(owner: _Class) -> _Class:
    """Let the public methods and properties of a class speak the `language` of their object.

    No method may be a generator: it would run after the language has changed back.
    """
    public = [(name, member) for name, member in vars(owner).items() if not name.startswith("_")]
    for name, member in public:
        match member:
            case property(fget=FunctionType() as getter):
                setter = member.fset and _speaking(member.fset)
                setattr(owner, name, property(_speaking(getter), setter, doc=member.__doc__))
            case cached_property():
                member.func = _speaking(member.func)
            case FunctionType():
                setattr(owner, name, _speaking(member))
    return owner


def _speaking(method: Callable[..., _Result]) -> Callable[..., _Result]:
    @wraps(method)
    def speak(self: Any, /, *args: Any, **kwargs: Any) -> _Result:
        with speaking(self.language):
            return method(self, *args, **kwargs)

    return speak


def _(message: str, /, **values: object) -> str:
    """Return a sentence in the language spoken, with values in its places.

    Args:
        message: the English sentence, with named places: "no {kind} is called {name}".
        values: of the places. Without any, braces are text.
    """
    return _worded(lambda catalogue: catalogue.gettext(message), values) if message else ""


def _n(one: str, many: str, /, count: int, **values: object) -> str:
    """Return the sentence for a number: `one` or `many`, or as the language has it.

    `{count}` is written as the language writes numbers.
    """
    places = {"count": numeral(count), **values}
    return _worded(lambda catalogue: catalogue.ngettext(one, many, count), places)


def _p(context: str, message: str, /, **values: object) -> str:
    """Return a word in the language spoken, in the sense that its context tells."""
    return _worded(lambda catalogue: catalogue.pgettext(context, message), values)


def _worded(
    translation: Callable[[gettext.NullTranslations], str], values: Mapping[str, object]
) -> str:
    text = translation(_catalogue(language()))
    return text.format(**values) if values else text


def in_all_languages(message: str) -> list[str]:
    """Return a word in each language, for a reader that understands them all."""
    return [_catalogue(code).gettext(message) for code in LANGUAGES]


def N_(message: str) -> str:  # noqa: N802 - as gettext has it
    """Mark a text that `_` translates where it is used; return it unchanged."""
    return message


def translated(texts: Mapping[str, str], code: str) -> dict[str, str]:
    """Return marked texts in a language, by their keys: those of a page and its scripts."""
    with speaking(code):
        return {key: _(text) for key, text in texts.items()}


def numeral(number: int | float | Decimal) -> str:
    """Return a number as the language writes it: 1,234.5 or 1.234,5."""
    if isinstance(number, int) and abs(number) < _NUMERALS_ALIKE:
        return str(number)
    from babel.numbers import format_decimal

    # Babel rounds to three digits where the format is not given.
    return str(format_decimal(number, locale=language(), decimal_quantization=False))


def listing(items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
    """Return several names as the language lists them: "a, b, and c"; "a, b, dan c".

    Args:
        items: at least one.
        style: as Babel has them: "standard" (and), "or".
    """
    if len(items) == 1:
        return items[0]
    from babel.lists import format_list

    return str(format_list(items, style=style, locale=language()))


def translations(code: str, domain: str = "kembar") -> gettext.NullTranslations:
    """Return the catalogue of a language; of English, one that returns each key unchanged."""
    return gettext.translation(domain, CATALOGUES, [code], fallback=True)


_catalogue = cache(translations)


def language_name(code: str) -> str:
    """Return the name of a language in the language spoken; its code where it has none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_")).get_language_name(language()) or code
    except (UnknownLocaleError, ValueError):
        return code
