"""Partnerships and the agreements under them."""

from dataclasses import dataclass, field

from kembar.model.dates import PartialDate
from kembar.model.declaration import NOTE, declare, record_type
from kembar.model.values import Concept, Key, WebAddress


@record_type(
    "kb:Partnership",
    ("partnership", "kemitraan"),
    head=("{cities}: {kind}", "{cities}: {kind}"),
    more=(
        "its status, its end, how it began, whose statement it is, web addresses, a remark",
        "statusnya, berakhirnya, awalnya, pernyataan siapa, alamat web, catatan",
    ),
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
            ("Which cities are the partners?", "Kota mana saja yang bermitra?"),
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
            ("Of which kind? (empty: not told)", "Jenisnya apa? (kosong: tidak disebut)"),
            scheme="partnership-kind",
            usual=True,
        ),
    )
    since: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:since", ("Since when?", "Sejak kapan?"), ("since {}", "sejak {}"), usual=True
        ),
    )
    until: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:until",
            ("When did it end? (empty: it has not)", "Kapan berakhir? (kosong: belum)"),
            ("ended {}", "berakhir {}"),
        ),
    )
    status: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:status",
            (
                "Does the source tell how far it has come? (empty: concluded)",
                "Apakah sumber menyebut statusnya? (kosong: sudah disepakati)",
            ),
            ("status {}", "status {}"),
            node="kb:hasStatus",
            scheme="partnership-status",
        ),
    )
    status_on: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:statusOn",
            ("As of when is this its status?", "Status itu per kapan?"),
            ("as of {}", "per {}"),
            node="kb:hasStatus",
            after="status",
        ),
    )
    origin: str = field(
        default="",
        metadata=declare(
            "kb:origin",
            ("How did it begin?", "Bagaimana awalnya?"),
            ("it began so: {}", "awalnya: {}"),
        ),
    )
    claimed_by: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:claimedBy",
            ("Of which partners is this their own statement?", "Ini pernyataan mitra yang mana?"),
            ("as {} itself states", "menurut {} sendiri"),
            kinds=("city",),
        ),
    )
    references: tuple[WebAddress, ...] = field(
        default=(),
        metadata=declare(
            "kb:reference",
            (
                "Which web addresses does the source give in turn?",
                "Alamat web mana yang dirujuk sumber?",
            ),
            ("with reference to {}", "merujuk {}"),
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
    ("agreement", "perjanjian"),
    head=("{partnership}: {type}", "{partnership}: {type}"),
    more=(
        "where and by whom it was signed, from when it is in force, agencies, "
        "which agreement it renews, its text, a remark",
        "tempat dan penandatangan, mulai berlakunya, lembaga, "
        "perjanjian yang diperpanjang, naskah, catatan",
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
            ("Under which partnership?", "Dalam kemitraan mana?"),
            kinds=("partnership",),
            usual=True,
        )
    )
    type: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:agreementType",
            ("Which type of document?", "Jenis dokumennya apa?"),
            scheme="agreement-type",
            least=1,
            usual=True,
        ),
    )
    title: str = field(
        default="",
        metadata=declare("rdfs:label", ("Its title?", "Judulnya?"), ("“{}”", "“{}”"), usual=True),
    )
    signed_on: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:signedOn",
            ("When was it signed?", "Kapan ditandatangani?"),
            ("signed {}", "ditandatangani {}"),
            usual=True,
        ),
    )
    signed_in: Key | None = field(
        default=None,
        metadata=declare(
            "kb:signedIn", ("In which city?", "Di kota mana?"), ("in {}", "di {}"), kinds=("city",)
        ),
    )
    valid_from: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:validFrom",
            (
                "From when is it in force? (empty: not told)",
                "Berlaku sejak kapan? (kosong: tidak disebut)",
            ),
            ("in force from {}", "berlaku sejak {}"),
        ),
    )
    valid_until: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:validUntil",
            ("What is its last day in force?", "Sampai kapan berlaku?"),
            ("until {}", "sampai {}"),
            usual=True,
        ),
    )
    signed_by: tuple[SignedBy, ...] = field(
        default=(),
        metadata=declare(
            "kb:hasSignature",
            (
                "Who signed? (a name alone, or name | office | city or agency)",
                "Siapa yang menandatangani? (nama saja, atau nama | jabatan | kota atau lembaga)",
            ),
            ("by {}", "oleh {}"),
            form="signature",
            kinds=("city", "agency"),
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
            usual=True,
        ),
    )
    agencies: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:carriedBy",
            ("Which agencies carry it?", "Lembaga mana yang melaksanakan?"),
            ("carried by {}", "dilaksanakan {}"),
            kinds=("agency",),
            option="agency",
        ),
    )
    renews: Key | None = field(
        default=None,
        metadata=declare(
            "kb:renews",
            ("Which agreement does it prolong?", "Perjanjian mana yang diperpanjang?"),
            ("renews {}", "memperpanjang {}"),
            kinds=("agreement",),
        ),
    )
    supersedes: Key | None = field(
        default=None,
        metadata=declare(
            "kb:supersedes",
            ("Which agreement does it replace?", "Perjanjian mana yang digantikan?"),
            ("replaces {}", "menggantikan {}"),
            kinds=("agreement",),
        ),
    )
    follows: Key | None = field(
        default=None,
        metadata=declare(
            "kb:follows",
            ("Which agreement does it take further?", "Perjanjian mana yang ditindaklanjuti?"),
            ("follows {}", "menindaklanjuti {}"),
            kinds=("agreement",),
        ),
    )
    text_url: WebAddress | None = field(
        default=None,
        metadata=declare(
            "kb:textAddress",
            ("The web address of its text?", "Alamat web naskahnya?"),
            ("text at {}", "naskah di {}"),
        ),
    )
    source: Key
    note: str = field(default="", metadata=NOTE)
