"""Write what w3id.org needs to lead https://w3id.org/kembar/ to a home, and the home's files.

    python tools/w3id.py HOME FOLDER MAINTAINER...

HOME is the address at which FOLDER/home will be served; a MAINTAINER is a user name on GitHub.
Hand in FOLDER/kembar as a pull request to https://github.com/perma-id/w3id.org. Beside the files
written here the home needs `kembar explore -o FOLDER/home` and, as data.ttl and data.jsonld, what
`kembar export` writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rdflib import OWL, Graph, URIRef

import kembar

ONTOLOGY = Path(__file__).parents[1] / "ontology"
IRI = URIRef("https://w3id.org/kembar/ontology")
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}

RULES = """# Redirects of https://w3id.org/kembar/: the ontology, its terms, the things of a graph.
Options +FollowSymLinks -MultiViews
RewriteEngine on

# The form that the client asks for; a page where it asks for one first, or for no form of these.
RewriteRule ^ - [E=FORM:html]
RewriteCond %{{HTTP_ACCEPT}} !^(text/html|application/xhtml)
RewriteCond %{{HTTP_ACCEPT}} application/rdf\\+xml
RewriteRule ^ - [E=FORM:rdf]
RewriteCond %{{HTTP_ACCEPT}} !^(text/html|application/xhtml)
RewriteCond %{{HTTP_ACCEPT}} application/(ld\\+)?json
RewriteRule ^ - [E=FORM:jsonld]
RewriteCond %{{HTTP_ACCEPT}} !^(text/html|application/xhtml)
RewriteCond %{{HTTP_ACCEPT}} (text/turtle|text/n3|application/x-turtle)
RewriteRule ^ - [E=FORM:ttl]

# The ontology, as it is and as it was in a version.
RewriteRule ^(ontology/?)?$ {home}ontology.%{{ENV:FORM}} [R=303,L]
RewriteRule ^ontology/([0-9]+\\.[0-9]+\\.[0-9]+)$ {home}$1/ontology.%{{ENV:FORM}} [R=303,L]
RewriteRule ^shape(/.*)?$ {home}shapes.ttl [R=303,L]

# Concepts, and classes and properties: a place in the page, or the ontology as RDF.
RewriteCond %{{ENV:FORM}} =html
RewriteRule ^concept/([a-z-]+/[a-z0-9-]+)$ {home}en/model.html#concept:$1 [R=303,NE,L]
RewriteCond %{{ENV:FORM}} =html
RewriteRule ^([A-Za-z]+)$ {home}en/model.html#kb:$1 [R=303,NE,L]
RewriteRule ^(concept(/.*)?|[A-Za-z]+)$ {home}ontology.%{{ENV:FORM}} [R=303,L]

# The things of the graph and its named graphs.
RewriteCond %{{ENV:FORM}} =html
RewriteRule ^(id|graph)/ {home}index.html [R=303,L]
RewriteCond %{{ENV:FORM}} =jsonld
RewriteRule ^(id|graph)/ {home}data.jsonld [R=303,L]
RewriteRule ^(id|graph)/ {home}data.ttl [R=303,L]
"""

README = """# Kembar

https://w3id.org/kembar/ identifies Kembar, an ontology of sister-city relations and a knowledge
graph in its terms. The rules lead to {home} by what a client accepts: a page, Turtle, JSON-LD or
RDF/XML.

## Maintainers

{maintainers}
"""


def rules(home: str) -> str:
    """Return the .htaccess of w3id.org for a home, an address that ends with a slash."""
    return RULES.format(home=home)


def readme(home: str, maintainers: list[str]) -> str:
    """Return the README of w3id.org, with its maintainers by their user names on GitHub."""
    lines = [f"- [@{name}](https://github.com/{name})" for name in maintainers]
    return README.format(home=home, maintainers="\n".join(lines))


def write_ontology(folder: Path) -> None:
    """Write the ontology with its concepts as RDF and as a page, and once more for its version."""
    ontology = Graph().parse(ONTOLOGY / "model.ttl").parse(ONTOLOGY / "concepts.ttl")
    for place in (folder, folder / str(ontology.value(IRI, OWL.versionInfo))):
        place.mkdir(parents=True, exist_ok=True)
        for ending, form in FORMATS.items():
            ontology.serialize(place / f"ontology.{ending}", format=form)
        kembar.open().write_model(place / "ontology.html", force=True)
    (folder / "shapes.ttl").write_bytes((ONTOLOGY / "shapes.ttl").read_bytes())


def main(home: str, folder: str, *maintainers: str) -> None:
    """Write both folders."""
    redirects, home = Path(folder) / "kembar", home.rstrip("/") + "/"
    redirects.mkdir(parents=True, exist_ok=True)
    (redirects / ".htaccess").write_text(rules(home), "utf-8")
    (redirects / "README.md").write_text(readme(home, list(maintainers)), "utf-8")
    write_ontology(Path(folder) / "home")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
