"""Kembar: a knowledge graph of sister-city relations.

    import kembar

    graph = kembar.open("office")
    graph.add([kembar.entry("partnership", cities=["Bandung", "Utrecht"])], source="https://...")
    graph.query("city-partners", city="Bandung")

The records (`kembar.Partnership`, ...), the errors (`kembar.ShapeViolation`, ...) and the types of
results are attributes too, each imported at its first use.
"""

from __future__ import annotations

from kembar._version import __version__ as __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kembar.base_graph import StoreStatus as StoreStatus
    from kembar.editing.diff import ChangeDiff as ChangeDiff
    from kembar.editing.draft import ChangePreview as ChangePreview
    from kembar.editing.draft import ChangeRequest as ChangeRequest
    from kembar.editing.entry import Entry as Entry
    from kembar.editing.history import UndoneChange as UndoneChange
    from kembar.errors import AmbiguousName as AmbiguousName
    from kembar.errors import InputError as InputError
    from kembar.errors import KembarError as KembarError
    from kembar.errors import ReviewRequired as ReviewRequired
    from kembar.errors import ShapeViolation as ShapeViolation
    from kembar.errors import UnknownName as UnknownName
    from kembar.importers.preview import ImportPreview as ImportPreview
    from kembar.knowledge_graph import KnowledgeGraph as KnowledgeGraph
    from kembar.model.dates import PartialDate as PartialDate
    from kembar.model.ontology import Model as Model
    from kembar.model.records import Activity as Activity
    from kembar.model.records import Agency as Agency
    from kembar.model.records import Agreement as Agreement
    from kembar.model.records import City as City
    from kembar.model.records import Country as Country
    from kembar.model.records import Element as Element
    from kembar.model.records import Event as Event
    from kembar.model.records import Finding as Finding
    from kembar.model.records import Observation as Observation
    from kembar.model.records import Obstacle as Obstacle
    from kembar.model.records import Partnership as Partnership
    from kembar.model.records import Person as Person
    from kembar.model.records import Rate as Rate
    from kembar.model.records import SignedBy as SignedBy
    from kembar.model.records import Source as Source
    from kembar.model.records import Study as Study
    from kembar.model.records import Tenure as Tenure
    from kembar.model.values import Concept as Concept
    from kembar.model.values import Key as Key
    from kembar.model.values import WebAddress as WebAddress
    from kembar.preview_graph import ImportOptions as ImportOptions
    from kembar.queries.answer import Answer as Answer
    from kembar.queries.catalogue import CatalogueEntry as CatalogueEntry
    from kembar.queries.saved import Question as Question
    from kembar.rdf.limits import Limits as Limits
    from kembar.rdf.terms import Term as Term
    from kembar.rdf.terms import Triple as Triple
    from kembar.rdf.terms import Value as Value
    from kembar.read_only_graph import NetworkPart as NetworkPart
    from kembar.read_only_graph import ReadOnlyGraph as ReadOnlyGraph
    from kembar.render.network.page import NetworkPage as NetworkPage
    from kembar.render.reports.file import ReportDocument as ReportDocument
    from kembar.render.site.explore import Site as Site
    from kembar.reports.report import Report as Report
    from kembar.store.push import PushSummary as PushSummary
    from kembar.validation.problem import Problem as Problem
    from kembar.workspace.change_records import ChangeRecord as ChangeRecord
    from kembar.workspace.layout import Workspace as Workspace

_NAMES = {
    "base_graph": "StoreStatus",
    "editing.diff": "ChangeDiff",
    "editing.draft": "ChangePreview ChangeRequest",
    "editing.entry": "Entry",
    "editing.history": "UndoneChange",
    "errors": "AmbiguousName InputError KembarError ReviewRequired ShapeViolation UnknownName",
    "importers.preview": "ImportPreview",
    "knowledge_graph": "KnowledgeGraph",
    "model.dates": "PartialDate",
    "model.ontology": "Model",
    "model.records": "Activity Agency Agreement City Country Element Event Finding Observation "
    "Obstacle Partnership Person Rate SignedBy Source Study Tenure",
    "model.values": "Concept Key WebAddress",
    "preview_graph": "ImportOptions",
    "queries.answer": "Answer",
    "queries.catalogue": "CatalogueEntry",
    "queries.saved": "Question",
    "rdf.limits": "Limits",
    "rdf.terms": "Term Triple Value",
    "read_only_graph": "NetworkPart ReadOnlyGraph",
    "render.network.page": "NetworkPage",
    "render.reports.file": "ReportDocument",
    "render.site.explore": "Site",
    "reports.report": "Report",
    "store.push": "PushSummary",
    "validation.problem": "Problem",
    "workspace.change_records": "ChangeRecord",
    "workspace.layout": "Workspace",
}
"""The public names by the module that defines them."""

