"""Names that a source writes -> cities: by identifier, by what a person decided, by name.

Nothing is guessed silently: what is understood says how and how surely, and what is not goes to a
review file with its candidates.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kembar.errors import InputError
from kembar.importers.links import Mention
from kembar.model.formula_escape import escape_formula, unescape_formula
from kembar.model.to_rdf import slug
from kembar.names.countries import country_code
from kembar.names.gazetteer import Gazetteer, Place
from kembar.rdf.engine import Engine
from kembar.rdf.terms import Value, literal

MentionKey = tuple[str, str, str, str]
"""What makes two mentions of a source the same: name, country, identifier, coordinates."""

SMALLEST = 5000
"""Inhabitants of the cities that are known. On a real list of 4,566 places those of 15,000 gave
3,880 cities and those of 5,000 gave 4,206, as often rightly; those of 1,000 gave 32 more for four
times the time.
"""

SKIP = "skip"
"""A reviewer's word for a place that is to be left out."""

_KNOWN = """
PREFIX kb: <https://w3id.org/kembar/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#>
SELECT DISTINCT ?key ?name ?state ?lat ?long ?same WHERE {
  GRAPH ?said {
    ?unit a kb:TerritorialUnit ; kb:key ?key ; rdfs:label|skos:altLabel ?name ; kb:country ?state .
    OPTIONAL { ?unit wgs84:lat ?lat ; wgs84:long ?long }
    OPTIONAL { ?unit skos:exactMatch ?same }
  }
  FILTER(!STRSTARTS(STR(?said), %s))
  FILTER(!STRSTARTS(STR(?said), "https://w3id.org/kembar/graph/retired/"))
}
"""
_WIKIDATA = "http://www.wikidata.org/entity/"
_GEONAMES = "https://sws.geonames.org/"
_ASKED = ("name", "country", "wikidata", "coordinates")
_COLUMNS = (*_ASKED, "lines", "why", "choice", "candidates")


@dataclass(frozen=True)
class Reconciliation:
    """What a mention was taken for, how, and how surely (0 to 1); `city` is None where nothing is.

    `how` is identifier, reviewed, exact, normalised, close, new (known by its identifier to the
    source alone), ambiguous, unknown or skipped.
    """

    mention: Mention
    city: str | None
    how: str
    score: float
    place: Place | None = None
    candidates: tuple[Place, ...] = ()


class Reconciler:
    """Understands mentions one by one; what one identifier was taken for, no other is.

    Args:
        engine: whose cities are known.
        reviewed: what a person decided, by `review_key`.
        without: the beginning of the names of graphs that do not count: those of the source itself,
            so that importing it again understands it as the first time.
    """

    def __init__(
        self,
        engine: Engine,
        reviewed: Mapping[MentionKey, str] | None = None,
        without: str = "none:",
    ) -> None:
        self._reviewed = reviewed or {}
        known = _known_places(engine, without)
        self._by_key = {place.key: place for place, _ in known}
        self._made: dict[str, Place] = dict(self._by_key)
        self._by_wikidata = {place.wikidata: place for place, _ in known if place.wikidata}
        self._by_geonames = {place.geonames: place for place, _ in known if place.geonames}
        self._gazetteer = Gazetteer.load(known, SMALLEST)
        self._done: dict[MentionKey, Reconciliation] = {}
        self._taken: dict[str, str] = {}

    def understand(self, mention: Mention) -> Reconciliation:
        """What one mention means; the same mention always means the same."""
        asked = review_key(mention)
        if asked not in self._done:
            self._done[asked] = self._fresh(mention, asked)
        return self._done[asked]

    def known_keys(self) -> set[str]:
        """The keys of the cities that the graph had before."""
        return {place.key for place in self._by_key.values() if place.key}

    def _fresh(self, mention: Mention, asked: MentionKey) -> Reconciliation:
        decided = self._reviewed.get(asked, "").strip()
        if decided:
            return self._decided(mention, decided)
        if mention.wikidata in self._by_wikidata:
            place = self._by_wikidata[mention.wikidata]
            return Reconciliation(mention, place.key, "identifier", 1.0, place)
        numbered = self._gazetteer.by_geonames_id(mention.geonames) if mention.geonames else None
        if numbered:
            return self._taken_for(mention, numbered, "identifier", 1.0)
        near = None
        if mention.latitude is not None and mention.longitude is not None:
            near = (mention.latitude, mention.longitude)
        found = self._gazetteer.resolve(mention.name, mention.country, near=near)
        if found.place is None:
            return self._alone(mention, found.how, found.candidates)
        return self._taken_for(mention, found.place, found.how, found.score)

    def _taken_for(self, mention: Mention, place: Place, how: str, score: float) -> Reconciliation:
        """A mention taken for a place, unless another identifier was taken for it before."""
        key = self._key_of(place)
        before = self._taken.get(key, "")
        if before and mention.wikidata and before != mention.wikidata:
            # Delhi and New Delhi are one name in the gazetteer, and two things in the source.
            return self._alone(mention, "ambiguous", (place,))
        self._taken[key] = before or mention.wikidata
        return Reconciliation(mention, key, how, score, place)

    def _decided(self, mention: Mention, decided: str) -> Reconciliation:
        """What a reviewer wrote: a key of the graph, a number of GeoNames, or `SKIP`."""
        if decided == SKIP:
            return Reconciliation(mention, None, "skipped", 1.0)
        if decided in self._by_key:
            return Reconciliation(mention, decided, "reviewed", 1.0, self._by_key[decided])
        place = self._by_geonames.get(decided) or self._gazetteer.by_geonames_id(decided)
        if place is None:
            fault = f"{decided!r} is no city's key, no number of GeoNames, and not {SKIP!r}"
            raise InputError(fault, column="choice")
        return Reconciliation(mention, self._key_of(place), "reviewed", 1.0, place)

    def _alone(self, mention: Mention, how: str, candidates: tuple[Place, ...]) -> Reconciliation:
        """A place that only the source knows: taken as new where an identifier tells it apart."""
        code = country_code(mention.country)
        if mention.wikidata and code and mention.name != mention.wikidata:
            key = f"{code}-{slug(mention.name)}-{mention.wikidata.lower()}"
            return Reconciliation(mention, key, "new", 1.0)
        return Reconciliation(mention, None, how, 0.0, candidates=candidates)

    def _key_of(self, place: Place) -> str:
        """The graph's key of a place; one made of country and name where it has none yet."""
        if place.key:
            return place.key
        if place.geonames in self._by_geonames:
            return self._by_geonames[place.geonames].key
        key = f"{place.country}-{slug(place.name)}"
        other = self._made.setdefault(key, place)
        return key if other.geonames == place.geonames else f"{key}-{place.geonames}"


