"""The page of a study."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from kembar.language import _, language_name, listing
from kembar.profiles.facts import Concept, Finding, Obstacle, Study
from kembar.profiles.sentences import study_summary
from kembar.render.pages.things.partnership import seen_data, seen_mark
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.view import Fact, View
from kembar.render.pages.things.wording import short_date
from kembar.render.templates import page


def study_page(setting: Setting, key: str) -> str:
    """Return the page of a study as HTML text."""
    one = setting.measures.facts.studies[key]
    view = View.of(setting, "study", key, one.title)
    view.summary = study_summary(view.measures, key)
    has_several = len(one.partnerships) > 1
    values = {
        "view": view,
        "heading": view.foreign(one.title, one.language),
        "sub": _sub(one),
        "paragraphs": list(view.paragraphs()),
        "facts": list(_facts(one, view)),
        "elements": [
            (
                _capital(view.plain(each.type.name)),
                view.text(each.statement),
                view.chips(each.sources),
            )
            for each in one.elements
        ],
        "findings": [_finding(each, view, has_several=has_several) for each in one.findings],
        "obstacles": [_obstacle(each, view) for each in one.obstacles],
        "address": one.address if one.address.startswith(("http://", "https://")) else "",
    }
    view.references.add(one.sources)
    values["sources"] = view.sources_sorted()
    return page("pages/things/study.html", view.shell, **values)


def _sub(one: Study) -> str:
    authors = listing([*one.authors]) if one.authors else _("author not known")
    published = short_date(one.published) if one.published else _("no date")
    return ", ".join(filter(None, (authors, published, one.publisher)))


def _facts(one: Study, view: View) -> Iterator[Fact]:
    if one.type:
        yield Fact(_("Type"), view.text(one.type.name))
    yield Fact(_("Examines"), _partnerships(one.partnerships, view))
    yield Fact(_("Method"), _names(one.methods, view))
    yield Fact(_("Evidence"), _names(one.evidence, view))
    if one.concepts:
        yield Fact(_("Concepts"), _names(one.concepts, view))
    if one.fields:
        yield Fact(_("Fields"), _names(one.fields, view))
    yield Fact(_("Language"), escape(language_name(one.language)) if one.language else view.unknown)


def _partnerships(keys: Iterable[str], view: View) -> Markup:
    there = [view.partnership(key) for key in keys]
    return Markup("<br>").join(there) if there else view.unknown


def _names(concepts: Iterable[Concept], view: View) -> Markup:
    names = [view.text(one.name) for one in concepts]
    return Markup(", ").join(names) if names else view.unknown


def _finding(
    one: Finding, view: View, *, has_several: bool
) -> tuple[Markup, Markup, Markup, Markup]:
    """Return a finding: its words, its judgement, its criterion or partnership, its sources."""
    judgement = view.text(one.assessment.name) if one.assessment else view.unknown
    about = view.foreign(one.criterion, "en")
    if has_several and one.partnership:
        place = view.partnership(one.partnership)
        about = place + Markup(" · ") + about if about else place
    return view.text(one.statement), judgement, about, view.chips(one.sources)


def _obstacle(one: Obstacle, view: View) -> tuple[Markup, Markup, Markup, Markup]:
    name = view.text(one.label)
    if one.type and one.type.name.en.lower() != one.label.en.lower():
        name += Markup('<br><span class="tiny">{}</span>').format(view.plain(one.type.name))
    place = view.partnership(one.partnership) if one.partnership else view.unknown
    return name, place, seen_data(one, one.partnership, view), seen_mark(one)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
