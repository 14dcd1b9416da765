"""Things by the sources that tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kembar.profiles.facts import GraphFacts


@dataclass(slots=True)
class StatedThings:
    """Keys of the things of which a source tells, by kind."""

    cities: list[str] = field(default_factory=list)
    partnerships: list[str] = field(default_factory=list)
    agreements: list[str] = field(default_factory=list)
    activities: list[str] = field(default_factory=list)
    studies: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The number of things."""
        kinds = (self.cities, self.partnerships, self.agreements, self.activities, self.studies)
        return sum(map(len, kinds))


def things_by_source(facts: GraphFacts) -> Mapping[str, StatedThings]:
    """Return the things of which each source tells.

    >>> from kembar.profiles.facts import GraphFacts
    >>> dict(things_by_source(GraphFacts("", "2026-11-30", {}, {}, {}, {}, {}, {}, {})))
    {}
    """
    things: defaultdict[str, StatedThings] = defaultdict(StatedThings)
    for city in facts.cities.values():
        for source in city.sources:
            things[source].cities.append(city.key)
    for partnership in facts.partnerships.values():
        for source in partnership.sources:
            things[source].partnerships.append(partnership.key)
    for agreement in facts.agreements.values():
        for source in agreement.sources:
            things[source].agreements.append(agreement.key)
    for activity in facts.activities.values():
        for source in activity.sources:
            things[source].activities.append(activity.key)
    for study in facts.studies.values():
        for source in study.sources:
            things[source].studies.append(study.key)
    return things
