"""YSO, the General Finnish Ontology: subjects, in Finnish, Swedish and English.

Two layouts, any number of files of either at once, for a part of what is known of a concept may stand in each:

- RDF (Turtle, RDF/XML, JSON-LD): the whole vocabulary, or what Finto's interface tells of single concepts
  (`/rest/v1/yso/data?uri=…`), where their neighbours come along with their labels alone;
- tables of labels without a header (`yso-en.tsv`: `<IRI>`, tab, label), one language each, which the name tells.

The code of a concept is the last part of its IRI ("p2349"). Groups and places, which the same files hold, are no
concepts of YSO and out of scope. All concepts are read; which of them are in use is decided when all sources are read.
"""

import re
from collections.abc import Iterator
from typing import IO

from graph.readings import Rejected
from ingest.opening import opening
from ingest.skos import Described, Vocabulary
from ingest.source import Download, Files, Ingester, Outcome, Source

SOURCE = Source(
    name="yso",
    title="General Finnish Ontology (YSO)",
    publisher="National Library of Finland",
    homepage="https://finto.fi/yso/",
    licence="CC-BY-4.0",
    register=True,
    downloads=(
        Download(name="yso.ttl", url="https://api.finto.fi/rest/v1/yso/data?format=text/turtle", form="turtle"),
    ),
    at_least={"Concept": 20},
)

CONCEPT = re.compile(r"http://www\.yso\.fi/onto/yso/(p\d+)", re.ASCII)
LABELLED = re.compile(r"<([^<>\s]+)>\t([^\t]*\S[^\t]*)")
LANGUAGE = re.compile(r"\b(fi|sv|en)\.tsv$")


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each concept, or each label, of each file.

    Raises
    ------
    SourceChanged
        If a file is neither RDF with concepts nor a table of labels.
    """
    vocabulary = Vocabulary(SOURCE.name)
    for table in sorted(given, key=_labels_last):
        if table.lower().endswith(".tsv"):
            yield from _labels(vocabulary, table, given[table])
        else:
            vocabulary.read(table, given[table])
    yield from vocabulary.outcomes("yso", _code)


def _labels_last(table: str) -> tuple[bool, str]:
    return table.lower().endswith(".tsv"), table


def _labels(vocabulary: Vocabulary, table: str, stream: IO[bytes]) -> Iterator[Rejected]:
    opening(stream)
    language = found[1] if (found := LANGUAGE.search(table.lower())) else None
    for line, raw in enumerate(stream, start=1):
        parts = LABELLED.fullmatch(raw.decode("utf-8", "replace").rstrip("\r\n"))
        if parts is None or "\ufffd" in parts[2]:
            yield Rejected(table=table, line=line, reason="is not <IRI>, tab and label in UTF-8")
        else:
            vocabulary.label(table, line, parts[1], (language, parts[2].strip()))


def _code(iri: str, _: Described) -> str | None:
    found = CONCEPT.fullmatch(iri)
    return found[1] if found else None


INGESTER = Ingester(SOURCE, parse)
