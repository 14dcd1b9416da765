"""The model as a page to browse: classes, properties and terms, and what each means."""

from __future__ import annotations

from typing import Any

from kembar.language import N_, _
from kembar.model.ontology import Model
from kembar.render.pages.things.setting import Setting
from kembar.render.templates import page

WORDS = {
    "title": N_("The model of Kembar"),
    "intro": N_(
        "The classes, properties and terms of the graph, and what each means. The files are in "
        "ontology/."
    ),
    "under": N_("A kind of"),
    "of": N_("Of"),
    "to": N_("Value"),
    "has": N_("Properties"),
    "near": N_("Compare"),
    "exactMatch": N_("Same as"),
    "closeMatch": N_("Close to"),
    "broadMatch": N_("Within the wider"),
    "relatedMatch": N_("Related to"),
}
"""Words of the page, and of the ties between terms."""


def model_page(setting: Setting, model: Model) -> str:
    """Return the page of the model on a site as HTML text."""
    shell = setting.shell(_("The model"), "model.html")
    return page("pages/things/model.html", shell, **model_values(model))


def model_values(model: Model) -> dict[str, Any]:
    """Return the parts of the model for its template, in the language that is spoken."""
    parts = model.parts()
    return {
        "parts": parts,
        "known": {term.name for _heading, terms in parts[:3] for term in terms},
        "words": {key: _(words) for key, words in WORDS.items()},
    }
