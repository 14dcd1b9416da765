"""The first page of `kembar explore`: what the graph holds, its questions and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kembar.questions import Answer
from kembar.terms import Value

if TYPE_CHECKING:
    import networkx as nx

WORDS = {
    "en": {
        "network": "Open the interactive network",
        "holds": "{units} cities, provinces and districts in {partnerships} partnerships.",
        "model": "Browse the model",
        "rows": "rows",
        "file": "as CSV",
        "none": "No answer: nothing in the graph fits.",
        "serves": "Serves",
    },
    "id": {
        "network": "Buka jaringan interaktif",
        "holds": "{units} kota, provinsi dan distrik dalam {partnerships} kemitraan.",
        "model": "Lihat modelnya",
        "rows": "baris",
        "file": "sebagai CSV",
        "none": "Tidak ada jawaban: tidak ada yang cocok dalam graf.",
        "serves": "Melayani",
    },
}

_TEMPLATE = """<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ title }}</title>
<style>
  body { font: 16px/1.5 system-ui, "DejaVu Sans", "Noto Sans CJK KR", sans-serif; color: #1d2430;
    max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
  h2 { margin-top: 2rem; text-transform: capitalize; }
  details { border: 1px solid #d5dae2; border-radius: 6px; margin: .5rem 0; padding: .5rem .8rem; }
  summary { cursor: pointer; }
  .quiet { color: #667; font-size: .85rem; }
  .rows { overflow: auto; max-height: 28rem; }
  table { border-collapse: collapse; font-size: .88rem; }
  th, td { border-bottom: 1px solid #e3e7ed; padding: .25rem .6rem; text-align: left;
    vertical-align: top; }
  th { position: sticky; top: 0; background: #f3f5f8; }
</style>
</head>
<body>
<h1>{{ title }}</h1>
<p>{{ holds }}</p>
<p><a href="network.html">{{ words.network }}</a> ·
<a href="ontology.html">{{ words.model }}</a></p>
{% for topic, answers in topics %}
<h2>{{ topic }}</h2>
{% for answer in answers %}
<details id="{{ answer.question.name }}">
<summary>{{ answer.question.words.said_in(language) }}
<span class="quiet">{{ answer.question.name }}, {{ answer.rows|length }} {{ words.rows }}</span>
</summary>
{% if answer.question.serves %}<p class="quiet">{{ words.serves }}: {{ answer.question.serves }}
</p>{% endif %}
<p><a href="answers/{{ answer.question.name }}.csv">{{ words.file }}</a></p>
{% if answer.rows %}<div class="rows"><table>
<tr>{% for column in answer.columns %}<th>{{ answer.heading(column, language) }}</th>{% endfor %}
</tr>
{% for row in answer.rows %}<tr>{% for value in row %}<td>{{ cell(value) }}</td>{% endfor %}</tr>
{% endfor %}</table></div>{% else %}<p>{{ words.none }}</p>{% endif %}
</details>
{% endfor %}
{% endfor %}
</body>
</html>
"""


def index_page(
    title: str, answers: list[Answer], graph: nx.MultiGraph[str], language: str = "en"
) -> str:
    """The page as HTML text; every text in it is escaped."""
    import jinja2

    words = WORDS[language]
    topics: dict[str, list[Answer]] = {}
    for answer in answers:
        topics.setdefault(answer.question.topic if answer.question else "", []).append(answer)
    page = jinja2.Environment(autoescape=True, trim_blocks=True).from_string(_TEMPLATE)
    return page.render(
        title=title,
        language=language,
        words=words,
        holds=words["holds"].format(units=len(graph), partnerships=graph.number_of_edges()),
        topics=sorted(topics.items()),
        cell=_cell,
    )


def _cell(value: Value | None) -> str:
    return value.text if value else ""
