"""The links of a source merged into its claims about each partnership."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from kembar.errors import UnknownName, quoted
from kembar.importers.links import Link, Rejected
from kembar.importers.reconcile import MentionKey, Reconciler, Reconciliation, mention_key
from kembar.language import _
from kembar.names.lookup import resolve
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import local_name


@dataclass
class PartnershipClaims:
    """The statements of one source about a partnership; several values where they differ.

    `cities` and `claimed_by` are keys of cities, `kinds` notations of the scheme partnership-kind.
    """

    cities: tuple[str, str]
    kinds: set[str] = field(default_factory=set)
    since: set[str] = field(default_factory=set)
    until: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    claimed_by: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)

    def add(self, link: Link, kind: str, claimants: set[str]) -> None:
        """Add the values of a link.

        Args:
            link: a link of the two cities.
            kind: the notation of its kind, or "".
            claimants: the keys of the cities that claim it.
        """
        self.kinds |= {kind} - {""}
        self.since |= {str(link.since)} if link.since else set()
        self.until |= {str(link.until)} if link.until else set()
        unknown_kind = f"kind: {link.kind}" if link.kind and not kind else ""
        self.notes |= {link.note, unknown_kind} - {""}
        # A semicolon separates the values of a cell, so addresses have it percent-encoded.
        self.references |= {link.reference.replace(";", "%3B")} - {""}
        self.claimed_by |= claimants


class ClaimCollector:
    """Reconciles the mentions of links and merges the links by their cities.

    `claims` are by the two keys of the cities in order, `reconciliations` and `lines` by
    `mention_key`; `set_aside` counts the links with a mention that has no city.
    """

    def __init__(self, engine: Engine, reconciler: Reconciler) -> None:
        self._reconciler = reconciler
        self._kinds = _KindNotations(engine)
        self.links = 0
        self.set_aside = 0
        self.claims: dict[tuple[str, str], PartnershipClaims] = {}
        self.reconciliations: dict[MentionKey, Reconciliation] = {}
        self.lines: defaultdict[MentionKey, list[int]] = defaultdict(list)
        self.unknown_kinds: Counter[str] = Counter()
        self.rejected: list[Rejected] = []

    def add(self, link: Link | Rejected) -> None:
        """Merge a link, set it aside or reject it."""
        if isinstance(link, Rejected):
            self.rejected.append(link)
            return
        self.links += 1
        for mention in (link.one, link.other):
            key = mention_key(mention)
            self.reconciliations[key] = self._reconciler.reconcile(mention)
            self.lines[key] += [link.line] if link.line is not None else []
        one, other = (self._reconciler.reconcile(m).city for m in (link.one, link.other))
        if one is None or other is None:
            self.set_aside += 1
        elif one == other:
            reason = _(
                "{one} and {other} are the same city",
                one=quoted(link.one.name),
                other=quoted(link.other.name),
            )
            self.rejected.append(Rejected(reason, link.line))
        else:
            self._merge(link, (one, other) if one < other else (other, one))

    def matched(self) -> list[Reconciliation]:
        """The reconciliations with the cities of the partnerships."""
        cities = {city for pair in self.claims for city in pair}
        return [match for match in self.reconciliations.values() if match.city in cities]

    def unmatched(self) -> list[Reconciliation]:
        """The reconciliations that a person should review."""
        matches = self.reconciliations.values()
        return [match for match in matches if not match.city and match.how != "skipped"]

    def _merge(self, link: Link, cities: tuple[str, str]) -> None:
        kind = self._kinds.notation(link.kind)
        if link.kind and not kind:
            self.unknown_kinds[link.kind] += 1
        claimants = (self._reconciler.reconcile(mention).city for mention in link.claimed_by)
        claims = self.claims.setdefault(cities, PartnershipClaims(cities))
        claims.add(link, kind, {city for city in claimants if city})


class _KindNotations:
    """The notations of kinds of partnership by the words of a source, each resolved once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._notations: dict[str, str] = {"": ""}

    def notation(self, word: str) -> str:
        """The notation of a word, or "" if it is no kind."""
        if word not in self._notations:
            self._notations[word] = self._resolve(word)
        return self._notations[word]

    def _resolve(self, word: str) -> str:
        try:
            return local_name(resolve(self._engine, "partnership-kind", word))
        except UnknownName:
            return ""
