"""Seeds of fuzzing, from the shipped data and from small examples; and the words of each form."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import openpyxl

from kembar.editing.yaml_entries import template
from kembar.model.forms import addable
from kembar.model.records import KINDS
from kembar.rdf.syntax import RDF_FORMATS
from kembar.shipped_folder import SHIPPED

LONGEST = 2000
"""Bytes of a seed: small ones are tried more often."""

TESTS_DATA = Path(__file__).parents[1] / "data"

CELLS = (",", ";", "\t", '"', '""', "sep=;", "\r\n", "city", "partner", "country", "since", "'=")
SHEET_WORDS = ("<row r=", "<c r=", ' t="s"', ' t="d"', ' s="1"', "<v>", "</v>", "mergeCell", "XFD1")
NETWORK_WORDS = ("<node id=", "<edge source=", "<attvalue for=", "<data key=", "<key id=", "<spell")
JSON_WORDS = ('{"', '":', "[", "]", "null", "1e999", "\\ud800", '"bindings"', '"value"', '"type"')
XML_WORDS = ("<binding name=", "<uri>", "<literal", "<bnode>", "<boolean>", "&#x0;", "<![CDATA[")
YAML_WORDS = (": ", "- ", "&a", "*a", "!!", "|\n", ">\n", "'", '"\\ud800"', "2020-13-45", "{", "[")
TOML_WORDS = ("[", "]", "=", '"""', "{", "}", "2020-01-01", "inf", "0x", "endpoint", "auth", "true")
RDF_WORDS = (
    "<http://",
    "@prefix",
    "_:b",
    "^^",
    "@en",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "GRAPH",
    " .",
)
DATE_WORDS = ("1997", "08", "25", "/", "-", ".", "Mei", "August", "년", "월", "일", "T00:00:00Z")
AMOUNT_WORDS = ("1", "000", ".", ",", "Rp ", "juta", "million", "$", "-", "'", "₩")
SPARQL_WORDS = ("SERVICE", "{", "}", "(", "<a:b>", "?x", "\\u0053", "#", '"""', "!", "^", "a:b")
CHALLENGE_WORDS = ("Digest ", "Basic ", "realm=", "nonce=", "qop=", '"', "algorithm=", "SHA-256")

TABLE = """\
city,country,partner,partner country,since,until,kind,source,note,city latitude,city longitude,city wikidata
Bandung,Indonesia,Utrecht,Netherlands,24 Mei 2001,2006,sister city,https://example.org/1,,-6.9,107.6,Q10389
"서울","대한민국","Bandung","Indonesia","c. 1997","","MoU","a book","a ""note"" b","","",""
"""
NAMES = (
    "Bandung",
    "São Paulo",
    "서울",
    "Kota Surabaya",
    "İstanbul",
    "ﬁ",
    "Ǆ",
    "https://example.org/a?b=c",
)


def _cut(texts: Iterable[str]) -> list[bytes]:
    return [text[:LONGEST].encode() for text in texts]


def _files(*patterns: str) -> list[str]:
    """The texts of a few shipped files, the smallest first."""
    paths = {path for pattern in patterns for path in SHIPPED.glob(pattern)}
    return [path.read_text("utf-8") for path in sorted(paths, key=lambda p: p.stat().st_size)[:8]]


def numbered(options: Sequence[str], name: str, text: str) -> bytes:
    """The text behind the byte by which a target chooses an option."""
    return bytes([options.index(name)]) + text[:LONGEST].encode()


def tables() -> list[bytes]:
    """Lists of partnerships in several encodings and with several separators."""
    forms = [
        TABLE,
        TABLE.replace(",", ";"),
        TABLE.replace(",", "\t"),
        "sep=|\nkota|mitra\nBandung|Utrecht\n",
        "A title\n\n" + TABLE,
    ]
    latin = "kota,mitra\nBandung,Zürich\n"
    return [*_cut(forms), TABLE.encode("utf-16"), latin.encode("cp1252"), TABLE.encode("utf-8-sig")]


