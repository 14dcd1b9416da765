"""A record is described in a sentence, in English and Indonesian, with names and dates in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kembar.editing.describe import RecordDescriber
from kembar.language import speaking
from kembar.model.dates import PartialDate
from kembar.model.records import (
    Activity,
    Agreement,
    City,
    Concept,
    Key,
    Partnership,
    Record,
    SignedBy,
)
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
