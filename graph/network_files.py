"""An excerpt of the network as a file: JSON, GEXF (Gephi), GraphML, and its ties as CSV.

The writers of NetworkX raise on None, lists and dates: what is not known of an actor is left out of GEXF and GraphML.
Nothing in a file depends on when it was written, so that the same excerpt is the same bytes.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from graph.excerpt import Excerpt, Member

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, however they are written."""

COLUMNS = ("source", "target", "source_label", "target_label", "projects", "newman")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of an actor beside its ties; what is None is not known."""

    address: str
    label: str
    kind: str | None = None
    kind_label: str | None = None
    city: str | None = None
    city_label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFile:
    """An excerpt and what its actors are called. `note` says what it was made of, and what was left out."""

    excerpt: Excerpt
    actors: Mapping[str, Told]
    release: str
    issued: str
    language: str
    note: str


def network_json(file: NetworkFile) -> bytes:
    """Return it as JSON."""
    excerpt = file.excerpt
    told = {
        "release": file.release,
        "issued": file.issued,
        "language": file.language,
        "note": file.note,
        "actors": excerpt.all_actors,
        "ties": excerpt.all_ties,
        "truncated": not excerpt.is_whole,
        "nodes": [_node(file, one) for one in excerpt.actors],
        "edges": [
            {
                "source": file.actors[tie.one].address,
                "target": file.actors[tie.other].address,
                "projects": tie.projects,
                "newman": tie.newman,
            }
            for tie in excerpt.ties
        ],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def network_csv(file: NetworkFile) -> bytes:
    """Return its ties as CSV, a row each."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for tie in file.excerpt.ties:
        one, other = file.actors[tie.one], file.actors[tie.other]
        writer.writerow([one.address, other.address, one.label, other.label, tie.projects, tie.newman])
    return out.getvalue().encode()


def network_gexf(file: NetworkFile) -> bytes:
    """Return it as GEXF 1.2."""
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(network_graph(file))
    root = writer.xml
    meta = root.find("meta")
    assert meta is not None, "the writer of NetworkX tells when it wrote"
    meta.set("lastmodifieddate", file.issued[:10])
    for child in list(meta):
        meta.remove(child)
    for name, text in {"creator": "Verkosto", "description": f"{file.note} (release {file.release})"}.items():
        ElementTree.SubElement(meta, name).text = _clean(text)
    return _xml(root)


def network_graphml(file: NetworkFile) -> bytes:
    """Return it as GraphML."""
    graph = network_graph(file)
    graph.graph = {"release": file.release, "note": _clean(file.note)}
    writer = GraphMLWriter()
    writer.add_graph_element(graph)
    return _xml(writer.xml)


def network_graph(file: NetworkFile) -> "nx.Graph[str]":
    """Return it as a NetworkX graph that every writer takes: what is not known of an actor is left out."""
    graph: nx.Graph[str] = nx.Graph()
    for one in file.excerpt.actors:
        known = {name: value for name, value in _node(file, one).items() if value is not None}
        address = str(known.pop("id"))
        graph.add_node(
            address, **{name: _clean(value) if isinstance(value, str) else value for name, value in known.items()}
        )
    for tie in file.excerpt.ties:
        ends = file.actors[tie.one].address, file.actors[tie.other].address
        graph.add_edge(*ends, weight=tie.projects, projects=tie.projects, newman=tie.newman)
    return graph


WRITERS: Mapping[str, Callable[[NetworkFile], bytes]] = {
    "json": network_json,
    "csv": network_csv,
    "gexf": network_gexf,
    "graphml": network_graphml,
}
"""How a network can be written, by the name of the format."""


def _node(file: NetworkFile, one: Member) -> dict[str, Any]:
    told = file.actors[one.actor]
    return {
        "id": told.address,
        "label": told.label,
        "kind": told.kind,
        "kind_label": told.kind_label,
        "city": told.city,
        "city_label": told.city_label,
        "projects": one.projects,
        "partners": one.partners,
    }


def _clean(text: str) -> str:
    return FORBIDDEN.sub("�", text)


def _xml(root: ElementTree.Element) -> bytes:
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
