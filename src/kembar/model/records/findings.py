"""Findings of studies, and the obstacles that they report."""

from dataclasses import dataclass, field

from kembar.language import N_
from kembar.model.dates import PartialDate
from kembar.model.declaration import declare, record_type
from kembar.model.records.studies import CONCERNED, IN_INDONESIAN, LOCATOR
from kembar.model.values import Concept, Key


@record_type(
    "kb:Finding",
    N_("finding"),
    head=N_("{study}: {statement_en}"),
    more=N_("criterion, evidence, where in the study"),
    first=("study", "statement_en", "statement_id"),
)
@dataclass(frozen=True, kw_only=True)
class Finding:
    """A finding of a study about a partnership, with its assessment and its place in the study."""

    finding: Key
    study: Key = field(
        metadata=declare(
            "kb:reportedBy",
            N_("Which study finds it?"),
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
            N_("What does it find, in English and in your own words?"),
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
            N_("How does it judge the matter?"),
            N_("judged {value}"),
            scheme="assessment",
            usual=True,
        ),
    )
    criterion: str = field(
        default="",
        metadata=declare("kb:criterion", N_("By which criterion?"), N_("criterion: {value}")),
    )
    evidence: tuple[Concept, ...] = field(
        default=(),
        metadata=declare(
            "kb:evidenceType",
            N_("On which evidence?"),
            N_("on the evidence of {value}"),
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
    N_("obstacle"),
    head=N_("{study}: {label_en}"),
    more=N_("the finding that names it, what it hindered"),
    first=("study", "label_en", "label_id", "type"),
)
@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """An obstacle to cooperation, as a study reports it."""

    obstacle: Key
    study: Key = field(
        metadata=declare(
            "kb:reportedBy",
            N_("Which study reports it?"),
            kinds=("study",),
            usual=True,
        )
    )
    finding: Key | None = field(
        default=None,
        metadata=declare(
            "kb:identifiedBy",
            N_("Which finding names it?"),
            N_("as {value} says"),
            kinds=("finding",),
        ),
    )
    partnership: Key | None = field(
        default=None,
        metadata=declare(
            "kb:concerns",
            N_("In which partnership?"),
            N_("in the partnership {value}"),
            kinds=("partnership",),
            usual=True,
        ),
    )
    type: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:obstacleType",
            N_("Which type of obstacle?"),
            N_("{value}"),
            scheme="obstacle-type",
            usual=True,
        ),
    )
    label_en: str = field(
        metadata=declare(
            "rdfs:label",
            N_("What is it called, in English?"),
            language="en",
            option="name",
            usual=True,
        )
    )
    label_id: str = field(
        default="",
        metadata=declare(
            "rdfs:label",
            N_("The same in Indonesian?"),
            N_("in Indonesian: {value}"),
            language="id",
            option="name-id",
            usual=True,
        ),
    )
    label_ko: str = field(
        default="",
        metadata=declare(
            "rdfs:label",
            N_("The same in Korean?"),
            N_("in Korean: {value}"),
            language="ko",
            option="name-ko",
            usual=True,
        ),
    )
    affects: Key | None = field(
        default=None,
        metadata=declare(
            "kb:affects",
            N_("Which agreement or activity did it hinder?"),
            N_("hindered {value}"),
            kinds=("agreement", "activity"),
        ),
    )
    when: PartialDate | None = field(
        default=None,
        metadata=declare("kb:occurredOn", N_("When?"), N_("{value}"), usual=True),
    )
    source: Key
