"""Pages of the things of a graph: cities, partnerships, documents, studies, countries, sources."""

from kembar.render.pages.things.agreement import agreement_page
from kembar.render.pages.things.city import city_page
from kembar.render.pages.things.country import country_page
from kembar.render.pages.things.lists import cities_page, sources_page, studies_page
from kembar.render.pages.things.model import model_page
from kembar.render.pages.things.partnership import partnership_page
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.source import source_page
from kembar.render.pages.things.study import study_page

PAGES = {
    "city": city_page,
    "country": country_page,
    "partnership": partnership_page,
    "agreement": agreement_page,
    "study": study_page,
    "source": source_page,
}
"""Makers of the page of a thing by its kind: each takes the setting and the key."""

__all__ = [
    "PAGES",
    "Setting",
    "agreement_page",
    "cities_page",
    "city_page",
    "country_page",
    "model_page",
    "partnership_page",
    "source_page",
    "sources_page",
    "studies_page",
    "study_page",
]
