"""The page of a source: what it is, and of what it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from kembar.language import _, _n, language_name, listing
from kembar.profiles.facts import SourceRecord
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.stated import StatedThings
from kembar.render.pages.things.view import Fact, View
from kembar.render.pages.things.wording import short_date
from kembar.render.templates import page

_WEB = ("http://", "https://")


def source_page(setting: Setting, key: str) -> str:
    """Return the page of a source as HTML text."""
    one = setting.measures.facts.sources[key]
    view = View.of(setting, "source", key, one.title or one.name)
    things = setting.by_source.get(key, StatedThings())
    values = {
        "view": view,
        "heading": view.foreign(one.title or one.name, one.language),
        "address": one.address if one.address.startswith(_WEB) else "",
        "words": _n("It tells of {count} thing.", "It tells of {count} things.", things.number),
        "facts": list(_facts(one, view)),
        "groups": list(_groups(things, view)),
    }
    return page("pages/things/source.html", view.shell, **values)


def _facts(one: SourceRecord, view: View) -> Iterator[Fact]:
    if one.type:
        yield Fact(_("Type"), view.text(one.type.name))
    yield Fact(_("Authors"), escape(listing([*one.authors])) if one.authors else view.unknown)
    yield Fact(_("Publisher"), escape(one.publisher) if one.publisher else view.unknown)
    yield Fact(_("Date"), escape(short_date(one.date)) if one.date else view.unknown)
    if one.language:
        yield Fact(_("Language"), escape(language_name(one.language)))
    if one.note:
        yield Fact(_("Note"), view.foreign(one.note, "en"))


def _groups(things: StatedThings, view: View) -> Iterator[tuple[str, Sequence[Markup]]]:
    """Yield the things of which a source tells, by kind, with links."""
    activities = [view.facts.activities[key] for key in things.activities]
    groups = (
        (_("Cities"), [view.city(key) for key in things.cities]),
        (_("Partnerships"), [view.partnership(key) for key in things.partnerships]),
        (_("Documents"), [view.document(key) for key in things.agreements]),
        (_("Activities"), [view.text(one.title) for one in activities]),
        (_("Studies"), [view.study(key) for key in things.studies]),
    )
    return (group for group in groups if group[1])
