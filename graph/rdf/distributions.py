"""Where a release can be had, for its catalogue: files, endpoint and pages of the service at one address.

This hangs on the host, so it is no part of the release; `graph.rdf.catalogue` tells the rest.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from graph.rdf.catalogue import CATALOGUE, DATASET, TITLE
from graph.rdf.downloads import File
from graph.rdf.iris import node
from ontology import terms

SPDX = "http://spdx.org/rdf/terms#"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

CATALOGUE_SPARQL = f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ GRAPH <{terms.G_CATALOGUE}> {{ ?s ?p ?o }} }}
  UNION {{ GRAPH <{terms.G_PROVENANCE}> {{ ?s a <{terms.DATASET}> ; ?p ?o }} }}
  UNION {{ GRAPH <{terms.G_PROVENANCE}> {{ ?source <{terms.WAS_GENERATED_BY}> ?s . ?s ?p ?o }} }}
  UNION {{ GRAPH <{terms.G_PROVENANCE}> {{ ?run <{terms.USED}> ?s . ?s ?p ?o }} }}
  UNION {{ GRAPH <{terms.G_PROVENANCE}> {{
    VALUES ?kind {{ <{terms.RELEASE}> <{terms.AGENT}> }} ?s a ?kind ; ?p ?o }} }}
}}"""
"""What the release tells of itself, its sources, their runs and files."""


def distribution_triples(base: str, files: Iterable[File], release: str) -> bytes:
    """Return where the release is to be had on the service at `base`, as N-Triples."""
    written = serialize(_triples(base, files, release), format=RdfFormat.N_TRIPLES)
    assert written is not None, "serialize returns bytes when it is given no output"
    return written


def _triples(base: str, files: Iterable[File], release: str) -> Iterator[Triple]:
    description, service, endpoint = f"{base}/.well-known/void", f"{base}/sparql#service", f"{base}/sparql"
    yield _link(description, terms.A, f"{terms.VOID}DatasetDescription")
    yield _link(description, f"{terms.FOAF}primaryTopic", DATASET)
    yield _link(description, f"{terms.FOAF}topic", CATALOGUE)
    yield _link(DATASET, f"{terms.VOID}sparqlEndpoint", endpoint)
    yield _link(DATASET, terms.LANDING_PAGE, f"{base}/data")
    yield _link(DATASET, f"{terms.VOID}rootResource", f"{terms.ID}release/{release}")
    yield _link(CATALOGUE, f"{terms.DCAT}service", service)
    yield _link(service, terms.A, f"{terms.DCAT}DataService")
    yield _link(service, f"{terms.DCAT}endpointURL", endpoint)
    yield _link(service, f"{terms.DCAT}endpointDescription", endpoint)
    yield _link(service, f"{terms.DCAT}servesDataset", DATASET)
    yield _link(service, terms.SEE_ALSO, f"{base}/queries")
    for language, title in TITLE.items():
        yield _told(service, terms.TITLE, Literal(title, language=language))
    for file in files:
        yield from _file(base, file)


def _file(base: str, file: File) -> Iterator[Triple]:
    address = f"{base}/export/{file.path}"
    this, checksum = f"{address}#distribution", f"{address}#checksum"
    of = f"{terms.ID}{file.graph}" if file.graph.startswith("source/") else DATASET
    yield _link(of, f"{terms.DCAT}distribution", this)
    yield _link(this, terms.A, f"{terms.DCAT}Distribution")
    yield _told(this, terms.TITLE, Literal(f"{file.path} ({file.format})"))
    yield _link(this, f"{terms.DCAT}downloadURL", address)
    yield _link(this, f"{terms.DCAT}accessURL", address)
    yield _link(this, f"{terms.DCAT}mediaType", MEDIA_TYPES + file.media_type)
    if file.is_packed:
        yield _link(this, f"{terms.DCAT}compressFormat", f"{MEDIA_TYPES}application/gzip")
    size = Literal(str(file.size), datatype=node(f"{terms.XSD}nonNegativeInteger"))
    yield _told(this, f"{terms.DCAT}byteSize", size)
    yield _link(this, f"{SPDX}checksum", checksum)
    yield _link(checksum, terms.A, f"{SPDX}Checksum")
    yield _link(checksum, f"{SPDX}algorithm", f"{SPDX}checksumAlgorithm_sha256")
    yield _told(checksum, f"{SPDX}checksumValue", Literal(file.sha256, datatype=node(f"{terms.XSD}hexBinary")))
    if file.media_type in ("application/n-quads", "application/trig", "text/turtle"):
        graph = f"{terms.GRAPH}{file.graph}" if file.graph.startswith("source/") else DATASET
        yield _link(graph, f"{terms.VOID}dataDump", address)


def _link(this: str, predicate: str, target: str) -> Triple:
    return Triple(NamedNode(this), node(predicate), NamedNode(target))


def _told(this: str, predicate: str, value: Literal) -> Triple:
    return Triple(NamedNode(this), node(predicate), value)
