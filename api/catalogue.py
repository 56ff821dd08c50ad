"""What is here to be had: the catalogue of the release (VoID, DCAT) as RDF, and the page about it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.addresses import language_of
from api.delivery import Body, deliver, negotiated
from api.downloads import files, path_of
from api.pages.render import HTML, Frame, embedded, render
from api.sitting import Sitting
from graph.rdf.bounded import labels_sparql
from graph.rdf.catalogue import ABOUT, DATASET, RIGHTS, TITLE
from graph.rdf.distributions import CATALOGUE_SPARQL, distribution_triples
from graph.rdf.documents import document
from graph.rdf.downloads import CITATION, FOLDER, File
from graph.rdf.question import GRAPHS, Format
from graph.rdf.workers import Workers
from ontology import terms
from ontology.turtle import Language

PATH = "/data"
WELL_KNOWN = "/.well-known/void"
OFFERED = (*GRAPHS, HTML)

COUNTS = f"""SELECT ?key (MAX(?number) AS ?n) (MAX(?link) AS ?target) {{ GRAPH <{terms.G_CATALOGUE}> {{
  <{DATASET}> <$part> ?part . ?part <$key> ?key ; <$number> ?number .
  OPTIONAL {{ ?part <{terms.OBJECTS_TARGET}>/<{terms.URI_SPACE}> ?link }}
}} }} GROUP BY ?part ?key ORDER BY DESC(?n) ?key"""
SOURCES = f"""SELECT ?source ?title ?publisher ?page ?licence ?own ?retrieved {{ GRAPH <{terms.G_PROVENANCE}> {{
  ?source a <{terms.DATASET}> ; <{terms.TITLE}> ?title ; <{terms.PUBLISHER}> ?publisher ; <{terms.LANDING_PAGE}> ?page .
  OPTIONAL {{ ?source <{terms.LICENSE}> ?licence }}
  OPTIONAL {{ ?source <{terms.COMPILATION_LICENCE}> ?own }}
  OPTIONAL {{ ?source <{terms.RETRIEVED}> ?retrieved }}
}} }} ORDER BY ?source"""
EXAMPLES = f"""SELECT ?example {{
  GRAPH <{terms.G_CATALOGUE}> {{ <{DATASET}> <{terms.EXAMPLE_RESOURCE}> ?example }}
}} ORDER BY ?example"""

PARTS = {
    "classes": (terms.CLASS_PARTITION, terms.VOID_CLASS, terms.ENTITIES),
    "properties": (terms.PROPERTY_PARTITION, terms.VOID_PROPERTY, terms.TRIPLES),
    "linksets": (terms.SUBSET, terms.LINK_PREDICATE, terms.TRIPLES),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Files of the same graph: those of the whole release, its tables, those of one source."""

    name: str
    files: tuple[File, ...]


async def catalogue(request: Request, workers: Workers) -> Response:
    """Return the catalogue in the format that the client takes.

    Raises
    ------
    Problem
        If the client takes none.
    """
    form, language, base = (
        negotiated(request, OFFERED),
        language_of(request.url.path),
        str(request.base_url).rstrip("/"),
    )

    async def make(sitting: Sitting) -> Body:
        found = await run_in_threadpool(files, sitting.release.store.parent)
        if form == HTML:
            return Body(content=await _page(sitting, found, language, base))
        return Body(content=await _rdf(sitting, found, form, base))

    return await deliver(request, workers, form, make, marks=(base,))


async def _rdf(sitting: Sitting, found: tuple[File, ...], form: Format, base: str) -> bytes:
    own = await sitting.ask(CATALOGUE_SPARQL, "ntriples")
    labels = [await sitting.ask(one, "ntriples") for one in await run_in_threadpool(labels_sparql, [own])]
    where = distribution_triples(base, found, sitting.release.id)
    return await run_in_threadpool(document, b"".join([own, where, *labels]), form.name, first=DATASET)


async def _page(sitting: Sitting, found: tuple[File, ...], language: Language, base: str) -> bytes:
    counts = {name: _rows(await sitting.ask(_counting(name))) for name in PARTS}
    sources = _rows(await sitting.ask(SOURCES))
    examples = [row["example"] for row in _rows(await sitting.ask(EXAMPLES))]
    return await run_in_threadpool(_html, sitting, found, language, base, counts, sources, examples)


def _counting(name: str) -> str:
    part, key, number = PARTS[name]
    return COUNTS.replace("$part", part).replace("$key", key).replace("$number", number)


def _rows(answer: bytes) -> list[dict[str, str]]:
    return [{name: cell["value"] for name, cell in row.items()} for row in json.loads(answer)["results"]["bindings"]]


def _html(
    sitting: Sitting,
    found: tuple[File, ...],
    language: Language,
    base: str,
    counts: dict[str, list[dict[str, str]]],
    sources: list[dict[str, str]],
    examples: list[str],
) -> bytes:
    release = sitting.release
    cited = next((one for one in found if one.path == CITATION), None)
    return render(
        "data",
        Frame(language=language, path=PATH, release=release.id, issued=release.issued),
        title=TITLE[language],
        about=ABOUT[language],
        rights=RIGHTS[language],
        triples=release.triples,
        groups=tuple(_groups(found)),
        path_of=path_of,
        counts=counts,
        sources=sources,
        examples=examples,
        citation=(release.store.parent / FOLDER / CITATION).read_text("utf-8") if cited is not None else None,
        schema=embedded(_schema(release.id, release.issued, found, language, base)),
    )


def _groups(found: tuple[File, ...]) -> Iterator[Group]:
    names = dict.fromkeys(_group(one) for one in found)
    for name in names:
        yield Group(name=name, files=tuple(one for one in found if _group(one) == name))


def _group(file: File) -> str:
    if file.graph.startswith("source/"):
        return file.graph
    return file.path.partition("/")[0] if "/" in file.path else "verkosto"


def _schema(release: str, issued: str, found: tuple[File, ...], language: Language, base: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": DATASET,
        "name": TITLE[language],
        "description": ABOUT[language],
        "url": f"{base}{PATH}",
        "version": release,
        "datePublished": issued[:10],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "usageInfo": RIGHTS[language],
        "creator": {"@type": "Organization", "name": "Verkosto contributors"},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": one.path,
                "contentUrl": f"{base}{path_of(one)}",
                "encodingFormat": one.media_type,
                "contentSize": f"{one.size} B",
                "sha256": one.sha256,
            }
            for one in found
            if "/" not in one.path
        ],
    }
