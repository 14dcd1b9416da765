"""The limits of what is read from others, each with its reason; beyond them a file is refused.

They are far above what honest files hold, and low enough that the largest file that passes takes
less than 2 GB of memory and a few minutes.
"""

from __future__ import annotations

LARGEST_TEXT = 16_000_000
"""Bytes of a file that a person writes: a query, entries, a head, a card, a review."""

LARGEST_FILE = 1_000_000_000
"""Bytes of a file of a workspace, which is read whole."""

LARGEST_RDF = 300_000_000
"""Bytes of a file of RDF of others: its statements take about ten times as much."""

LARGEST_RESULTS = 200_000_000
"""Bytes of saved results of a query: as JSON they take ten times as much. All twinnings that
Wikidata has, with their labels, are 60 million."""

LARGEST_CELL = 100_000
"""Characters of one cell, attribute or value; a longer one is the effect of a stray quote."""

LONGEST_RECORD = 1_000_000
"""Characters of a row of a text table, and of a line of N-Triples."""

LONGEST_XML = 4_000_000
"""Bytes of a tag, a comment or a text of XML: a tag is read again with each block that it spans."""

MOST_COLUMNS = 1_000
"""Columns of a list, attributes of an element, sheets of a workbook."""

MOST_CELLS = 10_000_000
"""Cells of a workbook, empty ones left of a filled one with them: a list of 300 thousand rows and
twenty columns has 6 million. Each takes five microseconds."""

MOST_SHARED_STRINGS = 1_000_000
"""Texts that the cells of a workbook share: each takes 25 microseconds."""

MOST_LINKS = 1_000_000
"""Rows, nodes or edges of one source: all sources of the world together know 60 thousand links."""

LARGEST_BOOK = 1_000_000_000
"""Bytes of a workbook unpacked."""

LARGEST_SHARED_STRINGS = 200_000_000
"""Bytes of the shared texts of a workbook, which stay in memory."""

LARGEST_PART = 20_000_000
"""Bytes of any other part of a workbook but its sheets, which is read whole as a tree."""

MOST_PARTS = 10_000
"""Files in a workbook, which is a ZIP."""

LARGEST_RATIO = 200
"""Times its size that a file may unpack to. Honest lists reach 30; a bomb reaches 1,000."""

RATIO_FREE = 50_000_000
"""Unpacked bytes below which the ratio does not matter."""

DEEPEST_XML = 5_000
"""Elements within one another. The time of the parser of RDF/XML grows with the square of it, and
a list of RDF of 2,000 members may be nested so deep."""

DEEPEST_YAML = 50
"""Lists and mappings within one another; no form needs more than six."""

DEEPEST_RDF = 100
"""Triples within one another (<<( ... )>>): some ten thousand overflow the stack of the parser."""

MOST_TRIPLE_TERMS = 1_000
"""Triples as terms in a stream whose nesting cannot be told."""

SILENCE = 2.0
"""Seconds that a pipe may stand without anybody who writes to it."""
