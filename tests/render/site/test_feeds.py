"""Feeds tell only what bears a whole day, and site maps stay within their limits."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from kembar.errors import InputError
from kembar.profiles.facts import Activity, Agreement, GraphFacts, Partnership, Stated
from kembar.queries.saved import Text
from kembar.render.site import feeds
from kembar.render.site.about import SiteFacts
from kembar.render.site.feeds import feed, news, site_maps
from kembar.render.site.source import web_address

PAIR = Partnership("a--b", "urn:p", ("a", "b"), Text("A – B"))


def facts_of(*days: str) -> GraphFacts:
    """A graph with a document of each day, and an activity of no whole day."""
    documents = {
        f"d{n}": Agreement(
            f"d{n}", f"urn:d{n}", "a--b", Text(f"D{n} \x07<&"), signed=(Stated(day),)
        )
        for n, day in enumerate(days)
    }
    activity = Activity("x", "urn:x", ("a--b",), Text("X"), start=(Stated("2020-05"),))
    return GraphFacts("G", "2026-11-30", {}, {}, {"a--b": PAIR}, documents, {"x": activity}, {}, {})


def test_only_whole_days_up_to_today_are_news() -> None:
    entries = news(facts_of("2015", "2016-02", "2016-02-03", "2026-12-01", "2020-02~"), ())
    assert [(one.id, one.at) for one in entries] == [("urn:d2", "2016-02-03T00:00:00Z")]
    assert entries[0].path == "agreement/d2.html"


def test_a_feed_is_xml_with_or_without_entries() -> None:
    about = SiteFacts("G & <b>", "2026-11-30", {})
    for facts, updated in ((facts_of("2016-02-03"), "2016-02-03"), (facts_of(), "2026-11-30")):
        root = ElementTree.fromstring(feed(news(facts, ()), about, "en"))
        atom = "{http://www.w3.org/2005/Atom}"
        assert root.findtext(f"{atom}updated") == f"{updated}T00:00:00Z"
        assert root.findtext(f"{atom}title") == "G & <b>: news"


def test_a_large_site_map_has_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_MOST_LOCATIONS", 2)
    maps = dict(site_maps(["a.html", "b.html", "ä & c.html"], "https://example.org/"))
    assert [*maps] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    for text in maps.values():
        ElementTree.fromstring(text)
    assert "https://example.org/sitemap-2.xml" in maps["sitemap.xml"]
    assert "https://example.org/ko/%C3%A4%20%26%20c.html" in maps["sitemap-2.xml"]


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org", "https://", "https://x/?a"]
)
def test_an_address_is_that_of_a_web_server(address: str) -> None:
    with pytest.raises(InputError, match="is no address of a web server"):
        web_address(address)
    assert web_address("https://example.org/k") == "https://example.org/k/"
    assert Path(web_address("")) == Path()
