"""The page of a partnership."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from kembar.language import N_, _, _n, language_name, listing
from kembar.profiles.facts import Activity, Agreement, Budget, Obstacle, Partnership, Study
from kembar.profiles.money import works_with_money
from kembar.profiles.sentences import partnership_summary
from kembar.profiles.sentences.names import office_name
from kembar.profiles.sentences.obstacles import obstacle_data
from kembar.profiles.stages import stages
from kembar.profiles.timeline import TimelineEntry, holes, timeline
from kembar.profiles.unknowns import unknowns
from kembar.render.design.marks import mark
from kembar.render.pages.things.drawings import Bar, field_bars, time_line
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.view import Fact, View
from kembar.render.pages.things.wording import euros, short_date, sum_of
from kembar.render.templates import page

_FIELDS = 8
"""So many fields of cooperation are drawn, those with most documents and activities."""

_FEW = 2
"""So many authors of a study are named."""

STATES = {
    "active": N_("active"),
    "prospective": N_("prospective"),
    "suspended": N_("suspended"),
    "ended": N_("ended"),
    "cancelled": N_("cancelled"),
}
"""States of a partnership by notation."""

_SOFT = Markup('<span class="soft">{}</span>')
_TINY = Markup('<br><span class="tiny">{}</span>')


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: when, its title, what more is known of it, and its sources."""

    when: Markup | str
    title: Markup
    more: Markup | str
    sources: Markup


def partnership_page(setting: Setting, key: str) -> str:
    """Return the page of a partnership as HTML text."""
    one = setting.measures.facts.partnerships[key]
    view = View.of(setting, "partnership", key, one.name.in_language(setting.language))
    measures = view.measures
    view.summary = partnership_summary(measures, key)
    figures = measures.figures(key)
    entries = timeline(measures, key)
    studies = measures.studies_of.get(key, ())
    values = {
        "view": view,
        "partners": [view.city(city) for city in one.partners],
        "sub": _sub(one, view, len(figures.sources)),
        "acts": _acts(one, view),
        "paragraphs": list(view.paragraphs()),
        "facts": list(_facts(one, view)),
        "stages": stages(measures, key),
        "drawing": time_line(entries, holes(measures, key), view, one.partners),
        "documents": [_document(each, view) for each in figures.documents],
        "entries": [_entry(each, view) for each in entries if not each.lane.startswith("office")],
        "obstacles": list(_obstacles(studies, key, view)),
        "fields": field_bars(measures.by_field([key])[:_FIELDS], view),
        "money": list(_money(key, view)),
        "money_words": _money_words(figures.activities, key, view),
        "people": list(_people(figures.documents, view)),
        "studies": [study_entry(each, key, view) for each in studies],
        "unknown": unknowns(measures, key),
    }
    view.references.add(figures.sources)
    view.references.add(source for each in studies for source in each.sources)
    values["sources"] = view.sources_sorted()
    return page("pages/things/partnership.html", view.shell, **values)


def _sub(one: Partnership, view: View, number: int) -> str:
    countries = dict.fromkeys(
        view.country_name(view.facts.cities[key].country)
        for key in one.partners
        if key in view.facts.cities
    )
    number_of = _n("{count} source tells of it", "{count} sources tell of it", number)
    return " · ".join([listing(list(countries)), number_of] if countries else [number_of])


def _acts(one: Partnership, view: View) -> list[tuple[str, str, str]]:
    network = f"{view.shell.home}network.html#{one.partners[0]}"
    acts = [(_("In the network"), network, "")]
    if report := view.setting.report(one.key):
        acts.append((_("Report"), view.shell.home + report, "print"))
    return acts


def _facts(one: Partnership, view: View) -> Iterator[Fact]:
    yield Fact(_("Kind"), view.kinds(view.measures.figures(one.key).kinds))
    if one.status or one.present != "active":
        yield Fact(_("State"), _state(one, view))
    yield Fact(_("Since"), view.dates(one.since))
    if one.until:
        yield Fact(_("Until"), view.dates(one.until))
    yield Fact(_("Origin"), view.words(one.origin))
    yield Fact(_("Tier gap"), _tier_gap(one, view))
    yield Fact(_("Common language"), _common_language(one, view))
    yield Fact(_("Claimed by"), _claimed_by(one, view))


