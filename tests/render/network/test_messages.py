"""The texts of the network page are those that its scripts use."""

from __future__ import annotations

import re
from pathlib import Path

from kembar.render.network import page
from kembar.render.network.messages import WORDS

STATUSES = {"active", "suspended", "ended", "prospective", "cancelled"}
CERTAINTIES = {"one", "more", "none"}


def test_every_text_that_the_page_uses_exists() -> None:
    folder = Path(page.__file__).parent
    scripts = "".join(
        path.read_text("utf-8") for path in folder.glob("*.js") if ".min." not in path.name
    )
    template = (folder / "network.html").read_text("utf-8")
    # Jinja reads `words.keys` as the method of a dictionary: brackets are used there.
    keys = set(re.findall(r"\bwords(?:\.|\[\")(\w+)", scripts + template))
    assert keys - set(WORDS) == set()
    by_name = {*STATUSES, *(f"{name}Source" for name in CERTAINTIES)}
    assert set(WORDS) - keys == by_name, "used by the name of a status or a certainty"
