"""Partnerships, and the agreements and activities under them, from statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kembar.model.dates import PartialDate
from kembar.profiles.facts import (
    Activity,
    Agreement,
    Budget,
    Concept,
    Partnership,
    Signature,
    Stated,
)
from kembar.profiles.reading.names import Names
from kembar.profiles.reading.statements import Sources, Statements, Thing, joined
from kembar.queries.saved import Text
from kembar.rdf.namespaces import local_name

_PRESENT = ("active", "prospective", "suspended", "ended", "cancelled")
"""The narrowest statuses of a partnership; a rule derives also the broader ones."""

Rates = Mapping[str, list[tuple[str, float]]]
"""Days and rates to the euro by currency, the latest last."""


def partnerships(
    statements: Statements, names: Names, statuses: Mapping[str, str] | None
) -> dict[str, Partnership]:
    """Return all partnerships by key.

    Args:
        statements: of the graph.
        names: of the graph.
        statuses: on some day, by IRI: those of another are prospective; None for the present ones.
    """
    return {
        thing.key: Partnership(
            key=thing.key,
            iri=thing.iri,
            partners=_partners(thing, names),
            name=names.partnership(thing),
            kind=statements.stated_concepts(thing, "kb:partnershipKind"),
            status=_told_statuses(statements, thing),
            present=_present(thing) if statuses is None else statuses.get(thing.iri, "prospective"),
            since=thing.stated("kb:since"),
            until=thing.stated("kb:until"),
            origin=thing.stated("kb:origin"),
            claimed_by=thing.stated_keys("kb:claimedBy"),
            tier_gap=_number(thing.derived_text("kb:tierGap")),
            shares_language={"true": True, "false": False}.get(
                thing.derived_text("kb:sharesLanguage")
            ),
            sources=thing.sources,
        )
        for thing in statements.of("Partnership").values()
    }


def agreements(
    statements: Statements, names: Names, still: Mapping[tuple[str, str], str]
) -> dict[str, Agreement]:
    """Return all agreements by key.

    Args:
        statements: of the graph.
        names: of the graph.
        still: whether signers are in office, by the IRIs of document and person.
    """
    return {
        thing.key: Agreement(
            key=thing.key,
            iri=thing.iri,
            partnership=thing.first_key("kb:underPartnership"),
            title=names.title(thing),
            type=statements.stated_concepts(thing, "kb:agreementType"),
            signed=thing.stated("kb:signedOn"),
            valid_from=thing.stated("kb:validFrom"),
            valid_until=thing.stated("kb:validUntil"),
            signed_in=thing.stated_keys("kb:signedIn"),
            signatures=_signatures(statements, names, thing, still),
            fields=statements.stated_concepts(thing, "kb:field"),
            agencies=_named(names, thing, "kb:carriedBy"),
            renews=thing.keys("kb:renews"),
            follows=thing.keys("kb:follows"),
            text_address=thing.first("kb:textAddress"),
            sources=thing.sources,
        )
        for thing in statements.of("Agreement").values()
    }


def activities(statements: Statements, names: Names) -> dict[str, Activity]:
    """Return all activities by key."""
    rates = _rates(statements)
    return {
        thing.key: Activity(
            key=thing.key,
            iri=thing.iri,
            partnerships=thing.keys("kb:underPartnership"),
            title=names.title(thing),
            agreement=thing.first_key("kb:underAgreement"),
            kind=statements.stated_concepts(thing, "kb:activityKind"),
            status=statements.stated_concepts(thing, "kb:activityStatus"),
            start=thing.stated("kb:startDate"),
            end=thing.stated("kb:endDate"),
            place=thing.stated_keys("kb:place"),
            organisers=_named(names, thing, "kb:organiser"),
            participants=_counts(thing),
            participants_from=_named(names, thing, "kb:participantsFrom"),
            budgets=_budgets(statements, names, thing, rates),
            fields=statements.stated_concepts(thing, "kb:field"),
            dimensions=statements.stated_concepts(thing, "kb:capacityDimension"),
            outputs=thing.stated("kb:output"),
            attendance=_number(thing.derived_text("kb:attendance")),
            sources=thing.sources,
        )
        for thing in statements.of("Activity").values()
    }


def _partners(thing: Thing, names: Names) -> tuple[str, ...]:
    """The keys of the partners in the order of their names in answers."""
    units = sorted(thing.texts("kb:hasPartner"), key=lambda iri: (names.unit(iri).en, iri))
    return tuple(map(local_name, units))


def _present(thing: Thing) -> str:
    statuses = set(map(local_name, thing.derived("kb:inStatus")))
    return next((status for status in _PRESENT if status in statuses), "active")


def _told_statuses(statements: Statements, thing: Thing) -> tuple[Stated[Concept], ...]:
    """The statuses that sources state, each with those that state it."""
    nodes = statements.of("PartnershipStatus")
    tellers: dict[str, list[Sources]] = defaultdict(list)
    for iri in thing.texts("kb:hasStatus"):
        if iri in nodes:
            for status in nodes[iri].stated("kb:status"):
                tellers[status.value].append(status.sources)
    return tuple(
        Stated(statements.concept(status), joined(tellers[status])) for status in sorted(tellers)
    )


def _signatures(
    statements: Statements, names: Names, thing: Thing, still: Mapping[tuple[str, str], str]
) -> tuple[Signature, ...]:
    """The signers of a document, each once, whatever the spelling of a source."""
    nodes = statements.of("Signature")
    signatures: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    for iri in thing.texts("kb:hasSignature"):
        if iri in nodes:
            for person in nodes[iri].texts("kb:signer"):
                side = nodes[iri].first("kb:onBehalfOf")
                signatures[side, names.one_person(person)].append(nodes[iri])
    return tuple(
        Signature(
            person=names.person(person),
            unit=local_name(side),
            office=min(filter(None, (one.first("kb:office") for one in those)), default=""),
            still=still.get((thing.iri, person), ""),
            sources=joined(one.sources for one in those),
            unit_name=names.of(side) if side else Text(""),
        )
        for (side, person), those in sorted(signatures.items())
    )


def _named(names: Names, thing: Thing, name: str) -> tuple[Stated[Text], ...]:
    """The units and agencies that a property names, by name."""
    return tuple(Stated(names.of(one.value), one.sources) for one in thing.stated(name))


def _counts(thing: Thing) -> tuple[Stated[int], ...]:
    """The numbers of people that sources state, the least first."""
    counts = [
        Stated(number, one.sources)
        for one in thing.stated("kb:participantCount")
        if (number := _number(one.value)) is not None
    ]
    return tuple(sorted(counts, key=lambda one: one.value))


def _budgets(
    statements: Statements, names: Names, thing: Thing, rates: Rates
) -> tuple[Budget, ...]:
    """The sums that sources state, each with all of its sources."""
    nodes = statements.of("Budget")
    tellers: dict[tuple[str, str, str], list[Sources]] = defaultdict(list)
    for iri in thing.texts("kb:hasBudget"):
        if iri in nodes:
            node = nodes[iri]
            sum_of_it = (node.first("kb:amount"), node.first("kb:currency"), node.first("kb:payer"))
            tellers[sum_of_it].append(node.sources)
    latest = _latest_day(thing.texts("kb:startDate"))
    budgets = []
    for (text, currency, payer), sources in sorted(tellers.items()):
        amount = _decimal(text)
        budgets.append(
            Budget(
                amount=amount,
                currency=currency,
                payer=local_name(payer),
                euros=_euros(amount, currency, latest, rates),
                sources=joined(sources),
                payer_name=names.of(payer) if payer else Text(""),
            )
        )
    return tuple(budgets)


def _rates(statements: Statements) -> Rates:
    rates: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for thing in statements.of("ExchangeRate").values():
        value = _decimal(thing.first("kb:value"))
        if thing.first("kb:baseCurrency") == "EUR" and value:
            rates[thing.first("kb:currency")].append((thing.first("kb:period"), value))
    return {currency: sorted(those) for currency, those in rates.items()}


def _euros(amount: float | None, currency: str, latest: str, rates: Rates) -> float | None:
    """An amount by the last rate that is not later than a day, as the question funding has it."""
    if amount is None or currency == "EUR":
        return amount
    known = [rate for day, rate in rates.get(currency, ()) if day <= latest]
    return amount / known[-1] if known else None


def _latest_day(dates: Iterable[str]) -> str:
    """The last day that a date may be, ISO 8601; "" where none has one."""
    days = []
    for text in dates:
        try:
            day = PartialDate(text).latest
        except ValueError:
            continue  # a file may state any text
        days += [day.isoformat()] if day else []
    return max(days, default="")


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _decimal(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