def _state(one: Partnership, view: View) -> Markup:
    """Return the state by the rules, and what sources say of it."""
    present = escape(_(STATES[one.present]) if one.present in STATES else one.present)
    by_rule = present + Markup(" ") + mark("computed")
    return by_rule + Markup("<br>") + view.concepts(one.status) if one.status else by_rule


def _tier_gap(one: Partnership, view: View) -> Markup:
    if one.tier_gap is None:
        return view.unknown
    tiers = [
        view.plain(tier.value.name)
        for key in one.partners
        if key in view.facts.cities
        for tier in view.facts.cities[key].tier[:1]
    ]
    words = _("{number}: {tiers}", number=one.tier_gap, tiers=", ".join(tiers))
    return escape(words if tiers else str(one.tier_gap)) + Markup(" ") + mark("computed")


def _common_language(one: Partnership, view: View) -> Markup:
    if one.shares_language is None:
        return view.unknown
    if not one.shares_language:
        return escape(_("none")) + Markup(" ") + mark("computed")
    spoken = [set(view.facts.cities[key].languages) for key in one.partners]
    common = set.intersection(*spoken) if spoken else set()
    return escape(_languages(common) if common else _("yes")) + Markup(" ") + mark("computed")


def _claimed_by(one: Partnership, view: View) -> Markup:
    claims = {claim.value: claim for claim in one.claimed_by}
    parts = [
        escape(view.city_name(key)) + view.cite(claims[key].sources)
        for key in one.partners
        if key in claims
    ]
    rest = [view.city_name(key) for key in one.partners if key not in claims]
    if not parts:
        return view.unknown
    if rest:
        parts.append(escape(_("of {city} not known", city=listing(rest))))
    return Markup("; ").join(parts)


def _document(one: Agreement, view: View) -> Entry:
    types = ", ".join(view.plain(each.value.name) for each in one.type)
    until = (
        _("until {date}", date=short_date(one.valid_until[0].value))
        if one.valid_until
        else _("its end is not known")
    )
    more = " · ".join(filter(None, (types, until)))
    return Entry(view.date(one.signed), view.document(one.key), more, view.chips(one.sources))


def _entry(one: TimelineEntry, view: View) -> Entry:
    """Return an entry of a time line for the list of all."""
    there = view.facts.activities.get(one.key) or view.facts.agreements.get(one.key)
    title = view.text(there.title) if there else escape(one.title)
    if one.key in view.facts.agreements:
        title = view.document(one.key)
    more: Markup | str = ""
    if one.lane == "planned":
        more = Markup('<span class="tiny">{}</span>').format(_("planned, not known to be done"))
    elif one.lane not in ("done", "document"):
        more = mark("possible", _("not known to be done"))
    if one.disputed:
        more = Markup("{} {}").format(more, mark("differ"))
    when = short_date(one.dates[0]) if one.dates else view.unknown
    return Entry(when, title, more, view.chips(one.sources))


def _obstacles(
    studies: Sequence[Study], key: str, view: View
) -> Iterator[tuple[Markup, Markup, Markup, Markup]]:
    """Yield each obstacle that a study claims, who claims it, what the data say, and the result."""
    for study in studies:
        for one in study.obstacles:
            if one.partnership in (key, ""):
                claim = escape(claimant(study)) + view.chips(one.sources or study.sources)
                yield view.text(one.label), claim, seen_data(one, key, view), seen_mark(one)


def seen_data(one: Obstacle, key: str, view: View) -> Markup:
    """Return the data on an obstacle of a partnership; languages by name, not by code."""
    data = obstacle_data(view.measures, one, key)
    return escape(data) if data else view.unknown


def _languages(codes: Iterable[str]) -> str:
    return listing(sorted(map(language_name, codes)))


def seen_mark(one: Obstacle) -> Markup:
    """Return the mark of a claim that the data bear out, perhaps, or not."""
    match one.seen:
        case "yes":
            return mark("certain", _("yes"))
        case "perhaps":
            return mark("possible", _("perhaps"))
        case "no":
            return mark("differ", _("no"))
    return mark("unknown", _("cannot be told"))


