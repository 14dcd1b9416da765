"""Reconciliation of mentions with cities: by identifier, by a person's decision, by name.

Nothing is guessed silently: a match has its method and its score, and a mention without a match
goes to a review file with its candidates.
"""

from __future__ import annotations

import csv
import io
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kembar.errors import InputError, quoted
from kembar.importers.links import Mention, qid
from kembar.inputs.files import read_text
from kembar.language import _, _n
from kembar.model.formula_escape import escape_formula, unescape_formula
from kembar.model.to_rdf import GEONAMES, slug
from kembar.names.countries import country_code
from kembar.names.gazetteer import Gazetteer, Place, Resolution
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, local_name
from kembar.rdf.terms import Value, literal

MentionKey = tuple[str, str, str, str]
"""The identity of a mention within a source: name, country, QID, coordinates."""

FAR = 200
"""Kilometres; a position that lies farther from a place is no blurred one of the same place."""

SAME_PLACE = 50
"""Kilometres between a city and the region or the old town of its name, which lists mix up."""

MIN_POPULATION = 5000
"""Inhabitants of the smallest cities that names match.

On a real list of 4,566 places a minimum of 15,000 matched 3,880 of them and one of 5,000 matched
4,206, with the same precision; one of 1,000 matched 32 more in four times the time.
"""

SKIP = "skip"
"""The choice of a reviewer who leaves a place out."""

_GRAPH_PLACES = """
PREFIX kb: <https://w3id.org/kembar/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#>
SELECT DISTINCT ?key ?name ?state ?lat ?long ?same WHERE {
  GRAPH ?graph {
    ?unit a kb:TerritorialUnit ; kb:key ?key ; rdfs:label|skos:altLabel ?name ; kb:country ?state .
    OPTIONAL { ?unit wgs84:lat ?lat ; wgs84:long ?long }
    OPTIONAL { ?unit skos:exactMatch ?same }
  }
  FILTER(!STRSTARTS(STR(?graph), %s))
  FILTER(!STRSTARTS(STR(?graph), "https://w3id.org/kembar/graph/retired/"))
}
"""
_KEY_COLUMNS = ("name", "country", "wikidata", "coordinates")
_REVIEW_COLUMNS = (*_KEY_COLUMNS, "lines", "why", "choice", "candidates")


@dataclass(frozen=True)
class Reconciliation:
    """The city that a mention refers to: its key (None without a match), the method, the score.

    `how` is identifier, reviewed, exact, normalised, close, new (a city that only the source has,
    with an identifier), contradicted (its identifier is that of another place than its name,
    country or position), ambiguous, unknown or skipped; `score` is from 0 to 1. `id_believed` is
    false where a reviewer chose another place than the one that the identifier means.
    """

    mention: Mention
    city: str | None
    how: str
    score: float
    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    id_believed: bool = True