_MODULE_OF = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = ["entry", "init", "open", *_MODULE_OF]


def open(  # noqa: A001 - kembar.open, as shelve.open
    workspace: str | Path | None = None,
    *,
    language: str = "en",
    endpoint: str | Mapping[str, object] | None = None,
    limits: Limits | None = None,
    allow_service: bool = False,
) -> KnowledgeGraph:
    """Open the graph of a workspace.

    Args:
        workspace: its folder; by default the current folder if it is one, else the shipped data.
        language: of labels, sentences and messages: "en", "id" or "ko".
        endpoint: the address of a SPARQL service that holds the graph, or its settings, as the
            table [store] of kembar.toml has them; "" for the store on this machine. By default as
            kembar.toml says, which the person must have confirmed: `kembar trust`.
        limits: of each query; by default those of the environment (KEMBAR_TIME_LIMIT, ...), else
            `Limits()`.
        allow_service: the questions, rules and queries may ask other servers, by SERVICE.

    Raises:
        InputError: the folder is no workspace, or a setting of the endpoint or a limit is wrong.
        UnknownName: there is no such language.
    """
    from dataclasses import replace
    from pathlib import Path

    from kembar.base_graph import require_language
    from kembar.knowledge_graph import KnowledgeGraph
    from kembar.language import speaking
    from kembar.rdf.limits import QueryPolicy, read_limits

    require_language(language)
    with speaking(language):
        target = _workspace(Path(workspace) if workspace is not None else None, endpoint)
        policy = QueryPolicy(limits or read_limits(), allow_service)
        return KnowledgeGraph(replace(target, policy=policy), language)


def _workspace(folder: Path | None, endpoint: str | Mapping[str, object] | None) -> Workspace:
    """Return the workspace in a folder with its endpoint, as `open` has them."""
    from dataclasses import replace

    from kembar.rdf.remote.endpoint import read_endpoint
    from kembar.workspace.layout import open_workspace

    target = open_workspace(folder)
    if endpoint is not None:
        settings = {"endpoint": endpoint} if isinstance(endpoint, str) else endpoint
        service = read_endpoint(settings, "endpoint", target.endpoint)
        named = None if "endpoint" in settings else target.named_endpoint
        target = replace(target, endpoint=service, named_endpoint=named)
    return target


def init(folder: str | Path, *, language: str = "en", city: str = "") -> KnowledgeGraph:
    """Make a workspace in a folder, and open it; in one that exists nothing changes but its city.

    Args:
        folder: made where it does not exist.
        language: as for `open`.
        city: the office's own, a city of the graph: questions ask of it by default.

    Raises:
        KembarError: the folder cannot be written.
        UnknownName, AmbiguousName: there is no such language or city, or several cities.
    """
    from pathlib import Path

    from kembar.base_graph import require_language
    from kembar.knowledge_graph import KnowledgeGraph
    from kembar.language import speaking
    from kembar.workspace.config import CONFIG_FILE
    from kembar.workspace.layout import Workspace, init_workspace, open_workspace

    require_language(language)
    with speaking(language):
        folder = Path(folder)
        before = open_workspace(folder) if (folder / CONFIG_FILE).exists() else Workspace()
        key = KnowledgeGraph(before, language).city_key(city) if city else ""
        return KnowledgeGraph(init_workspace(folder, key), language)


def entry(kind: str, /, *, key: str = "", **values: object) -> Entry:
    """Describe one thing to add, with names, dates and numbers as people write them.

    Args:
        kind: as "partnership"; `kembar template KIND` lists the fields.
        key: of a thing of the graph, or for a new one.
        values: by field, each a text, a number or a list of these.

    Raises:
        UnknownName: there is no such kind or field, with the nearest ones.
    """
    from kembar.editing.entry import entry

    return entry(kind, values, key)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


if not TYPE_CHECKING:  # a type checker would take every other name for an attribute too

    def __getattr__(name: str) -> object:
        """Import a public name at its first use."""
        from importlib import import_module

        if name not in _MODULE_OF:
            raise AttributeError(f"module 'kembar' has no attribute {name!r}")
        value = getattr(import_module(f"kembar.{_MODULE_OF[name]}"), name)
        globals()[name] = value
        return value
