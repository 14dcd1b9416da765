"""Sources, cities with their figures and office-holders, and countries, from statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import product

from kembar.profiles.facts import City, Country, Figure, SourceRecord, Stated, Tenure
from kembar.profiles.reading.names import Names
from kembar.profiles.reading.statements import Statements, Thing
from kembar.profiles.regions import region_of
from kembar.queries.saved import Text, split_list
from kembar.rdf.namespaces import NAMESPACES, local_name


def sources(statements: Statements) -> dict[str, SourceRecord]:
    """Return all sources by key; one that no table describes has its key for a name."""
    records = {key: SourceRecord(key, key, key) for key in statements.sources}
    for thing in statements.of("Source").values():
        title = thing.first("dcterms:title")
        records[thing.key] = SourceRecord(
            key=thing.key,
            name=thing.first("rdfs:label") or title or thing.key,
            title=title,
            type=statements.first_concept(thing, "kb:sourceType"),
            authors=authors(thing),
            publisher=thing.first("kb:publisher"),
            date=thing.first("kb:publishedOn"),
            address=thing.first("kb:webAddress"),
            language=thing.first("dcterms:language"),
            note=thing.first("rdfs:comment"),
        )
    return dict(sorted(records.items()))


def authors(thing: Thing) -> tuple[str, ...]:
    """Return the authors of a source or a study, as its first source lists them."""
    return tuple(
        author for part in split_list(thing.first("kb:author")) if (author := part.strip())
    )


def cities(statements: Statements, names: Names, partners: Iterable[str]) -> dict[str, City]:
    """Return all units by key, and those partners of which only the key is known.

    Args:
        statements: of the graph.
        names: of the graph.
        partners: IRIs of all partners.
    """
    units = statements.of("TerritorialUnit")
    figures, tenures = _figures(statements), _tenures(statements, names)
    found_cities = {
        local_name(iri): City(
            local_name(iri), iri, Text(local_name(iri)), (), "", statements.kind_of_unit(Thing(iri))
        )
        for iri in sorted(partners)
        if iri not in units
    }
    for iri, unit in units.items():
        homes = unit.texts("kb:country")
        home = statements.of("Country").get(homes[0]) if homes else None
        found_cities[unit.key] = City(
            key=unit.key,
            iri=iri,
            name=names.unit(iri),
            names=_all_names(unit),
            country=unit.first_key("kb:country"),
            type=statements.kind_of_unit(unit),
            tier=statements.stated_concepts(unit, "kb:governmentTier"),
            place=_place(unit),
            figures=figures.get(iri, ()),
            tenures=tenures.get(iri, ()),
            languages=tuple(home.texts("kb:officialLanguage")) if home else (),
            part_of=unit.first_key("kb:partOf"),
            wikidata=_wikidata(unit),
            sources=unit.sources,
        )
    return dict(sorted(found_cities.items()))


def countries(statements: Statements, names: Names) -> dict[str, Country]:
    """Return the countries of all units by code."""
    homes = {
        iri
        for unit in statements.of("TerritorialUnit").values()
        for iri in unit.texts("kb:country")
    }
    return {
        code: Country(code, names.country(iri), region_of(code))
        for code, iri in sorted((local_name(iri), iri) for iri in homes)
    }


def _all_names(unit: Thing) -> tuple[tuple[str, str], ...]:
    names = {
        (value.language, value.text)
        for name in ("rdfs:label", "skos:altLabel")
        for value, _ in unit.values(name)
    }
    return tuple(sorted(names))


def _place(unit: Thing) -> tuple[float, float] | None:
    """The first coordinates that are some: a file may state any text."""
    for north, east in product(unit.texts("wgs84:lat"), unit.texts("wgs84:long")):
        with suppress(ValueError):
            latitude, longitude = float(north), float(east)
            # False of a NaN too.
            if abs(latitude) <= 90 and abs(longitude) <= 180:
                return latitude, longitude
    return None


def _wikidata(unit: Thing) -> str:
    items = (text for text in unit.texts("skos:exactMatch") if text.startswith(NAMESPACES["wd"]))
    return local_name(next(items, ""))


def _figures(statements: Statements) -> Mapping[str, tuple[Figure, ...]]:
    """The figures of each unit; sources that differ on one have a figure each."""
    figures: dict[str, list[Figure]] = defaultdict(list)
    for observation in statements.of("Observation").values():
        indicator = statements.first_concept(observation, "kb:indicator")
        if indicator is None:
            continue
        for number in observation.stated("kb:value"):
            with suppress(ValueError):
                figure = Figure(
                    indicator,
                    observation.first("kb:period"),
                    float(number.value),
                    observation.first("kb:unit"),
                    number.sources,
                )
                for unit in observation.texts("kb:observedUnit"):
                    figures[unit].append(figure)
    return {
        unit: tuple(sorted(those, key=lambda one: (one.indicator.notation, one.period, one.value)))
        for unit, those in figures.items()
    }


def _tenures(statements: Statements, names: Names) -> Mapping[str, tuple[Tenure, ...]]:
    """The tenures of each unit, by beginning."""
    tenures: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in statements.of("Tenure").values():
        holders = {names.one_person(person) for person in tenure.texts("kb:holder")}
        for unit in tenure.texts("kb:heldIn"):
            tenures[unit] += [
                Tenure(
                    person=names.person(person),
                    office=tenure.first("kb:office"),
                    unit=local_name(unit),
                    start=tenure.stated("kb:startDate"),
                    end=tenure.stated("kb:endDate"),
                    sources=tenure.sources,
                )
                for person in sorted(holders)
            ]
    return {unit: tuple(sorted(those, key=_by_beginning)) for unit, those in tenures.items()}


def _by_beginning(tenure: Tenure) -> tuple[str, str, str]:
    dates: tuple[Stated[str], ...] = tenure.start or tenure.end
    return min((date.value for date in dates), default=""), tenure.office, tenure.person