@cache
def workbook() -> dict[str, bytes]:
    """The parts of a small workbook by name."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in TABLE.splitlines()[:2]:
        sheet.append(line.split(","))
    sheet["E3"] = 1997
    sheet["E3"].number_format = "yyyy"
    sheet.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # Others write texts into a part of their own, openpyxl into the cells.
    shared = f'<Relationship Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml" Id="rId9"/>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Rel", f"{shared}</Rel".encode()
    )
    type_ = (
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sharedStrings+xml"/>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types", f"{type_}</Types".encode()
    )
    cell = b'<row r="9"><c r="A9" t="s"><v>1</v></c></row></sheetData>'
    sheet_part = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", cell)
    parts["xl/worksheets/sheet1.xml"] = sheet_part
    parts["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><t>Seoul</t></si><si><r><t>Ban</t></r><r><t>dung</t></r></si></sst>"
    )
    return parts


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

WORKBOOK_PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
)


def workbooks() -> list[bytes]:
    """A whole workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in workbook().items():
            archive.writestr(name, content)
    return [out.getvalue()]


def workbook_parts() -> Iterator[bytes]:
    """The parts of a workbook, each behind its number."""
    for number, name in enumerate(WORKBOOK_PARTS):
        yield bytes([number]) + workbook()[name]


def networks() -> list[bytes]:
    """A network in both formats."""
    gexf = """<gexf version="1.3"><graph defaultedgetype="directed"><attributes class="node">
<attribute id="0" title="country" type="string"><default>Indonesia</default></attribute></attributes>
<nodes><node id="a" label="Bandung"><attvalues><attvalue for="0" value="Indonesia"/></attvalues></node>
<node id="Q803" label="Utrecht"/></nodes><edges><edge id="0" source="a" target="Q803" start="2001">
<spells><spell start="2001" end="2006"/></spells></edge></edges></graph></gexf>"""
    graphml = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="n" for="node"
