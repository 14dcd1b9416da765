"""The page of a document of a partnership."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from kembar.language import _, _p, listing
from kembar.profiles.facts import Agreement, Signature, Stated
from kembar.profiles.sentences import agreement_summary
from kembar.profiles.sentences.names import office_name
from kembar.queries.saved import Text
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.view import Fact, View
from kembar.render.pages.things.wording import short_date
from kembar.render.templates import page


def agreement_page(setting: Setting, key: str) -> str:
    """Return the page of a document as HTML text."""
    facts = setting.measures.facts
    one = facts.agreements[key]
    view = View.of(setting, "agreement", key, one.title.in_language(setting.language))
    view.summary = agreement_summary(view.measures, key)
    activities = [
        each for each in view.measures.figures(one.partnership).activities if each.agreement == key
    ]
    values = {
        "view": view,
        "heading": view.text(one.title),
        "kick": _kick(one, view),
        "sub": _sub(one, view),
        "paragraphs": list(view.paragraphs()),
        "facts": list(_facts(one, view)),
        "signatures": [_signature(each, view) for each in one.signatures],
        "fields": [(view.text(each.value.name), view.chips(each.sources)) for each in one.fields],
        "agencies": [(view.text(each.value), view.chips(each.sources)) for each in one.agencies],
        "activities": [
            (view.date(each.start), view.text(each.title), view.chips(each.sources))
            for each in activities
        ],
        "chain": list(_chain(one, view)),
        "unknown": _unknown(one),
        "partnership_key": one.partnership,
    }
    view.references.add(one.sources)
    values["sources"] = view.sources_sorted()
    return page("pages/things/agreement.html", view.shell, **values)


def _kick(one: Agreement, view: View) -> Markup:
    return view.partnership(one.partnership) + Markup(" · ") + escape(_("Document"))


def _sub(one: Agreement, view: View) -> str:
    types = ", ".join(dict.fromkeys(view.plain(each.value.name) for each in one.type))
    signed = (
        _p("a document", "signed {dates}", dates=short_date(one.signed[0].value))
        if one.signed
        else ""
    )
    words = " · ".join(filter(None, (types, signed)))
    return words[:1].upper() + words[1:]


def _facts(one: Agreement, view: View) -> Iterator[Fact]:
    yield Fact(_("Type"), view.concepts(one.type))
    yield Fact(_("Signed"), view.dates(one.signed))
    if one.signed_in:
        places = [Stated(_name(each.value, view), each.sources) for each in one.signed_in]
        yield Fact(_("Signed in"), view.values(places))
    if one.valid_from:
        yield Fact(_("Valid from"), view.dates(one.valid_from))
    yield Fact(_("Valid until"), view.dates(one.valid_until))
    if one.text_address.startswith(("http://", "https://")):
        link = Markup('<a href="{}">{}</a>').format(one.text_address, _("Text of the document"))
        yield Fact(_("Text"), link)


def _name(key: str, view: View) -> Text:
    there = view.facts.cities.get(key)
    return there.name if there else Text(key)


def _signature(one: Signature, view: View) -> tuple[str, Markup, str, Markup]:
    """Return a signer: the person, for whom and in which office, whether still in it, sources."""
    unit = view.city(one.unit) if one.unit in view.facts.cities else view.text(one.unit_name)
    place = Markup(", ").join(filter(None, (escape(office_name(one.office)), unit)))
    still = {"no": _("left office"), "yes": _("in office")}.get(one.still, "")
    return one.person, place, still, view.chips(one.sources)


def _chain(one: Agreement, view: View) -> Iterator[tuple[str, Markup]]:
    """Yield the documents before and after it, with what binds them."""
    for key in one.renews:
        yield _("It renews"), view.document(key)
    for key in one.follows:
        if key not in one.renews:
            yield _("It follows"), view.document(key)
    for other in view.measures.agreements_of.get(one.partnership, ()):
        if one.key in other.renews:
            yield _("It is renewed by"), view.document(other.key)
        elif one.key in other.follows:
            yield _("It is followed by"), view.document(other.key)


def _unknown(one: Agreement) -> str:
    """Return what no source tells of the document, as one sentence, or ""."""
    missing = [
        words
        for words, values in (
            (_("the day of its signing"), one.signed),
            (_("its end"), one.valid_until),
            (_("who signed it"), one.signatures),
            (_("its fields"), one.fields),
            (_("who carries it out"), one.agencies),
        )
        if not values
    ]
    return listing(missing) if missing else ""
