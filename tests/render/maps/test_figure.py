"""The figure of a map has its key, and words for places that it cannot show or name."""

from __future__ import annotations

from kembar.language import speaking
from kembar.render.maps.figure import MOST_LISTED, lacking_note, map_figure, unnamed_note
from kembar.render.maps.world_map import MapPlace, world_map


def test_places_without_coordinates_are_listed() -> None:
    with speaking("en"):
        assert lacking_note([]) == ""
        note = lacking_note(["Khartoum", "Cebu"])
        assert note == "Not on the map, as no coordinates are known: Cebu and Khartoum."
        figure = map_figure(world_map([MapPlace("A", 0, 0)], "M"), {"k1": "sister city"}, [note])
    assert figure.endswith(f'<p class="tiny">{note}</p></div></div>')
    assert "sister city" in figure


def test_of_many_names_there_is_the_number() -> None:
    names = [f"City {n}" for n in range(MOST_LISTED + 1)]
    with speaking("en"):
        assert unnamed_note(names).endswith(f": {MOST_LISTED + 1}.")
        assert lacking_note(names).endswith(f": {MOST_LISTED + 1}.")
        assert unnamed_note(names[:1]).endswith(": City 0.")
