"""Names of things in all languages, as answers have them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from itertools import product

from kembar.language import LANGUAGES
from kembar.model.dates import PartialDate, in_words
from kembar.names.local_names import name_in_language
from kembar.profiles.reading.statements import Statements, Thing
from kembar.queries.saved import Text
from kembar.rdf.namespaces import local_name

_BETWEEN_PARTNERS = " – "


class Names:
    """The names of units, countries, agencies and persons, and of what has a name of its own."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._countries = {
            iri: country.by_language("rdfs:label")
            for iri, country in statements.of("Country").items()
        }
        self._units = {
            iri: self._unit(unit) for iri, unit in statements.of("TerritorialUnit").items()
        }
        self._by_english = {text.en: text for text in self._units.values()}

    def unit(self, iri: str) -> Text:
        """Return the name of a unit, which tells it from namesakes; its key where it has none."""
        return self._units.get(iri) or Text(local_name(iri))

    def country(self, iri: str) -> Text:
        """Return the name of a country; its code where it has none."""
        return self._countries.get(iri) or Text(local_name(iri))

    def of(self, iri: str) -> Text:
        """Return the name of a unit or an agency; its key where it has none."""
        agency = self._statements.of("Agency").get(iri)
        if iri in self._units or agency is None:
            return self.unit(iri)
        own = agency.by_language("rdfs:label")
        return Text(agency.derived_text("skos:prefLabel") or own.en or agency.key, own.id, own.ko)

    def person(self, iri: str) -> str:
        """Return the name of a person, whatever the spelling of a source."""
        person = self._statements.of("Person").get(iri)
        if person is None:
            return local_name(iri)
        return person.derived_text("skos:prefLabel") or person.first("rdfs:label") or person.key

    def one_person(self, iri: str) -> str:
        """Return the IRI of the person that a name in a source stands for."""
        person = self._statements.of("Person").get(iri)
        return (person and person.derived_text("kb:isPerson")) or iri

    def title(self, thing: Thing) -> Text:
        """Return the name of an agreement or an activity; without one, its kind and its date."""
        kind = thing.first("kb:agreementType") or thing.first("kb:activityKind")
        if kind and not thing.first("rdfs:label"):
            words = self._statements.concept(kind).name
            dates = sorted((*thing.texts("kb:signedOn"), *thing.texts("kb:startDate")))
            at = max(dates, key=len, default="")
            return Text(*(_described(words.in_language(code), at, code) for code in LANGUAGES))
        return Text(thing.derived_text("skos:prefLabel") or thing.first("rdfs:label") or thing.key)

    def partnership(self, partnership: Thing) -> Text:
        """Return the name of a partnership: those of its partners, in the order of answers."""
        english = partnership.derived_text("rdfs:label")
        if not english:
            units = sorted(self.unit(iri).en for iri in partnership.texts("kb:hasPartner"))
            english = _BETWEEN_PARTNERS.join(units)
        partners = english.split(_BETWEEN_PARTNERS)

        def local(language: str) -> str:
            names = (
                known.in_language(language) if (known := self._by_english.get(name)) else name
                for name in partners
            )
            return _BETWEEN_PARTNERS.join(names)

        return Text(english, local("id"), local("ko"))

    def _unit(self, unit: Thing) -> Text:
        """The name in answers, which is English, and with what it has in other languages."""
        labels = _by_language(unit, "rdfs:label")
        english = unit.derived_text("skos:prefLabel") or min(labels.get("en", [unit.key]))
        homes = unit.texts("kb:country")
        home = self._countries.get(homes[0], Text("")) if homes else Text("")
        return Text(
            english,
            *(
                _local(english, labels.get("en", []), labels.get(code, []), home.en, own)
                for code, own in zip(LANGUAGES[1:], home[1:], strict=True)
            ),
        )


def _local(english: str, plain: list[str], own: list[str], country: str, land: str) -> str:
    """The least of the names that a unit may have in a language, as `local_names` has it."""
    names = (
        name_in_language(english, one, other, country, land)
        for one, other in product(plain, own or [""])
    )
    return min((name for name in names if name != english), default=english)


def _described(kind: str, date: str, language: str) -> str:
    """A kind with its date: "Memorandum of understanding, 24 May 2024"."""
    kind = kind[:1].upper() + kind[1:]
    with suppress(ValueError):
        return f"{kind}, {in_words(PartialDate(date), language)}"
    return kind


def _by_language(thing: Thing, name: str) -> Mapping[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for value, _ in thing.values(name):
        texts.setdefault(value.language, []).append(value.text)
    return texts
