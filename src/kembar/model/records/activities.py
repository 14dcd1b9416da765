"""Activities under partnerships, and events that touch many of them."""

from dataclasses import dataclass, field
from decimal import Decimal

from kembar.language import N_
from kembar.model.dates import PartialDate
from kembar.model.declaration import NOTE, declare, record_type
from kembar.model.values import Concept, Key


@record_type(
    "kb:Activity",
    N_("activity"),
    head=N_("{partnerships}: {title}"),
    more=N_("status, agreement, organisers, participating cities, who paid, fields, a remark"),
    first=("partnerships", "title", "kind", "status", "start", "end"),
)
@dataclass(frozen=True, kw_only=True)
class Activity:
    """An activity under partnerships: its time, place, people, cost and outcome.

    One activity may serve several partnerships; its people and its money are counted once.
    """

    activity: Key
    partnerships: tuple[Key, ...] = field(
        metadata=declare(
            "kb:underPartnership",
            N_("Under which partnership?"),
            kinds=("partnership",),
            option="partnership",
            least=1,
            usual=True,
        )
    )
    agreement: Key | None = field(
        default=None,
        metadata=declare(
            "kb:underAgreement",
            N_("Under which agreement?"),
            N_("under {value}"),
            kinds=("agreement",),
        ),
    )
    kind: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:activityKind",
            N_("Of which kind?"),
            N_("{value}"),
            scheme="activity-kind",
            usual=True,
        ),
    )
    status: Concept = field(
        metadata=declare(
            "kb:activityStatus",
            N_("Was it planned, carried out or called off?"),
            N_("{value}"),
            scheme="activity-status",
            default="carried-out",
        )
    )
    title: str = field(
        default="",
        metadata=declare(
            "rdfs:label",
            N_("What is it called, in a few words?"),
            least=1,
            usual=True,
        ),
    )
    start: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:startDate",
            N_("When did it begin?"),
            N_("from {value}"),
            usual=True,
        ),
    )
    end: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:endDate",
            N_("When did it end?"),
            N_("to {value}"),
            usual=True,
            after="start",
        ),
    )
    place: Key | None = field(
        default=None,
        metadata=declare(
            "kb:place",
            N_("In which city?"),
            N_("in {value}"),
            kinds=("city",),
            usual=True,
        ),
    )
    organisers: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:organiser",
            N_("Who organised it?"),
            N_("organised by {value}"),
            kinds=("agency", "city"),
            option="organiser",
        ),
    )
    participants: int | None = field(
        default=None,
        metadata=declare(
            "kb:participantCount",
            N_("How many took part?"),
            N_("{value} participants"),
            amount=True,
            usual=True,
        ),
    )
    participants_from: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:participantsFrom",
            N_("From which cities did they come?"),
            N_("participants from {value}"),
            kinds=("city",),
        ),
    )
    budget: Decimal | None = field(
        default=None,
        metadata=declare(
            "kb:amount",
            N_("What did it cost?"),
            N_("cost {value}"),
            node="kb:hasBudget",
            amount=True,
            usual=True,
        ),
    )
    currency: str = field(
        default="",
        metadata=declare(
            "kb:currency",
            N_("In which currency?"),
            N_("{value}"),
            node="kb:hasBudget",
            usual=True,
            after="budget",
            hints=("IDR", "KRW", "USD", "EUR", "JPY", "CNY", "AUD", "GBP", "SGD", "MYR"),
        ),
    )
    payer: Key | None = field(
        default=None,
        metadata=declare(
            "kb:payer",
            N_("Who paid?"),
            N_("paid by {value}"),
            node="kb:hasBudget",
            kinds=("agency", "city"),
            after="budget",
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
        ),
    )
    capacity_dimension: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:capacityDimension",
            N_("Which dimension of capacity does it build?"),
            N_("building capacity in {value}"),
            scheme="capacity-dimension",
        ),
    )
    outputs: str = field(
        default="",
        metadata=declare(
            "kb:output",
            N_("What was its outcome?"),
            N_("outcome: {value}"),
            usual=True,
        ),
    )
    source: Key
    note: str = field(default="", metadata=NOTE)


@record_type(
    "kb:Event",
    N_("event"),
    head=N_("{name_en}"),
    more=N_("a remark"),
)
@dataclass(frozen=True, kw_only=True)
class Event:
    """A dated event that affects many partnerships."""

    event: Key
    name_en: str = field(
        metadata=declare(
            "rdfs:label",
            N_("Its name in English?"),
            language="en",
            option="name",
            usual=True,
        )
    )
    name_id: str = field(
        default="",
        metadata=declare(
            "rdfs:label",
            N_("Its name in Indonesian?"),
            N_("{value} in Indonesian"),
            language="id",
            usual=True,
        ),
    )
    start: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:startDate",
            N_("When did it begin?"),
            N_("from {value}"),
            usual=True,
        ),
    )
    end: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:endDate",
            N_("When did it end?"),
            N_("to {value}"),
            usual=True,
        ),
    )
    source: Key
    note: str = field(default="", metadata=NOTE)
