"""The model as one HTML page to browse."""

from __future__ import annotations

from kembar.ontology import Model

WORDS = {
    "en": {
        "title": "The model of Kembar",
        "classes": "Classes",
        "relations": "Relations",
        "attributes": "Figures, dates and texts",
        "schemes": "Concept schemes",
        "of": "of",
        "to": "to",
        "under": "under",
    },
    "id": {
        "title": "Model Kembar",
        "classes": "Kelas",
        "relations": "Relasi",
        "attributes": "Angka, tanggal dan teks",
        "schemes": "Skema konsep",
        "of": "dari",
        "to": "ke",
        "under": "di bawah",
    },
}

_TEMPLATE = """<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ words.title }}</title>
<style>
  body { font: 16px/1.5 system-ui, "DejaVu Sans", "Noto Sans CJK KR", sans-serif; color: #1d2430;
    max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  dt { font-weight: 600; margin-top: .8rem; } dd { margin-left: 1.2rem; }
  .quiet { color: #667; font-weight: normal; font-size: .85rem; }
</style>
</head>
<body>
<h1>{{ words.title }}</h1>
<nav>{% for name, _ in parts %}<a href="#{{ name }}">{{ words[name] }}</a> · {% endfor %}
<a href="#schemes">{{ words.schemes }}</a></nav>
{% for name, terms in parts %}
<h2 id="{{ name }}">{{ words[name] }}</h2>
<dl>
{% for term in terms %}<dt id="{{ term.name }}">{{ term.label }}
<span class="quiet">{{ term.name }}{% if term.parents %}, {{ words.under }}
{{ term.parents|join(", ") }}{% endif %}{% if term.domain %}, {{ words.of }}
<a href="#{{ term.domain }}">{{ term.domain }}</a>{% endif %}{% if term.range %}, {{ words.to }}
<a href="#{{ term.range }}">{{ term.range }}</a>{% endif %}</span></dt>
<dd>{{ term.definition }}</dd>
{% endfor %}</dl>
{% endfor %}
<h2 id="schemes">{{ words.schemes }}</h2>
{% for name, concepts in model.schemes.items() %}
<h3>{{ name }}</h3>
<dl>{% for term in concepts %}<dt>{{ term.label }} <span class="quiet">{{ term.name }}</span></dt>
<dd>{{ term.definition }}</dd>{% endfor %}</dl>
{% endfor %}
</body>
</html>
"""


def ontology_page(model: Model, language: str = "en") -> str:
    """The page as HTML text; every text in it is escaped."""
    import jinja2

    parts = [
        ("classes", model.classes),
        ("relations", model.relations),
        ("attributes", model.attributes),
    ]
    page = jinja2.Environment(autoescape=True, trim_blocks=True).from_string(_TEMPLATE)
    return page.render(model=model, parts=parts, words=WORDS[language], language=language)
