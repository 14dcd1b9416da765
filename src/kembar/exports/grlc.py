"""Export of the saved questions for grlc, which serves a folder of queries as a web API.

https://github.com/CLARIAH/grlc: decorators are lines that begin with `#+`; a parameter is a
variable called `?_name_type`, or `?__name_type` where it is optional (gquery.get_parameters of grlc
1.3.11). grlc binds a parameter by replacing the variable in the text, after it has parsed the
query. VALUES, where a saved question has its parameters, holds no variable; so each VALUES becomes
a subquery of one row, which joins in the same way and leaves an absent parameter unbound. The file
stays plain SPARQL and, run without grlc, gives the same answer as the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kembar.errors import InputError
from kembar.language import LANGUAGES, _, language
from kembar.names.index import KIND_CLASSES
from kembar.names.lookup import ANY, notations
from kembar.queries.saved import PLACE, Parameter, Question, Text
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import concept

_TYPES = {
    "date": "literal",
    "year": "literal",
    "language": "literal",
    "text": "literal",
    "number": "integer",
}
"""grlc's types by the kind of a parameter; all other kinds are IRIs."""

_TODAY = "SUBSTR(STR(NOW()), 1, 10)"
"""Default of a date parameter, the same as in `queries.run.answer_question`."""

_XSD = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
"""If a query lacks this line, grlc puts it before each SELECT, even that of a subquery."""

_PROLOGUE = re.compile(r"^[ \t]*PREFIX\s+\S*:\s*<[^>]*>", re.MULTILINE | re.IGNORECASE)


def as_grlc(
    engine: Engine,
    questions: Iterable[Question],
    topics: Mapping[str, Text],
    title: str = "Kembar",
    endpoint: str = "",
) -> dict[str, str]:
    """The files of a folder that grlc serves, by name: a `.rq` for each question, and a config.

    Args:
        engine: the graph, for the defaults and the possible values of parameters.
        questions: the questions to export.
        topics: the labels of topics by tag; they become grlc's tags.
        title: of the API.
        endpoint: the address of the SPARQL service that grlc queries; without it grlc uses its own
            setting or that of each call.

    Raises:
        InputError: grlc would misread a question.
    """
    files = {f"{q.name}.rq": _query(engine, q, topics) for q in questions}
    description = _("Saved questions about relations of sister cities")
    # https://github.com/CLARIAH/grlc#from-local-storage
    files["local-api-config.ini"] = (
        f"[repo_info]\nrepo_title = {_line(title)}\napi_description = {_line(description)}\n"
    )
    if endpoint:
        files["endpoint.txt"] = f"{endpoint}\n"
    return files


def _query(engine: Engine, question: Question, topics: Mapping[str, Text]) -> str:
    import yaml

    _check_readable(question)
    parameters = {parameter.name: parameter for parameter in question.parameters}

    def subquery(place: re.Match[str]) -> str:
        if place[2] not in parameters:
            return place[0]
        value = _value(parameters[place[2]], place[3].strip())
        return f"{{ SELECT ({value} AS ?{place[2]}) {{}} }}"

    body = PLACE.sub(subquery, question.body)
    if any(_TYPES.get(p.kind) == "integer" for p in question.parameters) and _XSD not in body:
        body = f"{_XSD}\n{body}"
    decorators = _decorators(engine, question, topics)
    head = yaml.safe_dump(decorators, allow_unicode=True, sort_keys=False, width=10**6)
    return "".join(f"#+ {line}\n" for line in head.splitlines()) + f"\n{body}"


def _variable(parameter: Parameter) -> str:
    return f"?__{parameter.name}_{_TYPES.get(parameter.kind, 'iri')}"


def _value(parameter: Parameter, default: str) -> str:
    """SPARQL expression of a parameter: the value of the call, else its default, else unbound."""
    default = _TODAY if parameter.kind == "date" else default
    variable = _variable(parameter)
    return variable if default == ANY else f"COALESCE({variable}, {default})"


def _decorators(engine: Engine, question: Question, topics: Mapping[str, Text]) -> dict[str, Any]:
    topic = topics.get(question.topic)
    code = language()
    columns = "; ".join(f"{c.name}: {c.words.in_language(code)}" for c in question.columns)
    parameters = "; ".join(f"{p.name}: {p.words.in_language(code)}" for p in question.parameters)
    sentences = [*filter(None, question.title), _("The columns are {columns}.", columns=columns)]
    if parameters:
        sentences.append(_("The parameters are {parameters}.", parameters=parameters))
    decorators: dict[str, Any] = {
        "summary": question.summary,
        "description": " ".join(sentences),
        "tags": [topic.in_language(code) if topic else question.topic],
        "method": "GET",
    }
    defaults = _defaults(engine, question)
    if defaults:
        decorators["defaults"] = [{name: value} for name, value in defaults.items()]
    values = {p.name: _values(engine, p) for p in question.parameters}
    enumerations = [{name: choices} for name, choices in values.items() if choices]
    if enumerations:
        decorators["enumerate"] = enumerations
    return decorators


def _defaults(engine: Engine, question: Question) -> dict[str, str]:
    """The defaults as texts by parameter, without those that depend on the day or are unbound."""
    prologue = "\n".join(_PROLOGUE.findall(question.body))
    texts = {place[2]: place[3].strip() for place in PLACE.finditer(question.body)}
    defaults = {}
    for parameter in question.parameters:
        default = texts.get(parameter.name, ANY)
        if default != ANY and parameter.kind != "date":
            query = f"{prologue}\nSELECT (STR({default}) AS ?text) {{}}"
            defaults[parameter.name] = str(engine.select(query).rows[0][0])
    return defaults


def _values(engine: Engine, parameter: Parameter) -> list[str]:
    """The possible values of a parameter, if they are few and do not grow with the data."""
    if parameter.kind == "language":
        return list(LANGUAGES)
    if parameter.kind in _TYPES or parameter.kind in KIND_CLASSES:
        return []
    scheme = parameter.kind
    return [concept(scheme, notation)[1:-1] for notation in notations(engine, scheme)]


def _check_readable(question: Question) -> None:
    """Refuse names that grlc misreads: it parses every variable ?_x_y as a parameter x.

    Raises:
        InputError: a parameter or a variable has such a name.
    """
    for parameter in question.parameters:
        if not re.fullmatch(r"[A-Za-z0-9]+", parameter.name):
            raise InputError(
                _("grlc needs a parameter's name of letters and digits"),
                file=f"{question.name}.rq",
                column=parameter.name,
            )
    if variable := re.search(r"[?$]_\w*", question.body):
        raise InputError(
            _(
                "grlc would take the variable {name} for a parameter; name it without _",
                name=variable[0],
            ),
            file=f"{question.name}.rq",
        )


def _line(text: str) -> str:
    """The text as a value of an .ini file: on one line, with % escaped."""
    return " ".join(text.split()).replace("%", "%%")
