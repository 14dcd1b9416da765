"""Importers of tables, networks, Wikidata and RDF: from a source to its folder in the workspace.

A `read_…` function yields the links of a source; `preview_import` reconciles and merges them, and
`commit_import` writes the preview to a workspace.
"""

from kembar.importers.commit import commit_import
from kembar.importers.links import Link, Mention, Rejected
from kembar.importers.networks import read_network_links
from kembar.importers.origin import Origin, origin_of
from kembar.importers.preview import (
    ImportPreview,
    ImportSummary,
    preview_import,
    preview_rdf_import,
)
from kembar.importers.reconcile import MentionKey, read_review
from kembar.importers.tables import DayOrders, read_columns, read_table_links
from kembar.importers.wikidata.endpoint import fetch_links
from kembar.importers.wikidata.result_files import read_wikidata_links
from kembar.importers.wikidata.service import PUBLIC_SERVICE, TIMEOUT, WikidataService

__all__ = [
    "PUBLIC_SERVICE",
    "TIMEOUT",
    "DayOrders",
    "ImportPreview",
    "ImportSummary",
    "Link",
    "Mention",
    "MentionKey",
    "Origin",
    "Rejected",
    "WikidataService",
    "commit_import",
    "fetch_links",
    "origin_of",
    "preview_import",
    "preview_rdf_import",
    "read_columns",
    "read_network_links",
    "read_review",
    "read_table_links",
    "read_wikidata_links",
]
