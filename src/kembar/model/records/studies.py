"""Studies of partnerships."""

from dataclasses import dataclass, field

from kembar.model.dates import PartialDate
from kembar.model.declaration import declare, record_type
from kembar.model.values import Concept, Key, WebAddress


@record_type(
    "kb:Study",
    ("study", "kajian"),
    head=("{title}", "{title}"),
    more=(
        "publisher, methods, evidence, concepts, fields, keywords, years studied",
        "penerbit, metode, bukti, konsep, bidang, kata kunci, tahun yang dikaji",
    ),
)
@dataclass(frozen=True, kw_only=True)
class Study:
    """A study of partnerships: its authors, period, methods and evidence."""

    study: Key
    title: str = field(metadata=declare("dcterms:title", ("Its title?", "Judulnya?"), usual=True))
    author: str = field(
        default="",
        metadata=declare(
            "kb:author",
            (
                "Who wrote it? (several: with ; between)",
                "Siapa penulisnya? (beberapa: dengan ; di antaranya)",
            ),
            ("by {}", "oleh {}"),
            usual=True,
        ),
    )
    year: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:publishedOn",
            ("In which year did it appear?", "Terbit tahun berapa?"),
            ("{}", "{}"),
            usual=True,
        ),
    )
    type: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:studyType",
            ("Which type of study?", "Jenis kajiannya?"),
            ("a {}", "{}"),
            scheme="study-type",
            usual=True,
        ),
    )
    publisher: str = field(
        default="",
        metadata=declare(
            "kb:publisher",
            ("Which journal or university?", "Jurnal atau universitas mana?"),
            ("{}", "{}"),
        ),
    )
    partnerships: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:studies",
            ("Which partnerships does it examine?", "Kemitraan mana yang dikaji?"),
            ("on {}", "tentang {}"),
            kinds=("partnership",),
            option="partnership",
            usual=True,
        ),
    )
    methods: tuple[Concept, ...] = field(
        default=(),
        metadata=declare(
            "kb:method",
            ("By which methods?", "Dengan metode apa?"),
            ("by {}", "dengan {}"),
            scheme="method",
            option="method",
        ),
    )
    evidence: tuple[Concept, ...] = field(
        default=(),
        metadata=declare(
            "kb:evidenceType",
            ("On which evidence?", "Berdasarkan bukti apa?"),
            ("on the evidence of {}", "berdasarkan {}"),
            scheme="evidence",
        ),
    )
    concepts: tuple[Concept, ...] = field(
        default=(),
        metadata=declare(
            "kb:usesConcept",
            ("Which research concepts does it use?", "Konsep penelitian apa yang dipakai?"),
            ("with the concepts {}", "dengan konsep {}"),
            scheme="research-concept",
            option="concept",
        ),
    )
    fields: tuple[Concept, ...] = field(
        default=(),
        metadata=declare(
            "kb:field",
            ("In which fields of cooperation?", "Dalam bidang kerja sama apa saja?"),
            ("in the fields {}", "dalam bidang {}"),
            scheme="field",
            option="field",
        ),
    )
    keywords: tuple[str, ...] = field(
        default=(),
        metadata=declare(
            "kb:keyword",
            ("Which keywords does it give itself?", "Kata kunci apa yang dicantumkannya?"),
            ("keywords {}", "kata kunci {}"),
            option="keyword",
        ),
    )
    studied_from: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:studiedFrom",
            ("From when on does it examine the cooperation?", "Sejak kapan kerja sama itu dikaji?"),
            ("examined from {}", "dikaji sejak {}"),
        ),
    )
    studied_until: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:studiedUntil",
            ("Until when?", "Sampai kapan?"),
            ("to {}", "sampai {}"),
            after="studied_from",
        ),
    )
    url: WebAddress | None = field(
        default=None,
        metadata=declare(
            "kb:webAddress", ("Its web address?", "Alamat webnya?"), ("{}", "{}"), usual=True
        ),
    )
    source: Key
