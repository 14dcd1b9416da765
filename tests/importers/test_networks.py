"""The edges of a network are links; its nodes are places, described by the file itself."""

from __future__ import annotations

from pathlib import Path

import networkx
import pytest

from kembar.errors import InputError
from kembar.importers.links import Link, Mention, Rejected
from kembar.importers.networks import read_network_links
from kembar.model.dates import PartialDate

REAL = Path(__file__).parents[3] / "shared/real/wikidata-twinnings-2022/sister_cities.gexf"

GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
  <graph defaultedgetype="{direction}">
    <attributes class="node">
      <attribute id="0" title="Country" type="string"/>
      <attribute id="1" title="lat" type="double"/>
      <attribute id="2" title="lon" type="double"/>
      <attribute id="3" title="pop" type="long"/>
    </attributes>
    <attributes class="edge">
      <attribute id="0" title="type" type="string"><default>sister city</default></attribute>
      <attribute id="1" title="since" type="string"/>
    </attributes>
    <nodes>
      <node id="Q10389" label="Bandung"><attvalues>
        <attvalue for="0" value="Indonesia"/><attvalue for="1" value="-6.9"/>
        <attvalue for="2" value="107.6"/><attvalue for="3" value="9"/>
      </attvalues></node>
      <node id="Q8684" label="Seoul"/>
    </nodes>
    <edges>
{edges}
    </edges>
  </graph>
</gexf>
"""
GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="name" attr.type="string"/>
  <key id="d1" for="node" attr.name="qid" attr.type="string"/>
  <key id="d2" for="edge" attr.name="start" attr.type="string"/>
  <key id="d3" for="edge" attr.name="end" attr.type="string"/>
  <key id="d4" for="all" attr.name="country"><default>Indonesia</default></key>
  <key id="d5" for="all" attr.name="note"/>
  <graph edgedefault="directed">
    <edge source="n1" target="n2"><data key="d2">25 Agustus 1997</data><data key="d3">long ago</data></edge>
    <node id="n1"><data key="d0"> Ban&#100;ung
    </data></node>
    <node id="n2"><data key="d0">Seoul</data><data key="d1">Q8684</data><data key="d4">South Korea</data></node>
    <edge source="n2" target="n1" directed="false"><data key="d5">a &amp; b</data></edge>
  </graph>
</graphml>
"""
BANDUNG = Mention("Bandung", "Indonesia", "Q10389", -6.9, 107.6)
SEOUL = Mention("Seoul", "", "Q8684")


def file(folder: Path, text: str | bytes, name: str = "net.gexf") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def gexf(folder: Path, edges: str, direction: str = "undirected") -> list[Link | Rejected]:
    text = GEXF.replace("{edges}", edges).replace("{direction}", direction)
    return list(read_network_links(file(folder, text)))


def test_nobody_claims_an_undirected_edge(tmp_path: Path) -> None:
    assert gexf(tmp_path, '<edge source="Q10389" target="Q8684"/>') == [
        Link(BANDUNG, SEOUL, kind="sister city", line=22)
    ]


@pytest.mark.parametrize(
    ("edge", "direction", "claimed_by"),
    [
        ("", "undirected", ()),
        ("", "directed", (BANDUNG,)),
        ('type="directed"', "undirected", (BANDUNG,)),
        ('type="mutual"', "undirected", (BANDUNG, SEOUL)),
        ('type="undirected"', "directed", ()),
    ],
)
def test_the_source_claims_a_directed_edge(
    tmp_path: Path, edge: str, direction: str, claimed_by: tuple[Mention, ...]
) -> None:
    (link,) = gexf(tmp_path, f'<edge source="Q10389" target="Q8684" {edge}/>', direction)
    assert isinstance(link, Link)
    assert link.claimed_by == claimed_by


