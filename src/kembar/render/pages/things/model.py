"""The model as a page to browse: classes, properties and terms, and what each means."""

from __future__ import annotations

from kembar.language import N_, _, translated
from kembar.model.ontology import Model
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.view import View
from kembar.render.templates import page

TIES = {
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
"""Words of the ties between terms."""


def model_page(setting: Setting, model: Model) -> str:
    """Return the page of the model as HTML text."""
    view = View(setting, _("The model"), "model.html")
    parts = model.parts()
    return page(
        "pages/things/model.html",
        view.shell,
        view=view,
        parts=parts,
        known={term.name for _heading, terms in parts[:3] for term in terms},
        words=translated(TIES, setting.language),
    )