class Reconciler:
    """Matches mentions with cities one by one; two QIDs never match the same city by name.

    Args:
        engine: the graph with its cities.
        choices: the choices of a person, by `mention_key`.
        ignored_graphs: the start of the names of graphs that are ignored: those of the source
            itself, so that a second import has the same matches as the first.
    """

    def __init__(
        self,
        engine: Engine,
        choices: Mapping[MentionKey, str] | None = None,
        ignored_graphs: str = "none:",
    ) -> None:
        self._choices = choices or {}
        places = _graph_places(engine, ignored_graphs)
        self._by_key = {place.key: place for place, _ in places}
        self._by_wikidata = {place.wikidata: place for place, _ in places if place.wikidata}
        self._by_geonames = {place.geonames: place for place, _ in places if place.geonames}
        self._gazetteer = Gazetteer.load(places, MIN_POPULATION)
        self._cache: dict[MentionKey, Reconciliation] = {}
        # By the key of a city: the place it belongs to, with new ones; the QID that matched it.
        self._place_of_key: dict[str, Place] = dict(self._by_key)
        self._qid_of_key: dict[str, str] = {}
        self._key_of_qid: dict[str, str] = {}

    def reconcile(self, mention: Mention) -> Reconciliation:
        """The city of a mention; equal mentions always have the same."""
        key = mention_key(mention)
        if key not in self._cache:
            self._cache[key] = self._match(mention, self._choices.get(key, "").strip())
        return self._cache[key]

    def known_keys(self) -> set[str]:
        """The keys of the cities that the graph has already."""
        return {place.key for place in self._by_key.values() if place.key}

    def _match(self, mention: Mention, choice: str) -> Reconciliation:
        if choice:
            return self._reviewed_match(mention, choice)
        place = self._place_of_identifier(mention)
        if place and self._contradicts(mention, place):
            named = self._resolve(mention).place
            candidates = (place, named) if named else (place,)
            return Reconciliation(mention, None, "contradicted", 0.0, candidates=candidates)
        if place and place.wikidata and place.wikidata == mention.wikidata:
            return Reconciliation(mention, place.key, "identifier", 1.0, place)
        if place:
            return self._place_match(mention, place, "identifier", 1.0)
        resolution = self._resolve(mention)
        if resolution.place is None:
            return self._new_or_open(mention, resolution.how, resolution.candidates)
        return self._place_match(mention, resolution.place, resolution.how, resolution.score)

    def _place_of_identifier(self, mention: Mention) -> Place | None:
        place = self._by_wikidata.get(mention.wikidata)
        if place or not mention.geonames:
            return place
        return self._by_geonames.get(mention.geonames) or self._gazetteer.by_geonames(
            mention.geonames
        )

    def _resolve(self, mention: Mention) -> Resolution:
        return self._gazetteer.resolve(mention.name, mention.country, near=_position(mention))

    def _contradicts(self, mention: Mention, place: Place) -> bool:
        """True if position, name and country of a mention speak against its identifier.

        A name that nobody knows, or a country that names a territory otherwise, does not.
        """
        position = _position(mention)
        if position and place.kilometres(*position) > FAR:
            return True
        if qid(mention.name):
            return False  # a list of identifiers alone
        here = (place.latitude, place.longitude)
        near = None if math.isnan(place.latitude) else here
        if _are_same(self._gazetteer.resolve(mention.name, place.country, near=near).place, place):
            return False
        named = self._resolve(mention).place
        if named:
            return not _are_same(named, place)
        code = country_code(mention.country)
        return bool(code) and code != place.country

    def _place_match(
        self, mention: Mention, place: Place, how: str, score: float
    ) -> Reconciliation:
        """A match with a place, unless a mention with another QID matched it before."""
        key = self._key_of(place)
        earlier = self._qid_of_key.get(key, "")
        is_another = bool(place.wikidata) and place.wikidata != mention.wikidata
        # One identifier copied down a column stands beside several names.
        first_key = self._key_of_qid.setdefault(mention.wikidata, key)
        if mention.wikidata and (is_another or first_key != key):
            return Reconciliation(mention, None, "contradicted", 0.0, candidates=(place,))
        if earlier and mention.wikidata and earlier != mention.wikidata:
            # Delhi and New Delhi have one name in the gazetteer, and two QIDs in the source.
            return self._new_or_open(mention, "ambiguous", (place,))
        self._qid_of_key[key] = earlier or mention.wikidata
        return Reconciliation(mention, key, how, score, place)

    def _reviewed_match(self, mention: Mention, choice: str) -> Reconciliation:
        """The match that a reviewer chose: a key of the graph, a number of GeoNames, or `SKIP`."""
        if choice == SKIP:
            return Reconciliation(mention, None, "skipped", 1.0)
        if choice in self._by_key:
            return self._reviewed(mention, choice, self._by_key[choice])
        place = self._by_geonames.get(choice) or self._gazetteer.by_geonames(choice)
        if place is None:
            fault = _(
                "{name}: {choice} is neither the key of a city, nor a GeoNames number, nor {skip}",
                name=quoted(mention.name),
                choice=quoted(choice),
                skip=quoted(SKIP),
            )
            raise InputError(fault, column="choice")
        return self._reviewed(mention, self._key_of(place), place)

    def _reviewed(self, mention: Mention, key: str, place: Place) -> Reconciliation:
        owner = self._by_wikidata.get(mention.wikidata)
        is_of_another = owner is not None and owner.key != key
        is_another = bool(place.wikidata) and place.wikidata != mention.wikidata
        believed = not (is_of_another or is_another)
        return Reconciliation(mention, key, "reviewed", 1.0, place, id_believed=believed)

    def _new_or_open(
        self, mention: Mention, how: str, candidates: tuple[Place, ...]
    ) -> Reconciliation:
        """A new city if the mention has a QID, a country and a name, else no match."""
        code = country_code(mention.country)
        if mention.wikidata and code and mention.name != mention.wikidata:
            key = f"{code}-{slug(mention.name)}-{mention.wikidata.lower()}"
            return Reconciliation(mention, key, "new", 1.0)
        return Reconciliation(mention, None, how, 0.0, candidates=candidates)

    def _key_of(self, place: Place) -> str:
        """The key of a place in the graph; a new one of country and name if it has none."""
        if place.key:
            return place.key
        if place.geonames in self._by_geonames:
            return self._by_geonames[place.geonames].key
        key = f"{place.country}-{slug(place.name)}"
        other = self._place_of_key.setdefault(key, place)
        return key if other.geonames == place.geonames else f"{key}-{place.geonames}"


