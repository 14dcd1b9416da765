"""Words on the money of a partnership: for how many activities it is known, and told twice."""

from __future__ import annotations

from kembar.language import _, _n
from kembar.profiles.measures import Measures
from kembar.profiles.money import works_with_money
from kembar.profiles.sentences.clauses import Paragraph
from kembar.profiles.sentences.wording import by, number, paragraph, sentence


def money_summary(measures: Measures, partnership: str) -> Paragraph:
    """Return for how many activities a sum is known; empty where there is no activity."""
    count = len(measures.figures(partnership).activities)
    works = works_with_money(measures, partnership)
    twice = [work for work in works if work.is_told_twice]
    if not count:
        return ()
    if not works:
        return sentence(_("No source names a sum."), by(mark="unknown"))
    sources = (source for work in works for budget in work.budgets for source in budget.sources)
    told_twice = _n(
        "For one work the sources name several sums; they are not to be added.",
        "For {number} works the sources name several sums; they are not to be added.",
        len(twice),
        number=number(len(twice)),
    )
    return paragraph(
        sentence(
            _(
                "A sum is known for {some} of {all} activities.",
                some=number(len(works)),
                all=number(count),
            ),
            by(sources),
        ),
        sentence(told_twice, by(mark="differ")) if twice else (),
    )
