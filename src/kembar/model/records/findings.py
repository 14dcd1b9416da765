"""Findings of studies, and the obstacles that they report."""

from dataclasses import dataclass, field

from kembar.model.dates import PartialDate
from kembar.model.declaration import declare, record_type
from kembar.model.records.studies import CONCERNED, IN_INDONESIAN, LOCATOR
from kembar.model.values import Concept, Key


@record_type(
    "kb:Finding",
    ("finding", "temuan"),
    head=("{study}: {statement_en}", "{study}: {statement_en}"),
    more=("criterion, evidence, where in the study", "kriteria, bukti, letaknya dalam kajian"),
    first=("study", "statement_en", "statement_id"),
)
@dataclass(frozen=True, kw_only=True)
class Finding:
    """A finding of a study about a partnership, with its assessment and its place in the study."""

    finding: Key
    study: Key = field(
        metadata=declare(
            "kb:reportedBy",
            ("Which study finds it?", "Kajian mana yang menemukan?"),
            kinds=("study",),
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
                "What does it find, in English and in your own words?",
                "Apa temuannya, dalam bahasa Inggris dengan kata-kata Anda sendiri?",
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
    assessment: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:assessment",
            ("How does it judge the matter?", "Bagaimana penilaiannya?"),
            ("judged {}", "dinilai {}"),
            scheme="assessment",
            usual=True,
        ),
    )
    criterion: str = field(
        default="",
        metadata=declare(
            "kb:criterion", ("By which criterion?", "Dengan kriteria apa?"), ("by {}", "menurut {}")
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
    locator: str = field(
        default="",
        metadata=LOCATOR,
    )
    source: Key


@record_type(
    "kb:Obstacle",
    ("obstacle", "hambatan"),
    head=("{study}: {label_en}", "{study}: {label_en}"),
    more=(
        "the finding that names it, what it hindered",
        "temuan yang menyebutnya, apa yang terhambat",
    ),
    first=("study", "label_en", "label_id", "type"),
)
@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """An obstacle to cooperation, as a study reports it."""

    obstacle: Key
    study: Key = field(
        metadata=declare(
            "kb:reportedBy",
            ("Which study reports it?", "Kajian mana yang melaporkan?"),
            kinds=("study",),
            usual=True,
        )
    )
    finding: Key | None = field(
        default=None,
        metadata=declare(
            "kb:identifiedBy",
            ("Which finding names it?", "Temuan mana yang menyebutnya?"),
            ("as {} says", "menurut {}"),
            kinds=("finding",),
        ),
    )
    partnership: Key | None = field(
        default=None,
        metadata=declare(
            "kb:concerns",
            ("In which partnership?", "Dalam kemitraan mana?"),
            ("in {}", "dalam {}"),
            kinds=("partnership",),
            usual=True,
        ),
    )
    type: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:obstacleType",
            ("Which type of obstacle?", "Jenis hambatannya?"),
            ("{}", "{}"),
            scheme="obstacle-type",
            usual=True,
        ),
    )
    label_en: str = field(
        metadata=declare(
            "rdfs:label",
            ("What is it called, in English?", "Apa namanya, dalam bahasa Inggris?"),
            language="en",
            option="name",
            usual=True,
        )
    )
    label_id: str = field(
        default="",
        metadata=declare(
            "rdfs:label",
            ("The same in Indonesian?", "Hal yang sama dalam bahasa Indonesia?"),
            ("in Indonesian: {}", "dalam bahasa Indonesia: {}"),
            language="id",
            option="name-id",
            usual=True,
        ),
    )
    affects: Key | None = field(
        default=None,
        metadata=declare(
            "kb:affects",
            (
                "Which agreement or activity did it hinder?",
                "Perjanjian atau kegiatan mana yang terhambat?",
            ),
            ("it hindered {}", "menghambat {}"),
            kinds=("agreement", "activity"),
        ),
    )
    when: PartialDate | None = field(
        default=None,
        metadata=declare("kb:occurredOn", ("When?", "Kapan?"), ("{}", "{}"), usual=True),
    )
    source: Key
