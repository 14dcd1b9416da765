"""The desk of a graph without an own city: its size, its news, its questions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from kembar.language import _, _n
from kembar.model.dates import PartialDate, in_words
from kembar.profiles.measures import Measures
from kembar.profiles.sentences import desk_summary
from kembar.render.design.shell import Shell
from kembar.render.site.about import page
from kembar.render.site.feeds import News
from kembar.render.site.question_page import AnsweredQuestion


class Item(NamedTuple):
    """A line of a list: its text, its address, and a quiet remark."""

    text: str
    address: str = ""
    note: str = ""


class Group(NamedTuple):
    """Lines under a heading, which may lead somewhere."""

    heading: str
    items: Sequence[Item]
    address: str = ""
    note: str = ""


_MOST_NEWS = 6
_MOST_LARGEST = 10


def graph_desk(
    measures: Measures, entries: Sequence[News], answered: Sequence[AnsweredQuestion], frame: Shell
) -> str:
    """Return the first page of a graph without an own city: its size, its news, its questions."""
    facts, language = measures.facts, frame.language
    established = len(measures.established_partnerships(facts.partnerships))
    countries = {city.country for city in facts.cities.values()}
    counts = [
        (_n("{count} city", "{count} cities", len(facts.cities)), "cities/index.html"),
        (_n("{count} country", "{count} countries", len(countries)), "cities/index.html"),
        (_n("{count} partnership", "{count} partnerships", established), "network.html"),
        *(
            [(_n("{count} study", "{count} studies", len(facts.studies)), "studies/index.html")]
            if facts.studies
            else []
        ),
        (_n("{count} source", "{count} sources", len(facts.sources)), "sources/index.html"),
    ]
    counted = ((key, measures.partner_count(key)) for key in measures.partnerships_of)
    largest = sorted((pair for pair in counted if pair[1]), key=lambda pair: (-pair[1], pair[0]))
    groups = [
        Group(
            _("Most partners"),
            [
                Item(
                    facts.cities[key].name.in_language(language),
                    frame.link("city", key),
                    _n("{count} partner", "{count} partners", partners),
                )
                for key, partners in islice(largest, _MOST_LARGEST)
                if key in facts.cities
            ],
            f"{frame.home}cities/index.html",
        ),
        Group(_("New in the graph"), _news(entries, frame), f"{frame.home}feed.xml"),
        Group(_("Questions"), _topics(answered, frame), f"{frame.home}questions/index.html"),
    ]
    summary = desk_summary(measures) if facts.partnerships else ()
    shown = [group for group in groups if group.items]
    values = {"counts": counts, "groups": shown, "summary": summary}
    return page("desks/graph.html", frame, **values, is_empty=not facts.partnerships)


def _news(entries: Sequence[News], frame: Shell) -> list[Item]:
    language = frame.language
    return [
        Item(
            one.title.in_language(language),
            frame.home + one.path if one.path else "",
            " · ".join(
                text
                for text in (
                    in_words(PartialDate(one.at[:10]), language),
                    one.about.in_language(language),
                )
                if text
            ),
        )
        for one in entries[:_MOST_NEWS]
    ]


def _topics(answered: Sequence[AnsweredQuestion], frame: Shell) -> list[Item]:
    counts: dict[tuple[str, str], int] = {}
    for one in answered:
        topic = one.entry.topic.in_language(frame.language), one.entry.question.topic
        counts[topic] = counts.get(topic, 0) + 1
    return [
        Item(
            words,
            f"{frame.home}questions/index.html#topic-{tag}",
            _n("{count} question", "{count} questions", count),
        )
        for (words, tag), count in sorted(counts.items())
    ]
