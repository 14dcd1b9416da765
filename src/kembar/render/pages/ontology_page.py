"""The model as one HTML page to browse."""

from __future__ import annotations

from kembar.language import N_, speaking, translated
from kembar.model.ontology import Model
from kembar.render.templates import render

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


def ontology_page(model: Model, language: str = "en") -> str:
    """Return the page as HTML text; every text in it is escaped."""
    with speaking(language):
        parts = model.parts()
    return render(
        "pages/ontology.html",
        styles=["pages/page.css"],
        title=translated(WORDS, language)["title"],
        parts=parts,
        known={term.name for _, terms in parts[:3] for term in terms},
        words=translated(WORDS, language),
        language=language,
    )