attr.name="name"/><key id="s" for="all" attr.name="since"><default>1997</default></key>
<graph edgedefault="undirected"><node id="a"><data key="n">Bandung</data></node><node id="b"/>
<edge source="a" target="b"><data key="s">2001</data></edge><hyperedge/></graph></graphml>"""
    return _cut([gexf, graphml])


def reviews() -> list[bytes]:
    """A completed review file."""
    head = "name,country,wikidata,coordinates,lines,why,choice,candidates\n"
    return _cut([head + 'Bandung,Indonesia,Q10389,-6.9 107.6,2,ambiguous,skip,"a; b"\n'])


def wikidata_results() -> list[bytes]:
    """Results of the query service, as it saves them."""
    full = """{"head":{"vars":["item","twin"]},"results":{"bindings":[{"item":{"type":"uri",
"value":"http://www.wikidata.org/entity/Q10389"},"itemLabel":{"type":"literal","xml:lang":"en",
"value":"Bandung"},"twin":{"type":"uri","value":"http://www.wikidata.org/entity/Q803"},"start":{"type":
"literal","datatype":"http://www.w3.org/2001/XMLSchema#dateTime","value":"1997-01-01T00:00:00Z"},
"coord":{"type":"literal","value":"Point(107.6 -6.9)"}}]}}"""
    plain = '[{"item":"http://www.wikidata.org/entity/Q10389","twin":"Q803","start":"1997","country":"ID"}]'
    return _cut([full, plain, "item,itemLabel,twin,twinLabel,start\nQ1,Bandung,Q2,Utrecht,1997\n"])


def wikidata_dumps() -> list[bytes]:
    """A truthy dump of two places."""
    entity, direct = "http://www.wikidata.org/entity/", "http://www.wikidata.org/prop/direct/"
    lines = [
        f"<{entity}Q1> <{direct}P190> <{entity}Q2> .",
        f"<{entity}Q1> <{direct}P17> <{entity}Q3> .",
        f'<{entity}Q3> <{direct}P297> "ID" .',
        f'<{entity}Q2> <http://www.w3.org/2000/01/rdf-schema#label> "Utrecht \\u00e9"@en .',
        f'<{entity}Q2> <{direct}P625> "Point(5.1 52.1)"^^<http://www.opengis.net/ont/geosparql#wktLiteral> .',
    ]
    return _cut(["\n".join(lines) + "\n"])


def resumed() -> list[bytes]:
    """The file of an unfinished fetch."""
    head = '{"reading": "Wikidata P190", "endpoint": "https://example.org/sparql", "country": ""}\n'
    page = '[{"statement": "s1", "item": "http://www.wikidata.org/entity/Q1", "twin": "Q2"}]\n'
    return _cut([head + page, head + page + page[:20]])


def records() -> Iterator[bytes]:
    """The beginning of a shipped table of each kind."""
    for kind in KINDS:
        for path in sorted(SHIPPED.glob(f"data/*/{kind}.csv"))[:1]:
            lines = path.read_text("utf-8").splitlines(keepends=True)
            yield numbered(tuple(KINDS), kind, "".join(lines[:4]))


def questions() -> list[bytes]:
    """Shipped questions."""
    return _cut(_files("queries/*.rq"))


def topics() -> list[bytes]:
    """Shipped topics and research, and YAML of all sorts."""
    odd = "a: &a {en: x, id: y}\nb: {<<: *a, en: 2020-01-01}\nc: !!set {en, id}\n? [d]\n: {en: 1, id: ~}\n"
    return _cut([*_files("queries/topics.yaml", "queries/research.yaml"), odd])


def plans() -> list[bytes]:
    """A report as the shipped ones are written, small."""
    panel = "{ask: city-profile, with: {city: city}, show: both, columns: [a, b], most: 9}"
    section = f"    - en: Profile\n      id: Profil\n      panels:\n        - {panel}\n"
    head = 'city:\n  takes: [city]\n  en: "{city}: its partners"\n  id: "{city}: mitranya"\n'
    return _cut([f"{head}  sections:\n{section}"])


def entries() -> list[bytes]:
    """Templates of entries, and one filled in."""
    terms = _AnyTerms()
    full = "partnership:\n  cities: [Bandung, Utrecht]\n  since: 2001\nsource: https://example.org/1\nby: Ani\n"
    return _cut([full, *(template(kind, terms) for kind in addable())])


class _AnyTerms(dict[str, list[str]]):
    def __missing__(self, scheme: str) -> list[str]:
        return ["a", "b"]


def configurations() -> list[bytes]:
    """Settings of workspaces."""
    store = (
        '[store]\nendpoint = "http://127.0.0.1:7878/query"\nauth = "KEMBAR_AUTH"\ntimeout = 60\n'
    )
    return _cut(['title = "office"\nshipped = false\n', f'title = "office"\n{store}'])


def cards() -> list[bytes]:
    """Shipped cards."""
    return _cut(_files("data/*/source.toml"))


def changes() -> Iterator[bytes]:
    """Files of changes, by month and alone."""
    for path in sorted(TESTS_DATA.glob("by-month/data/added/*.trig")):
        yield path.read_bytes()[: 2 * LONGEST]
    yield b"""@prefix kb: <https://w3id.org/kembar/> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<#change> a kb:Change ; kb:changeAction <https://w3id.org/kembar/concept/change-action/add> ;
 prov:endedAtTime "2026-05-24T10:30:00Z"^^xsd:dateTime ; prov:wasAssociatedWith <#a> .
<#source.x> { <#a> kb:since "2001"^^xsd:gYear } """


