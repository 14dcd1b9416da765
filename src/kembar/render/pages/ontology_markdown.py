"""The model as Markdown, for reading among the documents."""

from __future__ import annotations

from collections.abc import Set
from urllib.parse import quote

from kembar.language import N_, _, speaking, translated
from kembar.model.ontology import Model, ModelTerm
from kembar.render.answers import in_markdown
from kembar.render.pages.things.model import WORDS

HEADS = (
    N_("term"),
    N_("in words"),
    N_("meaning"),
    N_("relations"),
)
MADE = N_("Made by `kembar ontology -o model.md`.")


def model_markdown(model: Model, language: str = "en") -> str:
    """Return all classes, properties and concepts in tables, with an anchor for each term."""
    words = translated(WORDS, language)
    with speaking(language):
        parts, origin, heads = model.parts(), _(MADE), [_(head) for head in HEADS]
    targets = {term.name for __, terms in parts[:3] for term in terms}
    lines = [f"# {words['title']}", "", f"{words['intro']} {origin}"]
    for heading, terms in parts:
        lines += ["", f"## {in_markdown(heading)}", ""]
        width = 4 if any(term.ties for term in terms) else 3
        lines += [_row(heads[:width]), _row(["---"] * width)]
        lines += [_row(_cells(term, targets, words)[:width]) for term in terms]
    return "\n".join(lines) + "\n"


def term_link(name: str, page: str = "") -> str:
    """Return the name of a term as a link to its line, in another page or in this one."""
    return f"[{in_markdown(name)}]({page}#{quote(name, safe=':')})"


def _cells(term: ModelTerm, terms: Set[str], words: dict[str, str]) -> list[str]:
    korean = f", {term.korean}" if term.korean not in ("", term.label) else ""
    ties = [
        f"{words[word]}: {', '.join(term_link(n) if n in terms else in_markdown(n) for n in names)}"
        for word, names in term.ties
    ]
    anchor = f'<a id="{quote(term.address, safe=":/")}"></a>'
    name, label, definition = map(in_markdown, (term.name, term.label + korean, term.definition))
    return [anchor + name, label, definition, "<br>".join(ties)]


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
