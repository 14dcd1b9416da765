"""Territorial units of the graph by name, for all that takes a city: one way to understand it.

A name means a unit where it says so itself ("Springfield, Ohio", "Kabupaten Bogor", a key, or
"GeoNames 4525353"), where only one unit has it, or where one dwarfs its namesakes in the world
(`place_matching.THRESHOLD`). Names of provinces are understood in many languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kembar.names.countries import Area, areas
from kembar.names.gazetteer import gazetteer
from kembar.names.geonames import Place
from kembar.names.namesakes import likeliest
from kembar.names.normalize import fold
from kembar.names.place_matching import UNKNOWN, Resolution
from kembar.names.place_names import both_names, head_and_areas, unit_names, unit_readings
from kembar.names.unit_texts import PlaceTexts
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAME_KEYS, NAMESPACES, PREFIXES, local_name
from kembar.rdf.terms import Term, literal

_GEONAMES = re.compile(r"(?:geonames\s+|https?://(?:www\.|sws\.)?geonames\.org/)(\d+).*", re.I)
"""A number of GeoNames as a name of a place."""

_UNITS = """SELECT ?unit ?label ?class ?country ?same ?part WHERE {
  { SELECT DISTINCT ?unit WHERE { %s } }
  ?unit a kb:TerritorialUnit , ?class .
  OPTIONAL { ?unit rdfs:label ?label } OPTIONAL { ?unit kb:country ?country }
  OPTIONAL { ?unit kb:subdivision ?part } OPTIONAL { ?unit skos:exactMatch ?same }
}"""
_NAMED = f"VALUES ?name {{ %s }} GRAPH {NAME_KEYS} {{ ?unit kb:nameKey ?name }}"
_NUMBERED = "?unit skos:exactMatch <https://sws.geonames.org/%s/>"
_PROVINCES = f"?unit a kb:Province ; kb:country <{NAMESPACES['id']}country/%s>"
_COUNTRY = f"""SELECT DISTINCT ?country WHERE {{
  GRAPH {NAME_KEYS} {{ ?country kb:nameKey %s }} ?country a kb:Country
}}"""

_CLASSES = {"City", "Regency", "Province", "District"}
"""The classes of units that words tell; a unit of none of them may be each."""

_UNKNOWN = float("nan")


@dataclass
class Unit:
    """A territorial unit of the graph.

    Attributes:
        term: its IRI.
        key: of the unit.
        country: code of its country.
        geonames: its number, empty where nobody tells it.
        part: the name of its subdivision, empty where nobody tells it.
        labels: its names by language.
        classes: of the model, as "Regency".
    """

    term: Term
    key: str
    country: str = ""
    geonames: str = ""
    part: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)

    @property
    def place(self) -> Place:
        """The unit as a place, with the numbers of inhabitants that the gazetteer has."""
        place = gazetteer().by_geonames(self.geonames) if self.geonames else None
        return replace(place, key=self.key, part=self.part) if place else self.plain_place

    @property
    def plain_place(self) -> Place:
        """The unit as a place, as the graph alone tells it."""
        name = self.labels.get("en") or min(self.labels.values(), default=self.key)
        at = (_UNKNOWN, _UNKNOWN)
        return Place(self.geonames, name, self.country, *at, 0, key=self.key, part=self.part)

    def is_a(self, unit_class: str) -> bool:
        """Return whether a word for a class of units fits it."""
        return unit_class in self.classes or not self.classes & _CLASSES

    def lies_in(self, group: frozenset[Area]) -> bool:
        """Return whether it lies in one of some areas, as far as graph and gazetteer tell."""
        if Area(self.country) in group:
            return True
        codes = {area.subdivision for area in group if area.country == self.country} - {""}
        if not codes:
            return False
        if self.part:
            return bool(areas(self.part, self.country) & group)
        return self.place.subdivision in codes


@dataclass(frozen=True)
class UnitMatch:
    """The unit of the graph that a name means; `others` are its namesakes, the likeliest first."""

    unit: Unit
    others: tuple[Place, ...] = ()


def find_unit(
    engine: Engine, name: str, language: str = "", *, with_world: bool = False
) -> UnitMatch | None:
    """Return the unit of the graph that a name means; None where the graph has none.

    Args:
        engine: the graph.
        name: in any language, perhaps with a word for the kind of unit, with a subdivision or a
            country after a comma; a key; or "GeoNames" and a number.
        language: of the names in the error; that spoken where empty.
        with_world: a likelier city of the world that the graph lacks may be meant as well.

    Raises:
        AmbiguousName: several may be meant; with a name for each, which is understood.
    """
    units = units_named(engine, name)
    if len(units) == 1 and not (with_world and _has_rival(name, units[0])):
        return UnitMatch(units[0])
    if not units:
        return _by_other_spelling(engine, name)
    resolution = in_world(name)
    for unit in units:
        if resolution.place and unit.geonames == resolution.place.geonames != "":
            return UnitMatch(unit, others_of(resolution))
    raise PlaceTexts(engine, language).ambiguity(name, _candidates(units, resolution, with_world))


def names_of_lacking(engine: Engine, name: str, most: int = 3) -> list[str]:
    """Return whole names of the cities of the world that a name means, where the graph has none."""
    resolution = in_world(name)
    if resolution.how == "unknown":
        return []
    places = (resolution.place,) if resolution.place else resolution.candidates
    if any(_units(engine, _NUMBERED % place.geonames) for place in places):
        return []
    return PlaceTexts(engine, "").names(places)[:most]


def in_world(name: str) -> Resolution:
    """Return the place of the world that a name means, by the gazetteer.

    The halves of a double name ("Biel/Bienne") must not mean two places ("Bandung – Seoul").
    """
    resolution = gazetteer().resolve(name)
    if place := resolution.place:
        halves = [gazetteer().resolve(half).place for half in both_names(head_and_areas(name)[0])]
        if any(half and half.geonames != place.geonames for half in halves):
            return UNKNOWN
    return resolution


def number_of_geonames(name: str) -> str:
    """Return the number in "GeoNames 4525353" or in its address; "" where a name is none."""
    number = _GEONAMES.fullmatch(name.strip())
    return number[1] if number else ""


def others_of(resolution: Resolution) -> tuple[Place, ...]:
    """Return the candidates of a resolution that are not its place."""
    return tuple(place for place in resolution.candidates if place != resolution.place)


def units_named(engine: Engine, name: str) -> list[Unit]:
    """Return the units of the graph that have a name, in the first way in which any has it."""
    if number := number_of_geonames(name):
        return _units(engine, _NUMBERED % number)
    if units := _with_names(engine, [fold(name)]):
        return units
    head, where = head_and_areas(name)
    if where and (units := _inside(engine, _with_names(engine, [fold(head)]), where)):
        return units
    for rest, unit_class in unit_readings(head):
        units = _with_names(engine, unit_names(rest, unit_class))
        units = [unit for unit in units if unit.is_a(unit_class)]
        if units := _inside(engine, units, where):
            return units
    for rest, unit_class in unit_readings(head):
        if units := _inside(engine, _namesakes_of_class(engine, rest, unit_class), where):
            return units
    return _inside(engine, _provinces(engine, head), where)


def _namesakes_of_class(engine: Engine, name: str, unit_class: str) -> list[Unit]:
    """Return the units of a class that share a label with one of a name: 보고르군 is a regency."""
    others = _with_names(engine, [name])
    labels = {fold(label) for other in others for label in other.labels.values()}
    names = {text for label in labels for text in unit_names(label, unit_class)}
    countries = {other.country for other in others}
    units = _with_names(engine, sorted(names)) if names else []
    return [unit for unit in units if unit.is_a(unit_class) and unit.country in countries]


def _has_rival(name: str, unit: Unit) -> bool:
    """Return whether a likelier city of the world has the name of a unit."""
    if not unit.geonames or number_of_geonames(name) or fold(name) == fold(unit.key):
        return False
    head, _ = head_and_areas(name)
    if likeliest(head) in ("", unit.geonames):
        return False
    resolution = in_world(name)
    place = resolution.place
    if place is None:
        return bool(resolution.candidates) and unit.geonames != resolution.candidates[0].geonames
    return place.geonames != unit.geonames


def _by_other_spelling(engine: Engine, name: str) -> UnitMatch | None:
    """Return the unit that the graph has under another name, by the gazetteer."""
    place = in_world(name).place
    units = _units(engine, _NUMBERED % place.geonames) if place else []
    return UnitMatch(units[0]) if len(units) == 1 else None


def _candidates(units: Sequence[Unit], resolution: Resolution, with_world: bool) -> list[Place]:
    """Return units as places, and with them, if asked for, those that the graph lacks."""
    own = {unit.geonames: unit.place for unit in units if unit.geonames}
    others = [unit.place for unit in units if not unit.geonames]
    if not with_world:
        return [*own.values(), *others]
    world = {place.geonames: place for place in resolution.candidates}
    return sorted((world | own).values(), key=lambda place: -place.population) + others


def _inside(engine: Engine, units: list[Unit], where: Sequence[str]) -> list[Unit]:
    """Return the units that lie in all areas; a country is known by its names in the graph."""
    for read in (_country, lambda _, part: areas(part)):
        if not where or not units:
            return units
        groups = [read(engine, part) for part in where]
        inside = [unit for unit in units if all(unit.lies_in(group) for group in groups)]
        if inside:
            return inside
    return []


def _country(engine: Engine, name: str) -> frozenset[Area]:
    rows = engine.select(PREFIXES + _COUNTRY % literal(fold(name))).rows
    return frozenset(Area(local_name(country.text)) for (country,) in rows if country)


def _provinces(engine: Engine, name: str) -> list[Unit]:
    """Return the provinces that have a name in a language that the graph lacks: "Jawa Barat"."""
    rests = [rest for rest, unit_class in unit_readings(name) if unit_class == "Province"]
    heads = [name, *(head for rest in rests for head in unit_names(rest, "Province"))]
    for head in heads:
        meant = {area for area in areas(head) if area.subdivision}
        countries = sorted({area.country for area in meant})
        units = [unit for code in countries for unit in _units(engine, _PROVINCES % code)]
        # "Yogyakarta" alone is the city, and no province called "Special Region of Yogyakarta".
        same = [unit for unit in units if _areas_of(unit, plain=len(heads) > 1) & meant]
        if same:
            return same
    return []


def _areas_of(unit: Unit, *, plain: bool) -> frozenset[Area]:
    """Return the areas that a unit's names mean; if `plain`, without its word for a unit too."""
    names = [unit.labels[language] for language in ("en", "") if language in unit.labels]
    readings = [rest for name in names for rest, _ in unit_readings(name) if plain]
    return frozenset(area for name in [*names, *readings] for area in areas(name, unit.country))


def _with_names(engine: Engine, folded_names: Iterable[str]) -> list[Unit]:
    names = " ".join(literal(name) for name in folded_names if name)
    return _units(engine, _NAMED % names) if names else []


def _units(engine: Engine, pattern: str) -> list[Unit]:
    """Return the units that a pattern of SPARQL selects as `?unit`, by key."""
    units: dict[Term, Unit] = {}
    rows = engine.select(PREFIXES + _UNITS % pattern).rows
    for term, label, unit_class, country, same, part in rows:
        assert term and unit_class
        unit = units.setdefault(term.term, Unit(term.term, local_name(term.term)))
        unit.classes.add(local_name(unit_class.text))
        if label:
            unit.labels.setdefault(label.language, label.text)
        if country:
            unit.country = local_name(country.text)
        unit.geonames = (same and number_of_geonames(same.text)) or unit.geonames
        unit.part = part.text if part else unit.part
    return [units[term] for term in sorted(units)]