@pytest.mark.parametrize(
    ("edge", "since", "until", "note"),
    [
        ('><attvalues><attvalue for="1" value="1997-08"/></attvalues></edge>', "1997-08", None, ""),
        ('start="1997.0" end="2010"/>', "1997", "2010", ""),
        ('startopen="1997"/>', "1997", None, ""),
        ('><spells><spell start="1997" end="2010-05-01"/></spells></edge>', "1997", "2010-05-01", ""),
        ('><spells><spell end="1990"/><spell start="1997" end="2010"/></spells></edge>', None, "2010", "held ? to 1990, 1997 to 2010"),
        ('label="friends" start="long ago"/>', None, None, "label: friends; since: long ago"),
    ],
)  # fmt: skip
def test_dates_are_read_from_attributes_and_spells(
    tmp_path: Path, edge: str, since: str | None, until: str | None, note: str
) -> None:
    (link,) = gexf(tmp_path, f'<edge source="Q10389" target="Q8684" {edge}')
    assert isinstance(link, Link)
    assert link.since == (PartialDate(since) if since else None)
    assert link.until == (PartialDate(until) if until else None)
    assert link.note == note


def test_gexf_1_3_has_a_kind_on_the_edge_itself(tmp_path: Path) -> None:
    text = GEXF.replace("1.2draft", "1.3").replace("<default>sister city</default>", "")
    text = text.replace("{edges}", '<edge source="Q10389" target="Q8684" kind="twin"/>')
    (link,) = read_network_links(file(tmp_path, text))
    assert isinstance(link, Link)
    assert link.kind == "twin"


def test_graphml_has_defaults_and_edges_before_nodes(
    tmp_path: Path,
) -> None:
    bandung, seoul = Mention("Bandung", "Indonesia"), Mention("Seoul", "South Korea", "Q8684")
    assert list(read_network_links(file(tmp_path, GRAPHML, "net.graphml"))) == [
        Link(seoul, bandung, note="a & b", line=14),
        Link(
            bandung,
            seoul,
            since=PartialDate("1997-08-25"),
            claimed_by=(bandung,),
            note="until: long ago",
            line=10,
        ),
    ]


@pytest.mark.parametrize("suffix", ["gexf", "graphml"])
@pytest.mark.parametrize("kind", [networkx.Graph, networkx.DiGraph])
def test_networks_of_networkx_are_read(
    tmp_path: Path, suffix: str, kind: type[networkx.Graph[str]]
) -> None:
    graph = kind()
    graph.add_node("Q10389", label="Bandung", country="Indonesia", lat=-6.9, lon=107.6)
    graph.add_node("Q8684", label="Seoul")
    graph.add_edge("Q10389", "Q8684", kind="sister city", since="1997", weight=2.5)
    path = tmp_path / f"net.{suffix}"
    (networkx.write_gexf if suffix == "gexf" else networkx.write_graphml)(graph, path)
    (link,) = read_network_links(path)
    assert isinstance(link, Link)
    assert (link.one, link.other) == (BANDUNG, SEOUL)
    assert (link.kind, link.since) == ("sister city", PartialDate("1997"))
    assert link.claimed_by == ((BANDUNG,) if graph.is_directed() else ())


def test_a_node_without_a_name_has_its_id_as_name(
    tmp_path: Path,
) -> None:
    text = """<graphml><key id="name" for="node"/><key id="a" for="node" attr.name="Label"/>
    <graph edgedefault="undirected"><node id="Q84"/><node id="n"><data key="name">서울</data>
    <data key="a">Seoul</data></node><edge source="Q84" target="n"/></graph></graphml>"""
    (link,) = read_network_links(file(tmp_path, text))
    assert isinstance(link, Link)
    assert link.one == Mention("Q84", wikidata="Q84")
    assert link.other == Mention("Seoul", other_names=("서울",))


def test_unreadable_values_of_a_node_are_noted(tmp_path: Path) -> None:
    text = GEXF.replace('value="-6.9"', 'value="-96.9"').replace("{direction}", "undirected")
    text = text.replace("{edges}", '<edge source="Q8684" target="Q10389"/>')
    (link,) = read_network_links(file(tmp_path, text))
    assert isinstance(link, Link)
    assert link.note == "Bandung, latitude: -96.9; Bandung, longitude: 107.6"


