"""Studies of partnerships, and what they say of themselves and of their field."""

from dataclasses import dataclass, field

from kembar.model.dates import PartialDate
from kembar.model.declaration import declare, record_type
from kembar.model.values import Concept, Key, WebAddress

CONCERNED = declare(
    "kb:concerns",
    ("On which partnership?", "Tentang kemitraan mana?"),
    ("on {}", "tentang {}"),
    kinds=("partnership",),
    usual=True,
)
IN_INDONESIAN = declare(
    "kb:statement",
    ("The same in Indonesian?", "Hal yang sama dalam bahasa Indonesia?"),
    ("in Indonesian: {}", "dalam bahasa Indonesia: {}"),
    language="id",
    usual=True,
)
LOCATOR = declare(
    "kb:locator",
    (
        "Where in the study does it stand (page, section)?",
        "Di mana letaknya dalam kajian (halaman, bagian)?",
    ),
    ("at {}", "pada {}"),
)
"""Of what a study states and of what it finds alike."""


@record_type(
    "kb:Study",
    ("study", "kajian"),
    head=("{title}", "{title}"),
    more=(
        "titles in other languages, publisher, methods, evidence, concepts, fields, keywords, "
        "years studied",
        "judul dalam bahasa lain, penerbit, metode, bukti, konsep, bidang, kata kunci, tahun yang "
        "dikaji",
    ),
)
@dataclass(frozen=True, kw_only=True)
class Study:
    """A study of partnerships: its authors, period, methods and evidence."""

    study: Key
    title: str = field(metadata=declare("dcterms:title", ("Its title?", "Judulnya?"), usual=True))
    title_en: str = field(
        default="",
        metadata=declare(
            "dcterms:alternative",
            (
                "Its title in English, as printed?",
                "Judulnya dalam bahasa Inggris, seperti tercetak?",
            ),
            ("in English: {}", "dalam bahasa Inggris: {}"),
            language="en",
        ),
    )
    title_id: str = field(
        default="",
        metadata=declare(
            "dcterms:alternative",
            (
                "Its title in Indonesian, as printed?",
                "Judulnya dalam bahasa Indonesia, seperti tercetak?",
            ),
            ("in Indonesian: {}", "dalam bahasa Indonesia: {}"),
            language="id",
        ),
    )
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
    keywords_en: tuple[str, ...] = field(
        default=(),
        metadata=declare(
            "kb:keyword",
            ("Which keywords in English?", "Kata kunci apa dalam bahasa Inggris?"),
            ("keywords in English {}", "kata kunci dalam bahasa Inggris {}"),
            language="en",
            option="keyword-en",
        ),
    )
    keywords_id: tuple[str, ...] = field(
        default=(),
        metadata=declare(
            "kb:keyword",
            ("Which keywords in Indonesian?", "Kata kunci apa dalam bahasa Indonesia?"),
            ("keywords in Indonesian {}", "kata kunci dalam bahasa Indonesia {}"),
            language="id",
            option="keyword-id",
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


@record_type(
    "kb:StudyElement",
    ("element", "unsur"),
    head=("{study}, {type}: {statement_en}", "{study}, {type}: {statement_en}"),
    more=("where in the study", "letaknya dalam kajian"),
    first=("study", "type", "statement_en", "statement_id"),
)
@dataclass(frozen=True, kw_only=True)
class Element:
    """An element of a study: a statement of its aim, scope or premise, which it does not find."""

    element: Key
    study: Key = field(
        metadata=declare(
            "kb:elementOf", ("Of which study?", "Kajian mana?"), kinds=("study",), usual=True
        )
    )
    type: Concept = field(
        metadata=declare(
            "kb:elementType",
            (
                "Is it the aim of the study, its scope, a premise?",
                "Apakah ini tujuan kajian, cakupannya, atau titik tolaknya?",
            ),
            scheme="study-element",
            usual=True,
        )
    )
    partnership: Key | None = field(
        default=None,
        metadata=CONCERNED,
    )
    statement_en: str = field(
        metadata=declare(
            "kb:statement",
            (
                "What does it say, in English and in your own words?",
                "Apa isinya, dalam bahasa Inggris dengan kata-kata Anda sendiri?",
            ),
            language="en",
            option="statement",
            usual=True,
        )
    )
    statement_id: str = field(
        default="",
        metadata=IN_INDONESIAN,
    )
    locator: str = field(
        default="",
        metadata=LOCATOR,
    )
    source: Key
