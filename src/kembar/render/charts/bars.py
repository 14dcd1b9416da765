"""An answer as bars: its first column names them, its first column of numbers is their length."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kembar.language import N_, _n, speaking, translated
from kembar.queries.answer import Answer
from kembar.render.charts.cell_values import number
from kembar.render.charts.drawing import GREY, LOOKS, NORMAL, SMALL, WIDTH, Box, Drawing, Line, Look
from kembar.render.charts.text_metrics import display_value, grouped, shortened, spoken, width

MOST_LABELS = 45
"""Drawn of one answer; a page of A4 holds them."""

MOST_BARS = 60
"""Drawn where a label has several bars, for the same reason; then fewer labels are."""

LABEL_ROOM = 190.0
"""Points that labels may take."""

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


def bars(answer: Answer, language: str) -> tuple[Drawing, str] | None:
    """The drawing and what a reader sees in it; None where no row has a number."""
    length = _length_column(answer)
    if length is None:
        return None
    every = _bars(answer, length)
    groups = list(dict.fromkeys(bar.group for bar in every))
    drawn = [bar for bar in every if bar.group in groups[: len(LOOKS)]]
    by_label: dict[str, list[Bar]] = defaultdict(list)
    # Without groups each row has a line of its own, even where two are called the same.
    for place, bar in enumerate(drawn):
        by_label[bar.label if len(groups) > 1 else str(place)].append(bar)
    shown = list(by_label.values())[: min(MOST_LABELS, MOST_BARS // min(len(groups), len(LOOKS)))]
    hidden = len(by_label) - len(shown)
    looks = dict(zip(groups, LOOKS, strict=False))
    heads = (
        answer.heading(answer.columns[0], language),
        answer.heading(answer.columns[length], language),
    )
    return _draw(shown, looks, heads, hidden, language), _alternative(
        shown,
        list(looks),
        heads,
        {
            "hidden": hidden,
            "lacking": len(answer.rows) - len(every),
            "other": len(every) - len(drawn),
        },
        language,
    )


def _length_column(answer: Answer) -> int | None:
    """The first column of numbers after the labels."""
    for column in range(1, len(answer.columns)):
        if answer.columns[column] != GROUP and any(
            number(row[column]) is not None for row in answer.rows
        ):
            return column
    return None


def _bars(answer: Answer, length: int) -> list[Bar]:
    group = answer.columns.index(GROUP) if GROUP in answer.columns else None
    result = []
    for row in answer.rows:
        value = number(row[length])
        if value is not None:
            name = display_value(row[group]) if group is not None else ""
            result.append(Bar(display_value(row[0]), name, value))
    return result


def _draw(
    shown: list[list[Bar]],
    looks: dict[str, Look],
    heads: tuple[str, str],
    hidden: int,
    language: str,
) -> Drawing:
    """Labels to the left of where all bars begin, numbers at their ends."""
    drawing = Drawing()
    every = [bar for bars_of_one in shown for bar in bars_of_one]
    left = 8 + min(
        LABEL_ROOM, max(width(text, NORMAL) for text in [heads[0], *(bar.label for bar in every)])
    )
    least, most = min(0.0, *(b.length for b in every)), max(0.0, *(b.length for b in every))
    ends = max(width(grouped(bar.length, language), NORMAL) for bar in every) + 6
    zero = left + (ends if least < 0 else 0)
    scale = (WIDTH - zero - ends) / ((most - least) or 1)
    zero -= least * scale
    y = 4.0
    if len(looks) > 1:
        samples = [([Box(-8, -4, 16, 8, look)], group) for group, look in looks.items()]
        y = drawing.key(samples, left, y) + 4
    drawing.write(
        left - 6, y + 6, shortened(heads[0], SMALL, left - 8), SMALL, anchor="right", colour=GREY
    )
    drawing.write(zero, y + 6, shortened(heads[1], SMALL, WIDTH - zero), SMALL, colour=GREY)
    y += 16
    top = y
    thick, gap = (12.0, 4.0) if len(looks) == 1 else (9.0, 6.0)
    for bars_of_one in shown:
        middle = y + thick * len(bars_of_one) / 2
        label = shortened(bars_of_one[0].label, NORMAL, left - 8)
        drawing.write(left - 6, middle, label, anchor="right")
        for bar in bars_of_one:
            reach = bar.length * scale
            drawing.add(Box(zero + min(0, reach), y, abs(reach), thick, looks[bar.group]))
            drawing.write(
                zero + reach + (3 if reach >= 0 else -3),
                y + thick / 2,
                grouped(bar.length, language),
                NORMAL if len(looks) == 1 else SMALL,
                anchor="left" if reach >= 0 else "right",
            )
            y += thick
        y += gap
    drawing.add(Line(((zero, top - 2), (zero, y - gap + 2))))
    if hidden:
        more = translated(WORDS, language)["more"].format(more=grouped(hidden, language))
        drawing.write(left - 6, y + 6, more, anchor="right", colour=GREY)
        y += 14
    drawing.height = y + 2
    return drawing


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
