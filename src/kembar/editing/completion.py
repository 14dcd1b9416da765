"""Completions of an answer that a person types, and the interpretation of an answer in words.

The graph's names come first, then the cities of the world. Each text that is offered means one
thing when it is interpreted: where several things have a name, it has the country, or is the key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from kembar.editing.describe import RecordDescriber
from kembar.editing.graph_completions import Completion, GraphCompletions
from kembar.editing.interpret import interpret_value
from kembar.errors import quoted
from kembar.language import _, in_all_languages
from kembar.model.dates import PartialDate, in_words, read_date
from kembar.model.forms import TABLES, FormField
from kembar.model.records import Record
from kembar.model.tables import read_cell
from kembar.names.gazetteer import gazetteer
from kembar.names.known_sources import known_source
from kembar.names.lookup import nearest
from kembar.names.normalize import fold
from kembar.rdf.engine import Engine

_MIN_LETTERS = 2
"""The least number of letters for completions from the gazetteer."""

_MAX_CITIES = 12
"""The most completions from the gazetteer."""

_FORMS = {
    "wikidata": (re.compile(r"Q[1-9][0-9]*"), "Q10389"),
    "geonames": (re.compile(r"[1-9][0-9]*"), "1650357"),
}


class Completer:
    """Completes and interprets the answers to the fields of forms.

    The names of the graph are read once, the gazetteer where it is first needed.
    """

    def __init__(self, engine: Engine, language: str) -> None:
        self._engine = engine
        self._language = language
        self._graph = GraphCompletions(engine, language)

    def prepare(self, fields: Iterable[FormField]) -> None:
        """Read the names that some fields need, before the first completion."""
        fields = list(fields)
        for field in fields:
            self._known(field)
        if any("city" in field.kinds for field in fields):
            gazetteer()

    def complete(self, field: FormField, text: str) -> Iterator[Completion]:
        """Yield the completions of a text, of the graph first, then of the world.

        Args:
            field: the field that is being filled in.
            text: the text so far; case and marks do not count.
        """
        folded_text = fold(text)
        completions = self._known(field)
        matches = [
            (rank, at) for at, one in enumerate(completions) if (rank := one.fits(folded_text)) >= 0
        ]
        for _rank, at in sorted(matches):
            yield completions[at]
        if "city" in field.kinds and len(folded_text) >= _MIN_LETTERS:
            yield from self._cities_of_the_world(text, completions)

    def only_match(self, field: FormField, text: str) -> str:
        """Return the only completion of a text; empty where there is none or several.

        Of cities there are more in the world than the graph has, so none counts as the only one.
        """
        folded_text = fold(text)
        if "city" in field.kinds or not folded_text:
            return ""
        texts = [one.text for one in self._known(field) if one.fits(folded_text) >= 0]
        return texts[0] if len(texts) == 1 else ""

    def nearest(self, field: FormField, text: str) -> list[str]:
        """Return the words of a field's list with the most similar spelling."""
        return nearest(text, [one.text for one in self._known(field)])

    def text_of_cell(self, field: FormField, cell: str) -> str:
        """Return the value of a table's cell as a person would write it."""
        if field.form == "signature":
            name, office, unit = ([part.strip() for part in cell.split("|")] + ["", ""])[:3]
            return " | ".join([name, office, self._text_of(field, unit)]).rstrip("| ")
        if field.form == "date":
            with suppress(ValueError):
                words = in_words(date := PartialDate(cell), self._language)
                # Of rare forms the words say less than the cell.
                return words if read_date(words) == date else cell
        return self._text_of(field, cell)

    def in_words(self, field: FormField, text: str) -> str:
        """Return the interpretation of one value of a field, in words.

        Raises:
            UnknownName, AmbiguousName: a name that fits nothing, or several things.
            ValueError: the text is not a date, a number, an address or a word of the list.
        """
        cell, new = interpret_value(self._engine, field, text, self._language)
        form, example = _FORMS.get(field.form, (None, ""))
        if form and not form.fullmatch(cell):
            fault = _(
                "{text} is not such a number: write one like {example}",
                text=quoted(text),
                example=example,
            )
            raise ValueError(fault)
        value = read_cell(TABLES[field.kind], field.name, cell)
        value = value[0] if isinstance(value, tuple) else value
        words = RecordDescriber(self._engine, self._language, new).value_in_words(field, value)
        return f"{words} ({self._origin(new)})" if new else words

    def source(self, name: str) -> str:
        """Return the title of a source by its address, title, name or key; empty without one."""
        key = known_source(self._engine, name)
        titles = (one.title for one in self._graph.things("source") if one.key == key)
        return next(titles, key or "")

    def _origin(self, new: Sequence[Record]) -> str:
        """Return the words for the origin of new things."""
        numbers = [number for record in new if (number := getattr(record, "geonames", ""))]
        return "; ".join([_("new"), *(f"GeoNames {number}" for number in numbers)])

    def _text_of(self, field: FormField, cell: str) -> str:
        if field.form not in ("thing", "signature", "concept", "country") and not field.choices:
            return cell
        return next((one.text for one in self._known(field) if one.key == cell), cell)

    def _known(self, field: FormField) -> list[Completion]:
        """Return the completions of the graph, the scheme or the form, the likeliest first."""
        if field.scheme:
            return self._graph.concepts(field.scheme)
        if field.choices or field.hints:
            return [*_choices(field)]
        kinds = field.kinds or (("country",) if field.form == "country" else ())
        if len(kinds) < 2:
            return self._graph.things(kinds[0]) if kinds else []
        # A name of an earlier kind means the thing of that kind alone.
        names: set[str] = set()
        completions: list[Completion] = []
        for kind in kinds:
            of_kind = self._graph.things(kind)
            completions += [one for one in of_kind if fold(one.text) not in names]
            names |= {name for one in of_kind for name in one.names}
        return completions

    def _cities_of_the_world(
        self, prefix: str, graph_completions: Iterable[Completion]
    ) -> Iterator[Completion]:
        """Yield cities that the graph lacks, the largest first, each by a text that means it."""
        countries = {one.key: one.text for one in self._graph.things("country")}
        in_graph = {(one.main, one.aside) for one in graph_completions}
        in_geonames = set(self._graph.numbers.values())
        aside = f"{_('new')}; GeoNames"
        world = gazetteer()
        for place in world.with_prefix(prefix, _MAX_CITIES):
            country = countries.get(place.country, place.country.upper())
            if place.geonames in in_geonames or (fold(place.name), country) in in_graph:
                continue
            text = world.unambiguous_name(place, country)
            if text and not re.search("[;|]", text):
                yield Completion(text, aside, fold(place.name), (), place.geonames)


def _choices(field: FormField) -> Iterator[Completion]:
    for word, text in field.choices.items():
        names = (fold(word), *(fold(name) for name in in_all_languages(text)))
        yield Completion(_(text), "", fold(_(text)), names, word)
    for word in field.hints:
        yield Completion(word, "", fold(word), (fold(word),), word)
