"""The catalogue of questions as Markdown: their terms of the model, and the works they serve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from kembar.language import N_, translated
from kembar.queries.catalogue import CatalogueEntry, cited_works
from kembar.queries.saved import Work
from kembar.render.answers import in_markdown
from kembar.render.pages.ontology_markdown import term_link

MODEL = "model.md"
"""The page of terms, in the same folder."""

WORDS = {
    "title": N_("The questions of Kembar"),
    "intro": N_(
        "Each saved question with the classes and properties of [the model](model.md) that it asks,"
        " its query, and the research that it serves. Made by `kembar queries -o questions.md`."
    ),
    "heads": N_("question | classes | properties | query | serves"),
    "works": N_("The works of research"),
    "unasked": N_("Terms that no question names"),
    "why": N_(
        "A query that reaches a thing through its relations need not name its class, and the "
        "program uses some terms for its own records."
    ),
}


def catalogue_markdown(
    entries: Sequence[CatalogueEntry], bare: Sequence[str] = (), language: str = "en"
) -> str:
    """Return a table for each topic, then the works, then the terms that no question uses.

    Args:
        entries: by topic, as `kembar.queries.catalogue` returns them.
        bare: names of terms that no question uses.
        language: "en" or "id".
    """
    words, anchors = translated(WORDS, language), cited_works(entries)
    lines = [f"# {words['title']}", "", words["intro"]]
    for topic, group in groupby(entries, key=lambda entry: entry.topic):
        lines += ["", f"## {in_markdown(topic.in_language(language))}", ""]
        lines += [f"| {words['heads']} |", "| --- | --- | --- | --- | --- |"]
        lines += [_row(entry, anchors, language) for entry in group]
    if anchors:
        lines += ["", f"## {words['works']}", ""]
        lines += [_reference(work, anchor) for work, anchor in anchors.items()]
    if bare:
        lines += ["", f"## {words['unasked']}", "", words["why"], ""]
        lines.append(", ".join(term_link(name, MODEL) for name in bare) + ".")
    return "\n".join(lines) + "\n"


def _row(entry: CatalogueEntry, anchors: Mapping[Work, str], language: str) -> str:
    question = entry.question
    cited = "; ".join(
        f"[{in_markdown(work.citation)}](#{quote(anchors[work])})" for work in entry.works
    )
    serves = in_markdown(question.serves.in_language(language))
    cells = (
        in_markdown(question.title.in_language(language)),
        ", ".join(term_link(name, MODEL) for name in entry.classes),
        ", ".join(term_link(name, MODEL) for name in entry.properties),
        f"[{in_markdown(question.name)}](../queries/{quote(question.name)}.rq)",
        f"{serves} ({cited})" if cited else serves,
    )
    return f"| {' | '.join(cells)} |"


def _reference(work: Work, anchor: str) -> str:
    address = work.address if work.address.startswith(("https://", "http://")) else ""
    # An unquoted bracket would end the address, and what follows be Markdown.
    link = f" <{quote(address, safe=':/?#[]@!$&()*+,;=%~')}>" if address else ""
    return f'- <a id="{quote(anchor)}"></a>{in_markdown(work.reference)}{link}'
