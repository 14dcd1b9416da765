"""The model as one HTML page to browse."""

from __future__ import annotations

from kembar.model.ontology import Model
from kembar.render.templates import render

WORDS = {
    "en": {
        "title": "The model of Kembar",
        "intro": "What can be said in the graph, and in which words. The files are in ontology/.",
        "under": "A kind of",
        "of": "Of",
        "to": "Value",
        "has": "Properties",
        "near": "Compare",
        "exactMatch": "Same as",
        "closeMatch": "Close to",
        "broadMatch": "Within the wider",
        "relatedMatch": "Related to",
    },
    "id": {
        "title": "Model Kembar",
        "intro": "Apa yang dapat dinyatakan dalam graf, dan dengan kata apa. "
        "Berkasnya di ontology/.",
        "under": "Termasuk",
        "of": "Milik",
        "to": "Nilai",
        "has": "Properti",
        "near": "Bandingkan",
        "exactMatch": "Sama dengan",
        "closeMatch": "Dekat dengan",
        "broadMatch": "Bagian dari yang lebih luas",
        "relatedMatch": "Terkait dengan",
    },
}


def ontology_page(model: Model, language: str = "en") -> str:
    """Return the page as HTML text; every text in it is escaped."""
    parts = model.parts()
    return render(
        "pages/ontology.html",
        styles=["pages/page.css"],
        title=WORDS[language]["title"],
        parts=parts,
        known={term.name for _, terms in parts[:3] for term in terms},
        words=WORDS[language],
        language=language,
    )
