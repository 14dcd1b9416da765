"""Partnerships and the agreements under them."""

from dataclasses import dataclass, field

from kembar.language import N_
from kembar.model.dates import PartialDate
from kembar.model.declaration import NOTE, declare, record_type
from kembar.model.values import Concept, Key, WebAddress


@record_type(
    "kb:Partnership",
    N_("partnership"),
    head=N_("{cities}: {kind}"),
    more=N_("status, end, origin, who states it, web addresses, a remark"),
)
@dataclass(frozen=True, kw_only=True)
class Partnership:
    """The lasting relation between two or more units.

    `status` is how far it has come as of `status_on`; a source without one tells of a partnership
    that was concluded. `claimed_by` are the partners that themselves publish the source;
    `references` are addresses that the source cites in turn.
    """

    partnership: Key
    cities: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:hasPartner",
            N_("Which cities are the partners?"),
            kinds=("city",),
            option="city",
            least=2,
            usual=True,
        ),
    )
    kind: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:partnershipKind",
            N_("Of which kind? (empty: the source does not say)"),
            scheme="partnership-kind",
            usual=True,
        ),
    )
    since: PartialDate | None = field(
        default=None,
        metadata=declare("kb:since", N_("Since when?"), N_("since {value}"), usual=True),
    )
    until: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:until",
            N_("When did it end? (empty: it has not)"),
            N_("ended {value}"),
        ),
    )
    status: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:status",
            N_("Which status does the source give? (empty: concluded)"),
            N_("status {value}"),
            node="kb:hasStatus",
            scheme="partnership-status",
        ),
    )
    status_on: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:statusOn",
            N_("On which date was this its status?"),
            N_("as of {value}"),
            node="kb:hasStatus",
            after="status",
        ),
    )
    origin: str = field(
        default="",
        metadata=declare(
            "kb:origin",
            N_("How did it begin?"),
            N_("origin: {value}"),
        ),
    )
    claimed_by: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:claimedBy",
            N_("Which partners state this themselves?"),
            N_("stated by {value} itself"),
            kinds=("city",),
        ),
    )
    references: tuple[WebAddress, ...] = field(
        default=(),
        metadata=declare(
            "kb:reference",
            N_("Which web addresses does the source cite?"),
            N_("citing {value}"),
            option="reference",
        ),
    )
    source: Key
    note: str = field(default="", metadata=NOTE)


@dataclass(frozen=True)
class SignedBy:
    """One signature under an agreement: who signed, in which office, for which unit or agency."""

    name: str = field(metadata=declare("kb:signer"))
    office: str = field(default="", metadata=declare("kb:office"))
    on_behalf_of: Key | None = field(default=None, metadata=declare("kb:onBehalfOf"))


@record_type(
    "kb:Agreement",
    N_("agreement"),
    head=N_("{partnership}: {type}"),
    more=N_(
        "where and by whom it was signed, from when it is in force, agencies, "
        "which agreement it renews, its text, a remark"
    ),
    first=("partnership", "type", "signed_on", "title", "signed_in", "signed_by"),
)
@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A document under a partnership."""

    agreement: Key
    partnership: Key = field(
        metadata=declare(
            "kb:underPartnership",
            N_("Under which partnership?"),
            kinds=("partnership",),
            usual=True,
        )
    )
    type: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:agreementType",
            N_("Which type of document?"),
            scheme="agreement-type",
            least=1,
            usual=True,
        ),
    )
    title: str = field(
        default="",
        metadata=declare("rdfs:label", N_("Its title?"), N_("“{value}”"), usual=True),
    )
    signed_on: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:signedOn",
            N_("When was it signed?"),
            N_("signed {value}"),
            usual=True,
        ),
    )
    signed_in: Key | None = field(
        default=None,
        metadata=declare("kb:signedIn", N_("In which city?"), N_("in {value}"), kinds=("city",)),
    )
    valid_from: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:validFrom",
            N_("From when is it in force? (empty: the source does not say)"),
            N_("in force from {value}"),
        ),
    )
    valid_until: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:validUntil",
            N_("What is its last day in force?"),
            N_("until {value}"),
            usual=True,
        ),
    )
    signed_by: tuple[SignedBy, ...] = field(
        default=(),
        metadata=declare(
            "kb:hasSignature",
            N_("Who signed? (a name alone, or name | office | city or agency)"),
            N_("signatories: {value}"),
            form="signature",
            kinds=("city", "agency"),
        ),
    )
    fields: tuple[Concept, ...] = field(
        default=(),
        metadata=declare(
            "kb:field",
            N_("In which fields of cooperation?"),
            N_("on {value}"),
            scheme="field",
            option="field",
            usual=True,
        ),
    )
    agencies: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:carriedBy",
            N_("Which agencies carry it out?"),
            N_("carried out by {value}"),
            kinds=("agency",),
            option="agency",
        ),
    )
    renews: Key | None = field(
        default=None,
        metadata=declare(
            "kb:renews",
            N_("Which agreement does it renew?"),
            N_("renews {value}"),
            kinds=("agreement",),
        ),
    )
    supersedes: Key | None = field(
        default=None,
        metadata=declare(
            "kb:supersedes",
            N_("Which agreement does it replace?"),
            N_("replaces {value}"),
            kinds=("agreement",),
        ),
    )
    follows: Key | None = field(
        default=None,
        metadata=declare(
            "kb:follows",
            N_("Which agreement does it follow up?"),
            N_("follows up {value}"),
            kinds=("agreement",),
        ),
    )
    text_url: WebAddress | None = field(
        default=None,
        metadata=declare(
            "kb:textAddress",
            N_("The web address of its text?"),
            N_("text at {value}"),
        ),
    )
    source: Key
    note: str = field(default="", metadata=NOTE)