def _position(mention: Mention) -> tuple[float, float] | None:
    if mention.latitude is None or mention.longitude is None:
        return None
    return mention.latitude, mention.longitude


def _are_same(one: Place | None, other: Place) -> bool:
    """True if two places are one, perhaps told by the graph and by the gazetteer."""
    if one is None:
        return False
    same_id = bool(one.geonames) and one.geonames == other.geonames
    same_key = bool(one.key) and one.key == other.key
    return same_id or same_key or one.kilometres(other.latitude, other.longitude) <= SAME_PLACE


def mention_key(mention: Mention) -> MentionKey:
    """The key of a mention; equal keys are the same place for the source."""
    has_position = mention.latitude is not None and mention.longitude is not None
    position = f"{mention.latitude} {mention.longitude}" if has_position else ""
    return (mention.name, mention.country, mention.wikidata, position)


def review_csv(
    unmatched: Iterable[Reconciliation],
    lines: Mapping[MentionKey, Sequence[int]],
    choices: Mapping[MentionKey, str] = MappingProxyType({}),
) -> str:
    """The review file as CSV: a row for each mention with its candidates and an empty `choice`.

    Args:
        unmatched: the reconciliations without a city.
        lines: the lines of the source with the mention.
        choices: those that a person has made, which the file keeps.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, _REVIEW_COLUMNS, lineterminator="\n")
    writer.writeheader()
    by_key = {mention_key(match.mention): match for match in unmatched}
    for key in sorted({*by_key, *filter(choices.get, choices)}):
        open_match = by_key.get(key)
        cells = map(escape_formula, key)
        writer.writerow(
            {
                **dict(zip(_KEY_COLUMNS, cells, strict=True)),
                "lines": " ".join(map(str, lines.get(key, ())[:10])),
                "why": open_match.how if open_match else "reviewed",
                "choice": choices.get(key, ""),
                "candidates": "; ".join(
                    map(_candidate_text, open_match.candidates if open_match else ())
                ),
            }
        )
    return out.getvalue()


def read_review(path: Path) -> dict[MentionKey, str]:
    """The choices of a person in a completed review file.

    Raises:
        InputError: the file cannot be read, or lacks a column.
    """
    content = read_text(path)
    reader = csv.DictReader(io.StringIO(content, newline=""))
    for column in (*_KEY_COLUMNS, "choice"):
        if column not in (reader.fieldnames or ()):
            raise InputError(_("this column is missing"), file=path, line=1, column=column)
    choices: dict[MentionKey, str] = {}
    for row in reader:
        cells = (unescape_formula(row[column] or "") for column in _KEY_COLUMNS)
        name, country, wikidata, position = cells
        choices[name, country, wikidata, position] = row["choice"] or ""
    return choices


def _candidate_text(place: Place) -> str:
    name = f"{place.key or place.geonames} = {place.name}, {place.country.upper()}"
    if not place.population:
        return name
    return _n(
        "{name}, {count} inhabitant", "{name}, {count} inhabitants", place.population, name=name
    )


def _graph_places(engine: Engine, ignored_graphs: str) -> list[tuple[Place, list[str]]]:
    """The cities of the graph, each with all its names."""
    names: defaultdict[str, set[Value]] = defaultdict(set)
    values: defaultdict[str, dict[str, str]] = defaultdict(dict)
    rows = engine.select(_GRAPH_PLACES % literal(ignored_graphs)).rows
    for key, name, state, latitude, longitude, same in rows:
        if key is None or name is None or state is None:
            continue
        names[key.text].add(name)
        place = values[key.text]
        place["country"] = local_name(state.text)
        if latitude and longitude:
            place |= {"latitude": latitude.text, "longitude": longitude.text}
        if same and same.text.startswith(NAMESPACES["wd"]):
            place["wikidata"] = same.text.removeprefix(NAMESPACES["wd"])
        if same and same.text.startswith(GEONAMES):
            place["geonames"] = same.text.removeprefix(GEONAMES).strip("/")
    return [
        (_place(key, names[key], values[key]), sorted({name.text for name in names[key]}))
        for key in values
    ]


def _place(key: str, names: set[Value], values: Mapping[str, str]) -> Place:
    return Place(
        geonames=values.get("geonames", ""),
        name=_main_name(names),
        country=values["country"],
        latitude=float(values.get("latitude", "nan")),
        longitude=float(values.get("longitude", "nan")),
        population=0,
        key=key,
        wikidata=values.get("wikidata", ""),
    )


def _main_name(names: set[Value]) -> str:
    """The name that the graph shows: the first of the English ones, else of all."""
    english = [name.text for name in names if name.language == "en"]
    return min(english or [name.text for name in names])
