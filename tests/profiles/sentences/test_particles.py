"""Korean particles: the right form for each name, also in Latin letters and digits."""

from __future__ import annotations

import pytest

from kembar.profiles.sentences.particles import with_particles


@pytest.mark.parametrize(
    ("both", "one"),
    [
        ("반둥은(는)", "반둥은"),
        ("나뮈르은(는)", "나뮈르는"),
        ("서울(으)로", "서울로"),
        ("수원(으)로", "수원으로"),
        ("**반둥**과(와)", "**반둥**과"),
        ("양해각서(MOU)은(는)", "양해각서(MOU)는"),
        ("‘한국의 밤’이(가)", "‘한국의 밤’이"),
        ("2016을(를)", "2016을"),
        ("2019을(를)", "2019를"),
        ("2017(으)로", "2017로"),
        ("Bandung이(가)", "Bandung이"),
        ("Seoul(으)로", "Seoul로"),
        ("Frankfurt은(는)", "Frankfurt는"),
        ("Bangkok은(는)", "Bangkok은"),
        ("은(는)", "는"),
    ],
)
def test_the_particle_follows_the_sound(both: str, one: str) -> None:
    assert with_particles(both) == one