def claimant(study: Study) -> str:
    """Return a study as those name it who cite it: author and year, else its title."""
    return study.name or study.title


def _authors(study: Study) -> str:
    """Return the authors of a study, of many the first; "" where none is known."""
    if len(study.authors) > _FEW:
        return _("{author} et al.", author=study.authors[0])
    return listing([*study.authors]) if study.authors else ""


def _money(key: str, view: View) -> Iterator[Bar]:
    """Yield the sums of each work, a bar for each that a source names; none is added."""
    works = works_with_money(view.measures, key)
    sums = [budget.euros or 0 for work in works for budget in work.budgets]
    most = max(sums, default=0)
    done = {each.key for each in view.measures.figures(key).done}
    for work in works:
        for budget in work.budgets:
            width = max(1.0, round(100 * (budget.euros or 0) / most, 1)) if most else 0
            is_done = work.activity.key in done
            css = "" if is_done else "hollow"
            yield Bar(
                _work(work.activity, budget, view, is_done=is_done),
                ((width, css),) if budget.euros else (),
                euros(budget.euros) if budget.euros else view.unknown,
            )


def _work(activity: Activity, budget: Budget, view: View, *, is_done: bool) -> Markup:
    payer = view.plain(budget.payer_name) or _("payer not known")
    if not is_done:
        payer = _("{payer}: planned", payer=payer)
    amount = sum_of(budget.amount or 0, budget.currency)
    return (
        view.text(activity.title)
        + Markup("<br>")
        + _SOFT.format(payer)
        + view.chips(budget.sources)
        + _TINY.format(amount)
    )


def _money_words(activities: Sequence[Activity], key: str, view: View) -> str:
    works = works_with_money(view.measures, key)
    if not works:
        return ""
    known = _n(
        "Known for {count} of {all} activity.",
        "Known for {count} of {all} activities.",
        len(works),
        all=len(activities),
    )
    twice = (
        _("Of one work sources name several sums; they are not to be added.")
        if any(work.is_told_twice for work in works)
        else ""
    )
    return " ".join(filter(None, (known, twice)))


def _people(documents: Sequence[Agreement], view: View) -> Iterator[tuple[str, str, Markup]]:
    """Yield who signed: the person, the office, and what they signed and whether still in it."""
    seen: dict[tuple[str, str, str], tuple[list[str], list[str], str]] = {}
    for one in documents:
        for each in one.signatures:
            unit = view.city_name(each.unit) if each.unit in view.facts.cities else ""
            unit = unit or view.plain(each.unit_name)
            dates, sources, _still = seen.setdefault(
                (each.person, office_name(each.office), unit), ([], [], each.still)
            )
            dates += [short_date(stated.value) for stated in one.signed[:1]]
            sources += each.sources
    for (person, office, unit), (dates, sources, still) in seen.items():
        place = (
            _("{office} of {city}", office=office, city=unit) if office and unit else office or unit
        )
        signed = _("signed {dates}", dates=listing(dates)) if dates else _("signed")
        after = {"no": _("left office"), "yes": _("in office")}.get(still, "")
        rest = _SOFT.format(signed) + view.chips(sources)
        yield person, place, rest + (escape(f" · {after}") if after else Markup(""))


def study_entry(study: Study, key: str, view: View) -> tuple[Markup, str, Markup]:
    """Return a study in a list: its title, its authors and year, and how it judges.

    Args:
        study: the study.
        key: of the partnership whose findings count; "" for all.
        view: of the page.
    """
    published = short_date(study.published) if study.published else _("no date")
    about = ", ".join(filter(None, (_authors(study), published)))
    judged = dict.fromkeys(
        view.plain(one.assessment.name)
        for one in study.findings
        if one.assessment and (not key or one.partnership in (key, ""))
    )
    words = (
        _("{about}: {judgement}", about=about, judgement=listing([*judged])) if judged else about
    )
    return view.study(study.key), words, view.chips(study.sources)
