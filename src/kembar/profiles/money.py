"""Money of a partnership: what each source names for a work; sums of one work are never added."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.profiles.facts import Activity, Budget
from kembar.profiles.measures import Measures


@dataclass(frozen=True, slots=True)
class Work:
    """An activity with the sums that sources name for it.

    `is_told_twice`: several sums are named for this one work, and are not to be added.
    """

    activity: Activity
    budgets: tuple[Budget, ...]
    is_told_twice: bool


def works_with_money(measures: Measures, partnership: str) -> list[Work]:
    """Return the activities of a partnership for which a source names a sum."""
    works = []
    for one in measures.figures(partnership).activities:
        budgets = tuple(budget for budget in one.budgets if budget.amount is not None)
        if budgets:
            works.append(Work(one, budgets, len(budgets) > 1))
    return works
