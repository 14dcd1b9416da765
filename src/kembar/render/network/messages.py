"""The texts of the network page, in English and Indonesian."""

from __future__ import annotations

from kembar.language import N_

WORDS = {
    "search": N_("Find a city"),
    "layout": N_("Layout"),
    "force": N_("by partnership"),
    "map": N_("on the map"),
    "countries": N_("countries first"),
    "country": N_("Country"),
    "kind": N_("Kind"),
    "status": N_("Status"),
    "all": N_("all"),
    "active": N_("active"),
    "suspended": N_("suspended"),
    "ended": N_("ended"),
    "prospective": N_("prospective"),
    "cancelled": N_("cancelled before signing"),
    "prospects": N_("prospects"),
    "from": N_("Begun in or after"),
    "to": N_("in or before"),
    "reset": N_("Show all"),
    "partners": N_("Partners"),
    "agreements": N_("Agreements"),
    "activities": N_("Activities"),
    "sources": N_("Sources"),
    "since": N_("since"),
    "unknown": N_("beginning unknown"),
    "noKind": N_("kind not given"),
    "count": N_("cities: {cities}, partnerships: {partnerships}"),
    "cities": N_("Cities"),
    "partnerships": N_("Partnerships"),
    "within": N_("Partnerships within the country"),
    "partnerCountries": N_("Partner countries"),
    "open": N_("Show its cities"),
    "close": N_("Show it as one"),
    "noCountry": N_("no country given"),
    "none": N_("No city of that name."),
    "colour": N_("Colour cities by"),
    "hint": N_("Click a city or a line to see agreements, activities and sources."),
    "hintCountries": N_(
        "Click a country, or zoom in, to see its cities. A line between countries stands for all "
        "partnerships of their cities."
    ),
    "unplaced": N_("Cities without known coordinates stand in rows below the map: {many}."),
    "legend": N_(
        "Colour of a line: kind of partnership; dashed: ended; dashed and pale: only prospective, "
        "which no number counts. Colour of a city: its country; size: number of partners."
    ),
    "legendKind": N_(
        "Colour of a line: kind of partnership; dashed: ended; dashed and pale: only prospective, "
        "which no number counts. Colour of a city: the kind of most of its partnerships; size: "
        "number of partners."
    ),
    "noWebGL": N_(
        "This browser cannot draw WebGL, which a network of this size needs. Search and the side "
        "panel work. To draw a part: kembar network --country NAME, or --city NAME."
    ),
}