@pytest.mark.parametrize(
    ("edge", "message"),
    [
        ('<edge source="Q10389" target="Q10389"/>', "links the node 'Q10389' with itself"),
        ('<edge source="Q10389" target="Q5"/>', "no node has the id 'Q5'; add the node or leave out the edge"),
        ('<edge source="Q10389"/>', "is an edge without source or target"),
        ('<node id="Q8684" label="Busan"/>', "is a second node with the id 'Q8684'"),
        ('<node label="Busan"/>', "is a node without id"),
        ('<hyperedge><endpoint node="Q8684"/></hyperedge>', "is a hyperedge, which Kembar does not read; write an edge for each pair"),
    ],
)  # fmt: skip
def test_a_bad_edge_is_rejected_and_the_rest_is_read(
    tmp_path: Path, edge: str, message: str
) -> None:
    results = gexf(tmp_path, edge + '\n<edge source="Q10389" target="Q8684"/>')
    assert Rejected(message, 22) in results
    assert Link(BANDUNG, SEOUL, kind="sister city", line=23) in results
    assert len(results) == 2


BOMB = '<?xml version="1.0"?>\n<!DOCTYPE gexf [<!ENTITY a "{}">\n<!ENTITY b "&a;&a;">]>\n<gexf>&b;</gexf>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, r":2: holds a document type \(<!DOCTYPE>\), which Kembar does not read; take it out"),
        ('<!DOCTYPE graphml SYSTEM "file:///etc/hostname"><graphml/>', ":1: holds a document type"),
        (GEXF[:700], ":16: is not well-formed XML, or cut off"),
        ("<gexf>\n<graph>\n", ":3: is not well-formed XML, or cut off .no element found"),
        ("<gexf>\n</graph>", ":2: is not well-formed XML, or cut off .mismatched tag"),
        ("", ":1: is not well-formed XML, or cut off"),
        ("City,Partner\n", ":1: is not well-formed XML"),
        ("<html>\n</html>", ":1: is neither GEXF nor GraphML: it begins with <html>"),
        ("<gexf>\n<node id='a\0b'/>", ":2: is not well-formed XML"),
        (b"<?xml version='1.0' encoding='utf-8'?>\n<gexf><node id='K\xf6ln'/></gexf>", ":2: is not well-formed XML"),
        ("<?xml version='1.0' encoding='klingon'?><gexf/>", ":1: has an unknown encoding"),
        ("<?xml version='1.0' encoding='euc-kr'?><gexf/>", ":1: has an unknown encoding"),
        (f"<gexf>\n<node id='{'x' * 200_000}'/></gexf>", r":2 \[id\]: holds a value of more than 100,000"),
        (f"<graphml><node>\n<data key='d0'>{'x' * 10_000_000}</data></node></graphml>", r":2 \[d0\]: holds a value of more than 100,000"),
    ],
)  # fmt: skip
def test_a_broken_file_raises_with_its_line(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(InputError, match=r"net\.gexf" + message) as error:
        list(read_network_links(file(tmp_path, text)))
    assert "\n" not in str(error.value)


def test_a_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        list(read_network_links(tmp_path / "net.gexf"))


def test_links_are_yielded_before_the_file_ends(tmp_path: Path) -> None:
    edges = '<edge source="Q10389" target="Q8684"/>\n' * 5000
    text = GEXF.replace("{edges}", edges).replace("{direction}", "directed")
    links = read_network_links(file(tmp_path, text.replace("</gexf>", "")))
    assert isinstance(next(links), Link)
    with pytest.raises(InputError, match=r":5026: is not well-formed XML, or cut off"):
        list(links)


if REAL.exists():

    def test_a_real_network_is_read_whole() -> None:
        links = [link for link in read_network_links(REAL) if isinstance(link, Link)]
        places = {place for link in links for place in (link.one, link.other)}
        assert (len(links), len(places)) == (8182, 4566)
        assert all(p.wikidata and p.country and p.latitude is not None for p in places)
        assert {(link.claimed_by, link.note) for link in links} == {((), "")}
