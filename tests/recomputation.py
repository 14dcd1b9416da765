"""Answers recomputed from the tables by polars: none of Kembar's own reading, rules or queries.

`Tables` reads the CSV files of some folders of data as they stand. `EXPECTED` has a function for
each question that counts or adds up; it returns rows of keys and numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import polars as pl

Rows = list[tuple[object, ...]]

NOT_ESTABLISHED = ("prospective", "cancelled")
ESTABLISHED = ("established", "active", "suspended", "ended")
ONE = pl.col("one")


class Tables:
    """The rows of all tables of a kind, as texts; "" where a cell or a column is missing.

    Args:
        folders: each with tables of its own.
        retired: keys of things that no question may count any more.
    """

    def __init__(self, folders: Iterable[Path], retired: Iterable[str] = ()) -> None:
        self._folders = sorted(folders)
        self._retired = list(retired)

    def rows(self, name: str, *columns: str) -> pl.DataFrame:
        """Return the rows of a kind, with `folder`; the named columns always exist."""
        paths = [path for f in self._folders if (path := f / f"{name}.csv").is_file()]
        frames = [
            pl.read_csv(path, infer_schema=False).with_columns(
                pl.lit(path.parent.name).alias("folder")
            )
            for path in paths
        ]
        schema = dict.fromkeys(("folder", *columns), pl.String)
        frame = pl.concat([pl.DataFrame(schema=schema), *frames], how="diagonal")
        frame = frame.with_columns(pl.all().fill_null("").str.strip_chars())
        first = frames[0].columns[0] if frames else columns[0]
        return frame.filter(~pl.col(first).is_in(self._retired))

    def pairs(self, name: str, key: str, value: str) -> pl.DataFrame:
        """Return what the rows say of a key: distinct pairs `key`, `value`; lists one by one."""
        return (
            self.rows(name, key, value)
            .select(pl.col(key).alias("key"), pl.col(value).str.split(";").alias("value"))
            .explode("value")
            .with_columns(pl.col("value").str.strip_chars())
            .filter((pl.col("value") != "") & (pl.col("key") != ""))
            .unique()
        )

    def values(self, name: str, key: str, value: str) -> dict[str, set[str]]:
        """Return the values of each key."""
        values: dict[str, set[str]] = {}
        for thing, each in self.pairs(name, key, value).iter_rows():
            values.setdefault(thing, set()).add(each)
        return values

    def keys(self, name: str, key: str) -> set[str]:
        """Return the keys of all things of a kind."""
        return {*self.rows(name, key)[key]} - {""}

    # Parts that several questions build on.

    def partners(self) -> dict[str, set[str]]:
        """Return the partners of each established partnership."""
        established = self.established()
        partners = self.values("partnerships", "partnership", "cities")
        return {relation: units for relation, units in partners.items() if relation in established}

    def established(self) -> set[str]:
        """Return the partnerships that one source at least does not call a mere prospect."""
        rows = self.rows(
            "partnerships", "partnership", "kind", "since", "until", "status", "source"
        )
        kinds = pl.col("kind").str.contains("prospective")
        claims = rows.group_by("partnership", "folder", "source").agg(
            (kinds | pl.col("status").is_in(NOT_ESTABLISHED)).any().alias("open"),
            pl.col("status").is_in(ESTABLISHED).any().alias("firm"),
            pl.any_horizontal(pl.col("kind", "since", "until") != "").any().alias("told"),
        )
        whole = claims.group_by("partnership").agg(
            (pl.col("firm") | (pl.col("told") & ~pl.col("open"))).any().alias("firm"),
            pl.col("open").any().alias("open"),
        )
        return {*whole.filter(pl.col("firm") | ~pl.col("open"))["partnership"]}

    def countries(self) -> dict[str, str]:
        """Return the country of each unit."""
        return dict(self.pairs("cities", "city", "country").iter_rows())

    def carried_out(self) -> set[str]:
        """Return the activities that were carried out, as some source says."""
        return {
            key for key, states in self.values("activities", "activity", "status").items()
            if "carried-out" in states
        }  # fmt: skip

    def done_under(self) -> pl.DataFrame:
        """Return `activity` and `relation`: carried out, under established partnerships."""
        return self._under("activities", "activity", "partnerships", self.carried_out())

    def agreed_under(self) -> pl.DataFrame:
        """Return `activity` (of agreements) and `relation`."""
        return self._under("agreements", "agreement", "partnership", None)

    def _under(self, name: str, key: str, column: str, of: set[str] | None) -> pl.DataFrame:
        pairs = self.pairs(name, key, column).rename({"key": "activity", "value": "relation"})
        pairs = pairs.filter(pl.col("relation").is_in([*self.established()]))
        return pairs if of is None else pairs.filter(pl.col("activity").is_in([*of]))

    def largest(self, column: str) -> pl.DataFrame:
        """Return `activity` and `number`: the greatest of what rows say that it was carried out."""
        return (
            self.rows("activities", "activity", column, "status")
            .filter((pl.col(column) != "") & (pl.col("status") == "carried-out"))
            .group_by("activity")
            .agg(pl.col(column).cast(pl.Float64).max().alias("number"))
        )

    def years(self) -> pl.DataFrame:
        """Return `activity` and `year`: the first of the years that dates of one year tell."""
        return (
            self.rows("activities", "activity", "start")
            .filter(pl.col("start").str.contains(r"^\d{4}(-[01]\d(-\d\d)?)?$"))
            .group_by("activity")
            .agg(pl.col("start").min().str.slice(0, 4).alias("year"))
        )


def _rows(frame: pl.DataFrame) -> Rows:
    return [*frame.iter_rows()]


def _twins(tables: Tables) -> dict[str, set[str]]:
    twins: dict[str, set[str]] = {}
    for units in tables.partners().values():
        for unit in units:
            twins.setdefault(unit, set()).update(units - {unit})
    return {unit: others for unit, others in twins.items() if others}


def most_connected(tables: Tables) -> Rows:
    home = tables.countries()
    return [
        (unit, len(others), len({home[o] for o in others}))
        for unit, others in _twins(tables).items()
    ]


def cities_of_country(tables: Tables) -> Rows:
    home, twins, partners = tables.countries(), _twins(tables), tables.partners()
    documents, done = tables.agreed_under(), tables.done_under()
    rows: Rows = []
    for unit in (unit for unit, country in home.items() if country == "id"):
        own = [relation for relation, units in partners.items() if unit in units]
        under = [f.filter(pl.col("relation").is_in(own))["activity"] for f in (documents, done)]
        others = twins.get(unit, set())
        if others or any(map(len, under)):
            rows.append((unit, len(others), len({home[o] for o in others}),
                         *(each.n_unique() for each in under)))  # fmt: skip
    return rows


def countries_by_partnerships(tables: Tables) -> Rows:
    home = tables.countries()
    frame = pl.DataFrame(
        [(home[u], r, u) for r, units in tables.partners().items() for u in units],
        schema=["country", "relation", "unit"], orient="row",
    )  # fmt: skip
    counts = frame.group_by("country").agg(pl.col("relation", "unit").n_unique())
    return _rows(counts)


def country_pairs(tables: Tables) -> Rows:
    home, languages = tables.countries(), tables.values("countries", "country", "languages")
    pairs = {
        (one, other, relation)
        for relation, units in tables.partners().items()
        for one in {home[u] for u in units}
        for other in {home[u] for u in units}
        if one < other
    }
    frame = pl.DataFrame([*pairs], schema=["one", "other", "relation"], orient="row")
    joined = frame.join(tables.done_under(), on="relation", how="left")
    counts = joined.group_by("one", "other").agg(
        pl.col("relation", "activity").drop_nulls().n_unique()
    )
    return [
        (f"{one} {other}", relations, done,
         relations if languages.get(one, set()) & languages.get(other, set()) else 0)
        for one, other, relations, done in counts.iter_rows()
    ]  # fmt: skip


def activities_by_year(tables: Tables) -> Rows:
    joined = tables.done_under().join(tables.years(), on="activity")
    return _rows(joined.group_by("year").agg(pl.col("activity", "relation").n_unique()))


def activity_kinds(tables: Tables) -> Rows:
    kinds = tables.pairs("activities", "activity", "kind").rename(
        {"key": "activity", "value": "kind"}
    )
    places = tables.pairs("activities", "activity", "place").rename(
        {"key": "activity", "value": "place"}
    )
    joined = tables.done_under().join(kinds, on="activity").join(places, on="activity", how="left")
    counts = joined.group_by("kind").agg(pl.col("activity", "relation").n_unique(),
                                         pl.col("place").drop_nulls().n_unique())  # fmt: skip
    return _rows(counts)


def agencies_by_activities(tables: Tables) -> Rows:
    carriers = tables.pairs("activities", "activity", "organisers").rename({"key": "activity"})
    joined = tables.done_under().join(carriers, on="activity")
    return _rows(joined.group_by("value").agg(pl.col("activity", "relation").n_unique()))


def capacity_by_field(tables: Tables) -> Rows:
    fields = tables.pairs("activities", "activity", "fields").rename(
        {"key": "activity", "value": "field"}
    )
    groups = tables.pairs("activities", "activity", "capacity_dimension").rename(
        {"key": "activity", "value": "group"})  # fmt: skip
    joined = tables.done_under().join(fields, on="activity").join(groups, on="activity")
    return _rows(joined.group_by("field", "group").agg(pl.col("activity", "relation").n_unique()))


def capacity_by_partnership(tables: Tables) -> Rows:
    groups = tables.pairs("activities", "activity", "capacity_dimension").rename(
        {"key": "activity"}
    )
    joined = tables.done_under().join(groups, on="activity")
    joined = joined.join(tables.largest("participants"), on="activity", how="left").unique()
    counts = joined.group_by("relation", "value").agg(
        pl.col("activity").n_unique(), pl.col("number").fill_null(0).sum())  # fmt: skip
    return _rows(counts)


def fields_agreed(tables: Tables) -> Rows:
    parts = []
    for name, key, under, kind in (
        ("agreements", "agreement", tables.agreed_under(), "agreed"),
        ("activities", "activity", tables.done_under(), "did"),
    ):
        fields = tables.pairs(name, key, "fields").rename({"key": "activity", "value": "field"})
        parts.append(under.join(fields, on="activity").with_columns(pl.lit(kind).alias("part")))
    of = [pl.col("activity").filter(pl.col("part") == kind).n_unique().alias(kind)
          for kind in ("agreed", "did")]  # fmt: skip
    return _rows(pl.concat(parts).group_by("field").agg(*of, pl.col("relation").n_unique()))


def funding(tables: Tables) -> Rows:
    under = {*tables._under("activities", "activity", "partnerships", None)["activity"]}
    sums = (
        tables.rows("activities", "activity", "budget", "currency", "payer")
        .filter((pl.col("budget") != "") & pl.col("activity").is_in([*under]))
        .group_by("activity", "payer", "currency")
        .agg(pl.col("budget").cast(pl.Float64).max().alias("sum"))
        .join(tables.years(), on="activity", how="left")
    )
    return _rows(sums.group_by("payer", "year", "currency").agg(pl.col("sum").sum()))


def participants(tables: Tables) -> Rows:
    joined = tables.done_under().join(tables.largest("participants"), on="activity")
    joined = joined.join(tables.years(), on="activity", how="left")
    return _rows(joined.group_by("relation", "year").agg(pl.col("activity").n_unique(),
                                                         pl.col("number").sum()))  # fmt: skip


def partnerships_compared(tables: Tables) -> Rows:
    did, agreed = tables.done_under(), tables.agreed_under()
    fields = tables.pairs("activities", "activity", "fields").rename({"key": "activity"})
    people = (
        did.join(tables.largest("participants"), on="activity")
        .group_by("relation")
        .agg(pl.sum("number"))
    )
    numbers = [
        agreed.group_by("relation").agg(pl.col("activity").n_unique().cast(pl.Float64)),
        did.group_by("relation").agg(pl.col("activity").n_unique().cast(pl.Float64)),
        people,
        did.join(fields, on="activity").group_by("relation").agg(pl.col("value").n_unique().cast(pl.Float64)),
        *(
            tables.pairs(name, key, column).group_by("value").agg(pl.col("key").n_unique().cast(pl.Float64))
            for name, key, column in (("studies", "study", "partnerships"), ("obstacles", "obstacle", "partnership"))
        ),
    ]  # fmt: skip
    columns = [dict(frame.iter_rows()) for frame in numbers]
    # A partnership of which nothing is on record has no row.
    return [
        (relation, *(column.get(relation, 0) for column in columns))
        for relation in tables.partners()
        if any(relation in column for column in columns)
    ]


def single_source_partnerships(tables: Tables) -> Rows:
    sources = tables.values("partnerships", "partnership", "source")
    return [(r,) for r in tables.established() if len(sources.get(r, ())) == 1]


def one_sided_partnerships(tables: Tables) -> Rows:
    partners = tables.partners()
    return [
        (relation, *claimants)
        for relation, claimants in tables.values(
            "partnerships", "partnership", "claimed_by"
        ).items()
        if relation in partners and len(claimants) == 1 and partners[relation] - claimants
    ]


def shared_partners(tables: Tables) -> Rows:
    twins, city = _twins(tables), "id-bandung"
    through: dict[str, set[str]] = {}
    for common in twins.get(city, set()):
        for unit in twins[common] - {city} - twins[city]:
            through.setdefault(unit, set()).add(common)
    return [(unit, len(by)) for unit, by in through.items()]


def obstacles_by_type(tables: Tables) -> Rows:
    types = tables.pairs("obstacles", "obstacle", "type")
    return _rows(types.group_by("value").agg(pl.col("key").n_unique()))


def shared_obstacles(tables: Tables) -> Rows:
    rows = tables.rows("obstacles", "obstacle", "type", "study", "partnership")
    counts = rows.group_by("type").agg(
        pl.col("study").filter(pl.col("study") != "").n_unique(),
        pl.col("partnership").str.split(";").explode().str.strip_chars().replace("", None)
        .drop_nulls().n_unique(),
    )  # fmt: skip
    return [row for row in counts.iter_rows() if row[0] and row[1] >= 2]


def with_and_without(tables: Tables) -> Rows:
    """Return for each trait and group the partnerships, and the active ones in percent."""
    home, languages = tables.countries(), tables.values("countries", "country", "languages")
    active = {*tables.done_under()["relation"]}
    paid = {
        *tables.rows("activities", "activity", "budget").filter(pl.col("budget") != "")["activity"]
    }
    under = tables._under("activities", "activity", "partnerships", paid)
    groups: dict[tuple[str, bool], list[str]] = {}
    for relation, units in tables.partners().items():
        groups.setdefault(("budget", relation in {*under["relation"]}), []).append(relation)
        spoken = [languages.get(home[unit], set()) for unit in units]
        pairs = [(a, b) for n, a in enumerate(spoken) for b in spoken[n + 1 :] if a and b]
        if pairs:
            groups.setdefault(("language", any(a & b for a, b in pairs)), []).append(relation)
    return [
        (*group, len(relations), round(100 * sum(r in active for r in relations) / len(relations)))
        for group, relations in groups.items()
    ]


FACTS = {
    "Partnership": ("partnerships", "partnership", {"since": "since", "partnershipKind": "kind"}),
    "Agreement": ("agreements", "agreement", {"signedOn": "signed_on", "hasSignature": "signed_by",
        "field": "fields", "validUntil": "valid_until", "textAddress": "text_url"}),
    "Activity": ("activities", "activity", {"startDate": "start", "field": "fields",
        "participantCount": "participants", "hasBudget": "budget", "underAgreement": "agreement",
        "output": "outputs"}),
}  # fmt: skip
"""The columns that tell of the facts of a class."""


def missing_facts(tables: Tables) -> Rows:
    rows: Rows = []
    for what, (name, key, columns) in FACTS.items():
        things = tables.established() if what == "Partnership" else tables.keys(name, key)
        for fact, column in columns.items():
            known = {*tables.values(name, key, column)} & things
            rows.append((what, fact, len(things - known), len(things)))
    return rows


def sources_by_type(tables: Tables) -> Rows:
    types = tables.rows("sources", "source", "type").unique(["source", "type"])
    typed = {*types.filter(pl.col("type") != "")["source"]}
    kinds = types.filter((pl.col("type") != "") | ~pl.col("source").is_in([*typed]))
    return _rows(kinds.group_by("type").agg(pl.col("source").n_unique()))


def holdings(tables: Tables) -> Rows:
    kinds = {"Agency": "agencies agency", "Partnership": "partnerships partnership",
             "Agreement": "agreements agreement", "Activity": "activities activity",
             "Study": "studies study", "Obstacle": "obstacles obstacle"}  # fmt: skip
    return [(kind, len(tables.keys(*names.split()))) for kind, names in kinds.items()]


def coverage(tables: Tables) -> Rows:
    home = tables.countries()
    of = pl.DataFrame(
        [(home[u], r, u) for r, units in tables.partners().items() for u in units],
        schema=["country", "relation", "unit"], orient="row",
    )  # fmt: skip
    parts = [of.group_by("country").agg(pl.col("unit", "relation").n_unique())]
    for under in (
        tables.agreed_under(),
        tables._under("activities", "activity", "partnerships", None),
    ):
        counts = (
            of.join(under, on="relation").group_by("country").agg(pl.col("activity").n_unique())
        )
        parts.append(counts.rename({"activity": f"n{len(parts)}"}))
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.join(part, on="country", how="left")
    return _rows(whole.fill_null(0))


EXPECTED: dict[str, Callable[[Tables], Rows]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        most_connected, cities_of_country, countries_by_partnerships, country_pairs,
        activities_by_year, activity_kinds, agencies_by_activities, capacity_by_field,
        capacity_by_partnership, fields_agreed, funding, participants, partnerships_compared,
        single_source_partnerships, one_sided_partnerships, shared_partners, obstacles_by_type,
        shared_obstacles, with_and_without, missing_facts, sources_by_type, holdings, coverage,
    )
}  # fmt: skip
"""The rows of each question, in any order: keys, then the numbers that the test compares."""