_RDF = {
    ".ttl": '@prefix k: <https://example.org/> . k:a k:b [ k:c "d"@en, 1.5, ( true ) ] ; a <<( k:a k:b k:c )>> .',
    ".trig": '@prefix k: <https://example.org/> . GRAPH k:g { k:a k:b """x\ny""" } k:a a k:b .',
    ".nt": '<https://example.org/a> <https://example.org/b> "\\u00e9\\n"^^<https://example.org/t> .\n',
    ".nq": "<https://example.org/a> <https://example.org/b> _:c <https://example.org/g> .\n",
    ".rdf": '<!DOCTYPE r [<!ENTITY k "https://example.org/">]><rdf:RDF xmlns:k="https://example.org/" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><k:A rdf:about="&k;a"><k:b xml:lang="en">c</k:b>'
    '<k:d rdf:parseType="Collection"><k:e/></k:d></k:A></rdf:RDF>',
    ".jsonld": '{"@context": {"k": "https://example.org/"}, "@id": "k:a", "k:b": [{"@value": "c", '
    '"@language": "en"}, {"@list": [1, true]}], "@graph": [{"@id": "k:d", "@type": "k:e"}]}',
}


def rdf() -> Iterator[bytes]:
    """A small text in each format of RDF."""
    suffixes = tuple(RDF_FORMATS)
    for suffix, text in _RDF.items():
        yield numbered(suffixes, suffix, text)
    yield numbered(suffixes, ".ttl", (TESTS_DATA / "columns" / "hostile.ttl").read_text("utf-8"))


def results_json() -> list[bytes]:
    """Results of SELECT and ASK as JSON."""
    select = """{"head":{"vars":["a","b"]},"results":{"bindings":[{"a":{"type":"uri","value":"https://example.org/"},
"b":{"type":"literal","value":"x","xml:lang":"en"}},{"a":{"type":"bnode","value":"n"},"b":{"type":"typed-literal",
"value":"1","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}"""
    return _cut([select, '{"head":{},"boolean":true}'])


def results_xml() -> list[bytes]:
    """Results of SELECT and ASK as XML."""
    start = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    row = '<result><binding name="a"><uri>https://example.org/</uri></binding><binding name="b"><literal xml:lang="en">x</literal></binding></result>'
    return _cut(
        [
            f'{start}<head><variable name="a"/><variable name="b"/></head><results>{row}</results></sparql>',
            f"{start}<head/><boolean>true</boolean></sparql>",
        ]
    )


def results_tsv() -> list[bytes]:
    """Results of SELECT as TSV."""
    return _cut(
        ['?a\t?b\n<https://example.org/>\t"x\\t"@en\n_:n\t1.5e3\n\t"a"^^<https://example.org/t>\n']
    )


def graph_results() -> list[bytes]:
    """Results of CONSTRUCT."""
    return [b"\x00" + _RDF[".nt"].encode(), b"\x01" + _RDF[".ttl"].encode()]


def names() -> list[bytes]:
    """Names in several scripts, and addresses."""
    return _cut(NAMES)


def dates() -> list[bytes]:
    """Dates as people write them."""
    texts = "25 Agustus 1997|08/25/1997|1997년 8월 25일|1997-01-01T00:00:00Z|August 25, 1997|2007/08|1997.1"
    return _cut(texts.split("|"))


def amounts() -> list[bytes]:
    """Sums as people write them."""
    return _cut(
        ["Rp 1,5 miliar", "850.000.000", "12.5", "$ 850 million", "-6", "1'000'000", "12,345.67"]
    )


def formulas() -> list[bytes]:
    """Cells that a spreadsheet would run."""
    return _cut(["=1+1", "-6.9", "'=x", "@a", "+62 22", "\t=1", "''", "\r"])


def terminal() -> list[bytes]:
    """Texts that a terminal would obey."""
    return _cut(["\x1b[31mred\x1b]0;title\x07", "a\u202eb\r\nc\td", "\x9b2J", "\u200b\ufeff"])


def queries() -> list[bytes]:
    """Shipped questions, and queries that look as if they asked a service."""
    odd = 'SELECT ?service { ?a <b:service> "SERVICE <c:d>" } # SERVICE <e:f>\n'
    return _cut(
        [odd, "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", *_files("queries/*.rq")]
    )


def challenges() -> list[bytes]:
    """Challenges of servers, as RFC 7616 and others write them."""
    digest = 'Digest realm="a", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAz"'
    return _cut(
        [digest + ', opaque="FQhe"', 'Basic realm="x"\x1fDigest realm=x, nonce=y', "Negotiate"]
    )
