"""Sources, and records that come as tables: rates of exchange and matches of names."""

from dataclasses import dataclass, field
from decimal import Decimal

from kembar.language import N_
from kembar.model.dates import PartialDate
from kembar.model.declaration import declare, record_type
from kembar.model.values import Concept, Key, WebAddress


@record_type(
    "kb:Source",
    N_("source"),
    head=N_("{title}"),
    more=N_("author, type, language, a remark"),
    first=("url", "title", "publisher", "author", "published"),
)
@dataclass(frozen=True, kw_only=True)
class Source:
    """A publication that makes statements: news, thesis, article, law, data set, city site."""

    source: Key
    type: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:sourceType",
            N_("Which type of source?"),
            N_("{value}"),
            scheme="source-type",
        ),
    )
    title: str = field(
        metadata=declare("dcterms:title", N_("The title of the source?"), usual=True)
    )
    author: str = field(
        default="",
        metadata=declare(
            "kb:author",
            N_("Who wrote it? (several names: separate them by ;)"),
            N_("by {value}"),
        ),
    )
    publisher: str = field(
        default="",
        metadata=declare("kb:publisher", N_("Who publishes it?"), N_("{value}"), usual=True),
    )
    published: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:publishedOn",
            N_("When was it published?"),
            N_("{value}"),
            usual=True,
        ),
    )
    url: WebAddress | None = field(
        default=None,
        metadata=declare(
            "kb:webAddress",
            N_("Who says so? A web address, or the title of a document (empty: unverified)"),
            N_("{value}"),
            kinds=("source",),
            usual=True,
        ),
    )
    language: str = field(
        default="",
        metadata=declare(
            "dcterms:language",
            N_("In which language? (id, en, ko)"),
            N_("language: {value}"),
            hints=("id", "en", "ko", "ja", "zh", "de", "nl", "fr", "es"),
        ),
    )
    note: str = field(
        default="",
        metadata=declare(
            "rdfs:comment",
            N_("A remark on the source?"),
            N_("note: {value}"),
        ),
    )


@record_type("kb:ExchangeRate")
@dataclass(frozen=True, kw_only=True)
class Rate:
    """A rate of exchange of a day: one `base` is `value` units of `currency` (ISO 4217)."""

    rate: Key
    base: str = field(metadata=declare("kb:baseCurrency"))
    currency: str = field(metadata=declare("kb:currency"))
    period: PartialDate = field(metadata=declare("kb:period"))
    value: Decimal = field(metadata=declare("kb:value"))
    source: Key


@record_type("kb:Match")
@dataclass(frozen=True, kw_only=True)
class Match:
    """The unit that a name in a source means, by which method and with which score (0 to 1)."""

    match: Key
    name: str = field(metadata=declare("kb:writtenName"))
    written_country: str = field(default="", metadata=declare("kb:writtenCountry"))
    city: Key = field(metadata=declare("kb:understoodAs"))
    how: Concept = field(metadata=declare("kb:matchMethod", scheme="match-method"))
    score: Decimal = field(metadata=declare("kb:score"))
    source: Key
