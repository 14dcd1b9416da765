"""Regions of the world by country, as the colours of cities tell them apart.

The regions are those of the United Nations, "Standard country or area codes for statistical use"
(M49), of which some neighbours are put together: Central, Southern and Western Asia; Western and
Northern Europe; Latin America and the Caribbean; all of Oceania. Taiwan and Kosovo, which M49 does
not list, count to the regions of their neighbours; Antarctica is in none.
"""

from __future__ import annotations

from kembar.language import N_

CONTINENTS = {
    "as": N_("Asia"),
    "eu": N_("Europe"),
    "am": N_("Americas"),
    "af": N_("Africa"),
    "oc": N_("Oceania"),
}
"""Names of continents by the first part of the keys of their regions."""

REGIONS = {
    "as-1": N_("South-East Asia"),
    "as-2": N_("East Asia"),
    "as-3": N_("other Asia"),
    "eu-1": N_("Western and Northern Europe"),
    "eu-2": N_("Southern Europe"),
    "eu-3": N_("Eastern Europe"),
    "am-1": N_("North America"),
    "am-2": N_("Latin America and the Caribbean"),
    "af-1": N_("North Africa"),
    "af-2": N_("Africa south of the Sahara"),
    "oc-1": N_("Oceania"),
}
"""Names of regions by key, in the order of legends."""

_COUNTRIES = {
    "as-1": "bn id kh la mm my ph sg th tl vn",
    "as-2": "cn hk jp kp kr mn mo tw",
    "as-3": """
        kg kz tj tm uz
        af bd bt in ir lk mv np pk
        ae am az bh cy ge il iq jo kw lb om ps qa sa sy tr ye
    """,
    "eu-1": "at be ch de fr li lu mc nl ax dk ee fi fo gb gg ie im is je lt lv no se sj",
    "eu-2": "ad al ba es gi gr hr it me mk mt pt rs si sm va xk",
    "eu-3": "bg by cz hu md pl ro ru sk ua",
    "am-1": "bm ca gl pm us",
    "am-2": """
        ag ai aw bb bl bq bs cu cw dm do gd gp ht jm kn ky lc mf mq ms pr sx tc tt vc vg vi
        bz cr gt hn mx ni pa sv
        ar bo br bv cl co ec fk gf gs gy pe py sr uy ve
    """,
    "af-1": "dz eg eh ly ma sd tn",
    "af-2": """
        bi dj er et io ke km mg mu mw mz re rw sc so ss tf tz ug yt zm zw
        ao cd cf cg cm ga gq st td
        bw ls na sz za
        bf bj ci cv gh gm gn gw lr ml mr ne ng sh sl sn tg
    """,
    "oc-1": """
        au cc cx hm nf nz
        fj nc pg sb vu
        fm gu ki mh mp nr pw um
        as ck nu pf pn tk to tv wf ws
    """,
}
"""Codes of countries (ISO 3166-1 alpha-2, lower case) by region; a line for each part of M49."""

_REGION_OF = {code: region for region, codes in _COUNTRIES.items() for code in codes.split()}


def region_of(country: str) -> str:
    """Return the key of the region of a country, or "" where it is in none.

    >>> region_of("id")
    'as-1'
    """
    return _REGION_OF.get(country, "")
