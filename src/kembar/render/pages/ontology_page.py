"""The model as one HTML page that stands alone, to browse."""

from __future__ import annotations

from kembar.language import _, speaking
from kembar.model.ontology import Model
from kembar.render.design.shell import Shell
from kembar.render.pages.things.model import WORDS, model_values
from kembar.render.templates import page


def ontology_page(model: Model, language: str = "en") -> str:
    """Return the page as HTML text; every text in it is escaped."""
    with speaking(language):
        shell = Shell(_(WORDS["title"]), language, is_inline=True, has_menu=False)
        return page("pages/things/model.html", shell, **model_values(model))
