"""Studies of partnerships, and what they say of themselves and of their field."""

from dataclasses import dataclass, field

from kembar.language import N_
from kembar.model.dates import PartialDate
from kembar.model.declaration import declare, record_type
from kembar.model.values import Concept, Key, WebAddress

CONCERNED = declare(
    "kb:concerns",
    N_("On which partnership?"),
    N_("on the partnership {value}"),
    kinds=("partnership",),
    usual=True,
)
IN_INDONESIAN = declare(
    "kb:statement",
    N_("The same in Indonesian?"),
    N_("in Indonesian: {value}"),
    language="id",
    usual=True,
)
LOCATOR = declare(
    "kb:locator",
    N_("Where in the study does it stand (page, section)?"),
    N_("at {value}"),
)
"""Of what a study states and of what it finds alike."""


@record_type(
    "kb:Study",
    N_("study"),
    head=N_("{title}"),
    more=N_(
        "titles in other languages, publisher, methods, evidence, concepts, fields, keywords, "
        "years studied"
    ),
)
@dataclass(frozen=True, kw_only=True)
class Study:
    """A study of partnerships: its authors, period, methods and evidence."""

    study: Key
    title: str = field(metadata=declare("dcterms:title", N_("Its title?"), usual=True))
    title_en: str = field(
        default="",
        metadata=declare(
            "dcterms:alternative",
            N_("Its title in English, as printed?"),
            N_("in English: {value}"),
            language="en",
        ),
    )
    title_id: str = field(
        default="",
        metadata=declare(
            "dcterms:alternative",
            N_("Its title in Indonesian, as printed?"),
            N_("in Indonesian: {value}"),
            language="id",
        ),
    )
    author: str = field(
        default="",
        metadata=declare(
            "kb:author",
            N_("Who wrote it? (several names: separate them by ;)"),
            N_("by {value}"),
            usual=True,
        ),
    )
    year: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:publishedOn",
            N_("In which year did it appear?"),
            N_("{value}"),
            usual=True,
        ),
    )
    type: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:studyType",
            N_("Which type of study?"),
            N_("{value}"),
            scheme="study-type",
            usual=True,
        ),
    )
    publisher: str = field(
        default="",
        metadata=declare(
            "kb:publisher",
            N_("Which journal or university?"),
            N_("{value}"),
        ),
    )
    partnerships: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:studies",
            N_("Which partnerships does it examine?"),
            N_("examines {value}"),
            kinds=("partnership",),
            option="partnership",
            usual=True,
        ),
    )
    methods: tuple[Concept, ...] = field(
        default=(),
        metadata=declare(
            "kb:method",
            N_("By which methods?"),
            N_("methods: {value}"),
            scheme="method",
            option="method",
        ),
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
    concepts: tuple[Concept, ...] = field(
        default=(),
        metadata=declare(
            "kb:usesConcept",
            N_("Which research concepts does it use?"),
            N_("with the concepts {value}"),
            scheme="research-concept",
            option="concept",
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
    keywords: tuple[str, ...] = field(
        default=(),
        metadata=declare(
            "kb:keyword",
            N_("Which keywords does it give itself?"),
            N_("keywords {value}"),
            option="keyword",
        ),
    )
    keywords_en: tuple[str, ...] = field(
        default=(),
        metadata=declare(
            "kb:keyword",
            N_("Which keywords in English?"),
            N_("keywords in English {value}"),
            language="en",
            option="keyword-en",
        ),
    )
    keywords_id: tuple[str, ...] = field(
        default=(),
        metadata=declare(
            "kb:keyword",
            N_("Which keywords in Indonesian?"),
            N_("keywords in Indonesian {value}"),
            language="id",
            option="keyword-id",
        ),
    )
    studied_from: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:studiedFrom",
            N_("From which year does it examine the cooperation?"),
            N_("period examined from {value}"),
        ),
    )
    studied_until: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:studiedUntil",
            N_("To which year?"),
            N_("to {value}"),
            after="studied_from",
        ),
    )
    url: WebAddress | None = field(
        default=None,
        metadata=declare("kb:webAddress", N_("Its web address?"), N_("{value}"), usual=True),
    )
    source: Key


@record_type(
    "kb:StudyElement",
    N_("element"),
    head=N_("{study}, {type}: {statement_en}"),
    more=N_("where in the study"),
    first=("study", "type", "statement_en", "statement_id"),
)
@dataclass(frozen=True, kw_only=True)
class Element:
    """An element of a study: a statement of its aim, scope or premise, which it does not find."""

    element: Key
    study: Key = field(
        metadata=declare("kb:elementOf", N_("Of which study?"), kinds=("study",), usual=True)
    )
    type: Concept = field(
        metadata=declare(
            "kb:elementType",
            N_("Is it the aim of the study, its scope or a premise?"),
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
            N_("What does it say, in English and in your own words?"),
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
