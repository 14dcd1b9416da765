"""A record is described in a sentence of each language, with names and dates in words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from kembar.editing.describe import RecordDescriber
from kembar.language import _, speaking
from kembar.model.dates import PartialDate
from kembar.model.declaration import RecordField, record_fields
from kembar.model.forms import Form, forms
from kembar.model.records import (
    Activity,
    Agreement,
    City,
    Concept,
    Key,
    Partnership,
    Record,
    SignedBy,
    WebAddress,
)
from kembar.names.lookup import notations
from kembar.rdf.engine import Engine

UTRECHT = City(
    city=Key("nl-utrecht"), name_en="Utrecht", country=Key("nl"), unit_type="city", source=Key("x")
)
TWINS = Partnership(
    partnership=Key("id-bandung--nl-utrecht"),
    cities=(Key("id-bandung"), Key("nl-utrecht")),
    kind=Concept("sister-city"),
    since=PartialDate("2026-05"),
    source=Key("x"),
)
SIGNED = Agreement(
    agreement=Key("a"),
    partnership=TWINS.partnership,
    type=Concept("memorandum-of-understanding"),
    signed_on=PartialDate("2026-05-24"),
    signed_by=(SignedBy("Ani", "Mayor", Key("id-bandung")), SignedBy("Jan")),
    fields=(Concept("water"), Concept("youth"), Concept("culture")),
    source=Key("x"),
)
DONE = Activity(
    activity=Key("b"),
    partnerships=(TWINS.partnership,),
    status=Concept("planned"),
    title="Training",
    budget=Decimal("850000000.5"),
    currency="IDR",
    participants=1200,
    source=Key("x"),
)


@pytest.mark.parametrize(
    ("record", "language", "sentence"),
    [
        (UTRECHT, "en", "Utrecht: a city of Netherlands."),
        (TWINS, "en", "Bandung, Indonesia and Utrecht, Netherlands: sister city, since May 2026."),
        (TWINS, "id", "Bandung, Indonesia dan Utrecht, Belanda: kota kembar, sejak Mei 2026."),
        (
            SIGNED,
            "en",
            "Bandung – Utrecht: memorandum of understanding, signed 24 May 2026, "
            "signatories: Ani (Mayor, Bandung) and Jan, on water, youth, and culture.",
        ),
        (
            DONE,
            "en",
            "Bandung – Utrecht: Training, planned, 1,200 participants, cost 850,000,000.5 IDR.",
        ),
        (
            DONE,
            "id",
            "Bandung – Utrecht: Training, direncanakan, 1.200 peserta, biaya 850.000.000,5 IDR.",
        ),
    ],
)
def test_a_record_in_a_sentence(
    engine: Engine, record: Record, language: str, sentence: str
) -> None:
    with speaking(language):
        assert RecordDescriber(engine, language, [UTRECHT, TWINS]).sentence(record) == sentence


def test_braces_in_a_title_stay(engine: Engine) -> None:
    agreement = Agreement(
        agreement=Key("a"),
        partnership=Key("id-bandung--kr-seoul"),
        title="{type} {}",
        source=Key("x"),
    )
    assert RecordDescriber(engine, "en").sentence(agreement) == "Bandung – Seoul, “{type} {}”."


SAMPLES = {
    int: 1200,
    Decimal: Decimal("12.5"),
    PartialDate: PartialDate("2026-05-24"),
    WebAddress: WebAddress("https://x.org/"),
    SignedBy: SignedBy("Ani"),
    str: "Xyz",
}


def sample(field: RecordField, engine: Engine) -> Any:
    """A value for a field, of no language."""
    declared = field.declaration
    value: Any = SAMPLES.get(field.type, "xyz")
    if declared and declared.scheme:
        value = next(iter(notations(engine, declared.scheme)))
    elif declared and declared.choices:
        value = "regency"
    elif field.form == "thing" and declared:
        value = "id-bandung--kr-seoul" if "partnership" in declared.kinds else "id-bandung"
    return (value,) if field.is_list else value


def words(text: str) -> set[str]:
    return set(re.findall("[A-Za-z]{2,}", re.sub(r"{\w*}", "", text)))


@pytest.mark.parametrize("language", ["id", "ko"])
@pytest.mark.parametrize("form", forms().values(), ids=forms())
def test_a_preview_has_no_english_word_of_ours(engine: Engine, form: Form, language: str) -> None:
    fields = {one.name: one for one in record_fields(form.record)}
    values = {name: sample(field, engine) for name, field in fields.items() if field.declaration}
    record = form.record(**values, **{"source": Key("x"), form.kind: Key("xyz")})
    texts = [form.head, *(field.phrase for field in form.fields)]
    with speaking(language):
        english = {word for text in texts for word in words(text) - words(_(text))}
        sentence = RecordDescriber(engine, language).sentence(record)
    assert not english & words(sentence)
    assert sentence.count("Xyz") == sum(
        "Xyz" in (v, *(v if isinstance(v, tuple) else ())) for v in values.values()
    )
