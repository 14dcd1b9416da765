"""An answer as bars in HTML: its first column names them, its first numbers are their length."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from kembar.language import N_, _n, speaking, translated
from kembar.queries.answer import Answer
from kembar.render.charts.cell_values import number
from kembar.render.charts.texts import display_value, grouped, spoken
from kembar.render.charts.theme import SERIES

MOST_LABELS = 45
"""Drawn of one answer; a page of A4 holds them."""

MOST_BARS = 60
"""Drawn where a label has several bars, for the same reason; then fewer labels are."""

_SHORT = 14
"""Letters of a label that leaves room for its bar on a phone; longer ones stand above it."""

GROUP = "group"
"""The column by which the bars of one label are told apart."""

WORDS = {
    "bars": N_("Bars: {length}, by {label}; {count}, from {longest} to {shortest}."),
    "bar": N_("One bar: {length}, by {label}; {longest}."),
    "counts": N_("{bars} for {labels}"),
    "groups": N_("Groups: {groups}."),
    "more": N_("and {more} more"),
    "hidden": N_("Not shown, further down the list: {more}."),
    "lacking": N_("Not shown, without a number: {lacking}."),
    "other": N_("Not shown, of other groups: {other}."),
}


@dataclass(frozen=True)
class Bar:
    """One row of an answer."""

    label: str
    group: str
    length: float


def bars(answer: Answer, language: str) -> tuple[Markup, str] | None:
    """The chart and what a reader sees in it; None where no row has a number."""
    length = length_column(answer)
    if length is None:
        return None
    every = bars_of(answer, length)
    groups = list(dict.fromkeys(bar.group for bar in every))
    drawn = [bar for bar in every if bar.group in groups[: len(SERIES)]]
    by_label: dict[str, list[Bar]] = defaultdict(list)
    # Without groups each row has a line of its own, even where two are called the same.
    for place, bar in enumerate(drawn):
        by_label[bar.label if len(groups) > 1 else str(place)].append(bar)
    shown = list(by_label.values())[: min(MOST_LABELS, MOST_BARS // min(len(groups), len(SERIES)))]
    hidden = len(by_label) - len(shown)
    series = dict(zip(groups, SERIES, strict=False))
    heads = (
        answer.heading(answer.columns[0], language),
        answer.heading(answer.columns[length], language),
    )
    return _html(shown, series, heads, hidden, language), _alternative(
        shown,
        list(series),
        heads,
        {
            "hidden": hidden,
            "lacking": len(answer.rows) - len(every),
            "other": len(every) - len(drawn),
        },
        language,
    )


def length_column(answer: Answer) -> int | None:
    """The first column of numbers after the labels."""
    for column in range(1, len(answer.columns)):
        if answer.columns[column] != GROUP and any(
            number(row[column]) is not None for row in answer.rows
        ):
            return column
    return None


def bars_of(answer: Answer, length: int) -> list[Bar]:
    """Return the rows of an answer that have a number in a column."""
    group = answer.columns.index(GROUP) if GROUP in answer.columns else None
    result = []
    for row in answer.rows:
        value = number(row[length])
        if value is not None:
            name = display_value(row[group]) if group is not None else ""
            result.append(Bar(display_value(row[0]), name, value))
    return result


def _html(
    shown: list[list[Bar]],
    series: dict[str, str],
    heads: tuple[str, str],
    hidden: int,
    language: str,
) -> Markup:
    """Labels before the bars, numbers at their ends; the longest bar is as wide as the room."""
    most = max((abs(bar.length) for bars_of_one in shown for bar in bars_of_one), default=0) or 1
    parts = [
        Markup('<span class="tiny">{}</span><span class="tiny">{}</span><span></span>').format(
            *heads
        )
    ]
    for bars_of_one in shown:
        drawn = [
            Markup('<i class="{}{}" style="width:{:.1f}%"></i>').format(
                series[bar.group],
                " hollow" if bar.length < 0 else "",
                100 * abs(bar.length) / most,
            )
            for bar in bars_of_one
        ]
        numbers = " / ".join(grouped(bar.length, language) for bar in bars_of_one)
        parts.append(
            Markup('<span>{}</span><span>{}</span><span class="num">{}</span>').format(
                bars_of_one[0].label, Markup("").join(drawn), numbers
            )
        )
    if hidden:
        more = translated(WORDS, language)["more"].format(more=grouped(hidden, language))
        parts.append(Markup('<span class="soft">{}</span><span></span><span></span>').format(more))
    is_wordy = any(len(bar.label) > _SHORT for bars_of_one in shown for bar in bars_of_one)
    css = "hb wordy" if is_wordy else "hb"
    chart = Markup('<div class="{}">{}</div>').format(css, Markup("").join(parts))
    return _legend(series) + chart if len(series) > 1 else chart


def _legend(series: dict[str, str]) -> Markup:
    entries = [
        Markup('<span><i class="sw {}"></i>{}</span>').format(colour, group)
        for group, colour in series.items()
    ]
    return Markup('<p class="legend">{}</p>').format(Markup("").join(entries))


def _alternative(
    shown: list[list[Bar]],
    groups: list[str],
    heads: tuple[str, str],
    left_out: dict[str, int],
    language: str,
) -> str:
    words = translated(WORDS, language)
    every = [bar for bars_of_one in shown for bar in bars_of_one]
    most = max(every, key=lambda bar: bar.length)
    # The last of the shortest: it is where the eye ends.
    least = min(reversed(every), key=lambda bar: bar.length)
    with speaking(language):
        count = _n("{count} bar", "{count} bars", len(every))
    if len(groups) > 1:
        count = words["counts"].format(bars=count, labels=grouped(len(shown), language))
    sentences = [
        words["bars" if len(every) > 1 else "bar"].format(
            length=heads[1],
            label=heads[0],
            count=count,
            longest=_named(most, language),
            shortest=_named(least, language),
        )
    ]
    if len(groups) > 1:
        sentences.append(words["groups"].format(groups=", ".join(spoken(g) for g in groups if g)))
    names = {"hidden": "more"}
    sentences += [
        words[why].format(**{names.get(why, why): grouped(many, language)})
        for why, many in left_out.items()
        if many
    ]
    return " ".join(sentences)


def _named(bar: Bar, language: str) -> str:
    group = f", {spoken(bar.group)}" if bar.group else ""
    return f"{spoken(bar.label)}{group} ({grouped(bar.length, language)})"
