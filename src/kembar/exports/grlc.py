"""The saved questions for grlc, which makes a web API of a folder of queries.

https://github.com/CLARIAH/grlc: decorators in lines of `#+`; a parameter is a variable called
`?_name_type`, or `?__name_type` where it may be left out (gquery.get_parameters of grlc 1.3.11).
grlc puts a value in by replacing the variable in the text, and parses the text before it does. So
a place of ours cannot stay VALUES, which holds no variable: it becomes a query of one row, which
joins as VALUES does wherever it stands, and in which a parameter that is left out is unbound. The
file stays plain SPARQL and, run as it stands, answers as the question does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kembar.errors import InputError
from kembar.names.index import CLASSES
from kembar.names.lookup import ANY, notations
from kembar.queries.saved import PLACE, Parameter, Question, Text
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import LANGUAGES, concept

_TYPES = {
    "date": "literal",
    "year": "literal",
    "language": "literal",
    "text": "literal",
    "number": "integer",
}
"""grlc's types of what is no thing of the graph; a thing is an iri."""

_TODAY = "SUBSTR(STR(NOW()), 1, 10)"
"""What a date is where none is given, as `asks.ask` has it."""

_XSD = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
"""grlc would put this line before each SELECT, also of a query within, if it stood nowhere."""

_PROLOGUE = re.compile(r"^[ \t]*PREFIX\s+\S*:\s*<[^>]*>", re.MULTILINE | re.IGNORECASE)


def as_grlc(
    engine: Engine,
    questions: Iterable[Question],
    topics: Mapping[str, Text],
    title: str = "Kembar",
    endpoint: str = "",
) -> dict[str, str]:
    """The files of a folder that grlc serves, by name: a `.rq` for each question, and their title.

    Args:
        engine: the graph, to tell defaults and which values a parameter may have.
        questions: what to write.
        topics: what the topics are called; they become grlc's tags.
        title: of the API.
        endpoint: the address where grlc asks; without, grlc's own setting or that of each call.

    Raises:
        InputError: a question that grlc would misread.
    """
    files = {f"{q.name}.rq": _query(engine, q, topics) for q in questions}
    # https://github.com/CLARIAH/grlc#from-local-storage
    files["local-api-config.ini"] = (
        f"[repo_info]\nrepo_title = {_line(title)}\n"
        "api_description = Saved questions about relations of sister cities\n"
    )
    if endpoint:
        files["endpoint.txt"] = f"{endpoint}\n"
    return files


def _query(engine: Engine, question: Question, topics: Mapping[str, Text]) -> str:
    import yaml

    _refuse_what_is_misread(question)
    known = {parameter.name: parameter for parameter in question.parameters}

    def put(place: re.Match[str]) -> str:
        if place[2] not in known:
            return place[0]
        value = _value(known[place[2]], place[3].strip())
        return f"{{ SELECT ({value} AS ?{place[2]}) {{}} }}"

    body = PLACE.sub(put, question.body)
    if any(_TYPES.get(p.kind) == "integer" for p in question.parameters) and _XSD not in body:
        body = f"{_XSD}\n{body}"
    told = _head(engine, question, topics)
    head = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=10**6)
    return "".join(f"#+ {line}\n" for line in head.splitlines()) + f"\n{body}"


def _variable(parameter: Parameter) -> str:
    return f"?__{parameter.name}_{_TYPES.get(parameter.kind, 'iri')}"


def _value(parameter: Parameter, default: str) -> str:
    """What a parameter's variable is: the value given, else its default, else unbound."""
    default = _TODAY if parameter.kind == "date" else default
    given = _variable(parameter)
    return given if default == ANY else f"COALESCE({given}, {default})"


def _head(engine: Engine, question: Question, topics: Mapping[str, Text]) -> dict[str, Any]:
    topic = topics.get(question.topic)
    columns = "; ".join(f"{c.name}: {c.words.en}" for c in question.columns)
    parameters = "; ".join(f"{p.name}: {p.words.en}" for p in question.parameters)
    description = f"{question.title.en} {question.title.id} The columns are {columns}."
    told: dict[str, Any] = {
        "summary": question.summary,
        "description": description + (f" The parameters are {parameters}." if parameters else ""),
        "tags": [topic.en if topic else question.topic],
        "method": "GET",
    }
    defaults = _defaults(engine, question)
    if defaults:
        told["defaults"] = [{name: value} for name, value in defaults.items()]
    values = {p.name: _values(engine, p) for p in question.parameters}
    enumerated = [{name: several} for name, several in values.items() if several]
    if enumerated:
        told["enumerate"] = enumerated
    return told


def _defaults(engine: Engine, question: Question) -> dict[str, str]:
    """The texts of the defaults; those that depend on the day, or are any, are told in words."""
    prologue = "\n".join(_PROLOGUE.findall(question.body))
    texts = {place[2]: place[3].strip() for place in PLACE.finditer(question.body)}
    told = {}
    for parameter in question.parameters:
        default = texts.get(parameter.name, ANY)
        if default != ANY and parameter.kind != "date":
            asked = f"{prologue}\nSELECT (STR({default}) AS ?text) {{}}"
            told[parameter.name] = str(engine.select(asked).rows[0][0])
    return told


def _values(engine: Engine, parameter: Parameter) -> list[str]:
    """The values to choose from, where they are few and do not grow with the data."""
    if parameter.kind == "language":
        return list(LANGUAGES)
    if parameter.kind in _TYPES or parameter.kind in CLASSES:
        return []
    scheme = parameter.kind
    return [concept(scheme, notation)[1:-1] for notation in notations(engine, scheme)]


def _refuse_what_is_misread(question: Question) -> None:
    """For grlc what begins with ?_ is a parameter, and its name ends at the next _."""
    for parameter in question.parameters:
        if not re.fullmatch(r"[A-Za-z0-9]+", parameter.name):
            raise InputError(
                "grlc takes a parameter's name of letters and digits only",
                file=f"{question.name}.rq",
                column=parameter.name,
            )
    if taken := re.search(r"[?$]_\w*", question.body):
        raise InputError(
            f"grlc would take the variable {taken[0]} for a parameter; name it without _",
            file=f"{question.name}.rq",
        )


def _line(text: str) -> str:
    """A text as one line, as a value of an .ini file."""
    return " ".join(text.split()).replace("%", "%%")