def review_key(mention: Mention) -> MentionKey:
    """What makes two mentions of a source the same."""
    told = mention.latitude is not None and mention.longitude is not None
    where = f"{mention.latitude} {mention.longitude}" if told else ""
    return (mention.name, mention.country, mention.wikidata, where)


def review_text(
    open_ones: Iterable[Reconciliation], lines: Mapping[MentionKey, Sequence[int]]
) -> str:
    """The review file, as CSV: one row a name, with its candidates, `choice` to be filled in."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for one in sorted(open_ones, key=lambda one: review_key(one.mention)):
        mention = one.mention
        asked = review_key(mention)
        writer.writerow(
            {
                **{name: escape_formula(cell) for name, cell in zip(_ASKED, asked, strict=True)},
                "lines": " ".join(map(str, lines.get(asked, ())[:10])),
                "why": one.how,
                "choice": "",
                "candidates": "; ".join(_shown(place) for place in one.candidates),
            }
        )
    return out.getvalue()


def read_review(path: Path) -> dict[MentionKey, str]:
    """What a person decided, from a completed review file.

    Raises:
        InputError: it cannot be read, or has other columns.
    """
    try:
        content = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("is not UTF-8; save it as CSV UTF-8", file=path) from None
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=path) from None
    reader = csv.DictReader(io.StringIO(content, newline=""))
    for column in (*_ASKED, "choice"):
        if column not in (reader.fieldnames or ()):
            raise InputError("this column is missing", file=path, line=1, column=column)
    decided: dict[MentionKey, str] = {}
    for row in reader:
        name, country, wikidata, where = (unescape_formula(row[column] or "") for column in _ASKED)
        decided[name, country, wikidata, where] = row["choice"] or ""
    return decided


def _shown(place: Place) -> str:
    name = f"{place.name}, {place.country.upper()}"
    inhabitants = f", {place.population:,} inhabitants" if place.population else ""
    return f"{place.key or place.geonames} = {name}{inhabitants}"


def _known_places(engine: Engine, without: str) -> list[tuple[Place, list[str]]]:
    """The graph's own cities with all their names."""
    names: defaultdict[str, set[Value]] = defaultdict(set)
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for key, name, state, latitude, longitude, same in engine.select(
        _KNOWN % literal(without)
    ).rows:
        if key is None or name is None or state is None:
            continue
        names[key.text].add(name)
        told[key.text]["country"] = state.text.rpartition("/")[2]
        if latitude and longitude:
            told[key.text] |= {"latitude": latitude.text, "longitude": longitude.text}
        if same and same.text.startswith(_WIKIDATA):
            told[key.text]["wikidata"] = same.text.removeprefix(_WIKIDATA)
        if same and same.text.startswith(_GEONAMES):
            told[key.text]["geonames"] = same.text.removeprefix(_GEONAMES).strip("/")
    return [
        (
            Place(
                geonames=facts.get("geonames", ""),
                name=_main_name(names[key]),
                country=facts["country"],
                latitude=float(facts.get("latitude", "nan")),
                longitude=float(facts.get("longitude", "nan")),
                population=0,
                key=key,
                wikidata=facts.get("wikidata", ""),
            ),
            sorted({name.text for name in names[key]}),
        )
        for key, facts in told.items()
    ]


def _main_name(names: set[Value]) -> str:
    """The name that the graph shows by the rule for names: the first of the English ones."""
    english = [name.text for name in names if name.language == "en"]
    return min(english or [name.text for name in names])
