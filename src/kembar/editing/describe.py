"""Records as sentences, for the preview of a change."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kembar.language import _, listing, numeral
from kembar.model.dates import PartialDate, in_words
from kembar.model.forms import FormField, forms
from kembar.model.records import City, Partnership, Record, SignedBy
from kembar.model.to_rdf import country_iri, entity_iri, record_iri
from kembar.names.gazetteer import gazetteer
from kembar.names.local_names import local_names
from kembar.names.lookup import best_name
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, concept, local_name
from kembar.rdf.terms import Term

_NAMES = """SELECT ?how ?name {
  VALUES (?how ?p) { ("1" skos:prefLabel) ("2" rdfs:label) ("3" dcterms:title) } %s ?p ?name
}"""
_HOME = "SELECT ?name { %s kb:country/rdfs:label ?name ; a kb:TerritorialUnit }"


class RecordDescriber:
    """Describes records by the names of the graph and of the records, in a language."""

    def __init__(self, engine: Engine, language: str, records: Iterable[Record] = ()) -> None:
        self._engine = engine
        self._language = language
        self._own = {record_iri(record): record for record in records}
        self._names: dict[Term, str] = {}

    @staticmethod
    def can_describe(record: Record) -> bool:
        """Return True if the kind of a record has a form, and so a sentence."""
        return type(record).__name__.lower() in forms()

    def sentence(self, record: Record) -> str:
        """Return a sentence of a record: its subject, then each field that has a value."""
        form = forms()[type(record).__name__.lower()]
        words = {field.name: self._field_in_words(field, record) for field in form.fields}
        if "budget" in words and words["budget"] and words["currency"]:
            words["budget"], words["currency"] = f"{words['budget']} {words['currency']}", ""
        head = _(form.head, **words).strip(" :,")
        clauses = [
            _(field.phrase, value=words[field.name])
            for field in form.fields
            if field.phrase and words[field.name]
        ]
        return ", ".join([head, *clauses]).rstrip(".") + "."

    def name(self, thing: Term) -> str:
        """Return the name of a thing; of a city with its country."""
        if thing not in self._names:
            # A partnership may wrongly have the key of one of its cities, and would name itself.
            self._names[thing] = local_name(thing)
            self._names[thing] = self._own_name(thing) or self._graph_name(thing)
        return self._names[thing]

    def _own_name(self, thing: Term) -> str:
        record = self._own.get(thing)
        if isinstance(record, Partnership):
            return " – ".join(self._name_of_partner(entity_iri(city)) for city in record.cities)
        if isinstance(record, City):
            part = record.subdivision if _has_namesake(record) else ""
            names = (self._name_of_city(record), part, self.name(country_iri(record.country)))
            return ", ".join(filter(None, names))
        for field in ("title", "name_en", "statement_en", "label_en"):
            if getattr(record, field, ""):
                return str(getattr(record, field))
        return ""

    def _name_of_partner(self, unit: Term) -> str:
        """Return the name of a unit, without its country where the name needs none."""
        record = self._own.get(unit)
        if isinstance(record, City):
            return self._name_of_city(record)
        return self._name_in_graph(unit) or local_name(unit)

    def _name_of_city(self, city: City) -> str:
        return getattr(city, f"name_{self._language}", "") or city.name_en

    def _name_in_graph(self, thing: Term) -> str:
        """Return the name of a thing; of a place that of the language, if one is known."""
        rows = self._engine.select(PREFIXES + _NAMES % thing).rows
        name = best_name([(str(how), value) for how, value in rows if value], self._language)
        if self._language == "en":
            return name
        return local_names(self._engine, [name], self._language).get(name, name)

    def _graph_name(self, thing: Term) -> str:
        name = self._name_in_graph(thing)
        rows = self._engine.select(PREFIXES + _HOME % thing).rows
        homes = [value for (value,) in rows if value]
        home = best_name([("", value) for value in homes], self._language)
        for country in homes:  # which the name of a namesake has
            name = name.removesuffix(f", {country}")
        return ", ".join(part for part in (name, home) if part) or local_name(thing)

    def _field_in_words(self, field: FormField, record: Record) -> str:
        value = getattr(record, field.name)
        values = value if isinstance(value, tuple) else (value,)
        words = [self.value_in_words(field, one) for one in values if one is not None and one != ""]
        return listing(words) if words else ""

    def value_in_words(self, field: FormField, value: object) -> str:
        """Return one value of a record's field in words."""
        match field.form:
            case "thing":
                return self.name(entity_iri(str(value)))
            case "country":
                return self.name(country_iri(str(value)))
            case "concept":
                return self.name(concept(field.scheme, str(value)))
        if value in field.choices:
            return _(field.choices[str(value)])
        if isinstance(value, PartialDate):
            return in_words(value, self._language)
        if isinstance(value, SignedBy):
            return self._signature(value)
        if isinstance(value, Decimal) or (isinstance(value, int) and field.form == "amount"):
            return numeral(value)
        return str(value)

    def _signature(self, signature: SignedBy) -> str:
        unit = self.name(entity_iri(signature.on_behalf_of)) if signature.on_behalf_of else ""
        aside = ", ".join(part for part in (signature.office, unit.partition(",")[0]) if part)
        return f"{signature.name} ({aside})" if aside else signature.name


def _has_namesake(city: City) -> bool:
    """Return whether its country has another city that its name may mean."""
    if not city.subdivision or not city.geonames:
        return False
    place = gazetteer().resolve(city.name_en, city.country).place
    return place is None or place.geonames != city.geonames
