"""Activities under partnerships, and events that touch many of them."""

from dataclasses import dataclass, field
from decimal import Decimal

from kembar.model.dates import PartialDate
from kembar.model.declaration import NOTE, declare, record_type
from kembar.model.values import Concept, Key


@record_type(
    "kb:Activity",
    ("activity", "kegiatan"),
    head=("{partnerships}: {title}", "{partnerships}: {title}"),
    more=(
        "whether it was carried out, its agreement, organisers, guests, who paid, fields, a remark",
        "terlaksana atau tidak, perjanjiannya, penyelenggara, asal peserta, pembayar, bidang, "
        "catatan",
    ),
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
            ("Under which partnership?", "Dalam kemitraan mana?"),
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
            ("Under which agreement?", "Berdasarkan perjanjian mana?"),
            ("under {}", "berdasarkan {}"),
            kinds=("agreement",),
        ),
    )
    kind: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:activityKind",
            ("Of which kind?", "Jenisnya apa?"),
            ("{}", "{}"),
            scheme="activity-kind",
            usual=True,
        ),
    )
    status: Concept = field(
        metadata=declare(
            "kb:activityStatus",
            ("Planned, carried out or called off?", "Direncanakan, terlaksana atau dibatalkan?"),
            ("{}", "{}"),
            scheme="activity-status",
            default="carried-out",
        )
    )
    title: str = field(
        default="",
        metadata=declare(
            "rdfs:label",
            ("What was it, in a few words?", "Kegiatan apa, secara singkat?"),
            least=1,
            usual=True,
        ),
    )
    start: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:startDate",
            ("When did it begin?", "Kapan dimulai?"),
            ("from {}", "sejak {}"),
            usual=True,
        ),
    )
    end: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:endDate",
            ("When did it end?", "Kapan selesai?"),
            ("to {}", "sampai {}"),
            usual=True,
            after="start",
        ),
    )
    place: Key | None = field(
        default=None,
        metadata=declare(
            "kb:place",
            ("In which city?", "Di kota mana?"),
            ("in {}", "di {}"),
            kinds=("city",),
            usual=True,
        ),
    )
    organisers: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:organiser",
            ("Who organised it?", "Siapa penyelenggaranya?"),
            ("organised by {}", "diselenggarakan {}"),
            kinds=("agency", "city"),
            option="organiser",
        ),
    )
    participants: int | None = field(
        default=None,
        metadata=declare(
            "kb:participantCount",
            ("How many took part?", "Berapa pesertanya?"),
            ("{} participants", "{} peserta"),
            amount=True,
            usual=True,
        ),
    )
    participants_from: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:participantsFrom",
            ("From which cities did they come?", "Peserta dari kota mana saja?"),
            ("from {}", "dari {}"),
            kinds=("city",),
        ),
    )
    budget: Decimal | None = field(
        default=None,
        metadata=declare(
            "kb:amount",
            ("What did it cost?", "Berapa biayanya?"),
            ("cost {}", "biaya {}"),
            node="kb:hasBudget",
            amount=True,
            usual=True,
        ),
    )
    currency: str = field(
        default="",
        metadata=declare(
            "kb:currency",
            ("In which currency?", "Dalam mata uang apa?"),
            ("{}", "{}"),
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
            ("Who paid?", "Siapa yang membayar?"),
            ("paid by {}", "dibayar {}"),
            node="kb:hasBudget",
            kinds=("agency", "city"),
            after="budget",
        ),
    )
    fields: tuple[Concept, ...] = field(
        default=(),
        metadata=declare(
            "kb:field",
            ("In which fields of cooperation?", "Dalam bidang kerja sama apa saja?"),
            ("on {}", "tentang {}"),
            scheme="field",
            option="field",
        ),
    )
    capacity_dimension: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:capacityDimension",
            ("Which dimension of capacity does it build?", "Dimensi kapasitas mana yang dibangun?"),
            ("building capacity in {}", "membangun kapasitas {}"),
            scheme="capacity-dimension",
        ),
    )
    outputs: str = field(
        default="",
        metadata=declare(
            "kb:output",
            ("What came of it?", "Apa hasilnya?"),
            ("outcome: {}", "hasil: {}"),
            usual=True,
        ),
    )
    source: Key
    note: str = field(default="", metadata=NOTE)


@record_type(
    "kb:Event",
    ("event", "peristiwa"),
    head=("{name_en}", "{name_en}"),
    more=("a remark", "catatan"),
)
@dataclass(frozen=True, kw_only=True)
class Event:
    """A dated event that affects many partnerships."""

    event: Key
    name_en: str = field(
        metadata=declare(
            "rdfs:label",
            ("Its name in English?", "Namanya dalam bahasa Inggris?"),
            language="en",
            option="name",
            usual=True,
        )
    )
    name_id: str = field(
        default="",
        metadata=declare(
            "rdfs:label",
            ("Its name in Indonesian?", "Namanya dalam bahasa Indonesia?"),
            ("{} in Indonesian", "{} dalam bahasa Indonesia"),
            language="id",
            usual=True,
        ),
    )
    start: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:startDate",
            ("When did it begin?", "Kapan dimulai?"),
            ("from {}", "sejak {}"),
            usual=True,
        ),
    )
    end: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:endDate",
            ("When did it end?", "Kapan berakhir?"),
            ("to {}", "sampai {}"),
            usual=True,
        ),
    )
    source: Key
    note: str = field(default="", metadata=NOTE)
