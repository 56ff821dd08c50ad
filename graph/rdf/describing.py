"""The questions that gather what the graph says of one thing, as text; `graph.rdf.describe` reads their answers.

Most things stand in the default graph, and `cq32-provenance` tells who says each statement. Records, sources, runs,
decisions and the like stand in named graphs only: for them each statement comes with the graph it stands in. So the
first question is where a thing stands (`stands_sparql`), then what is said of it (`page_sparql`), and last what all
that is called (`names_sparql`). One question for everything took the engine ten times as long.
"""

from collections.abc import Sequence

from pyoxigraph import NamedNode

from graph.named import bound, named_query
from graph.rdf.iris import thing
from ontology import terms

INCOMING = 200
"""How many links to a thing are named; the rest are only counted."""

TOGETHER = 100
"""How many things are named by one question."""

PREFIXES = "".join(
    f"PREFIX {name}: <{terms.PREFIXES[name]}>\n"
    for name in ("vk", "g", "dct", "eurio", "locn", "prov", "rdf", "rdfs", "skos", "skosxl", "xsd")
)

TOLD = """
SELECT ?predicate ?object ?graph ?sourceTitle ?record ?page ?citation ?table ?line ?section ?confidence ?assignedBy
       ?retrieved ?licence ?compilationLicence ?released {
  GRAPH ?graph { $this ?predicate ?object }
  GRAPH g:provenance { ?release a vk:Release ; dct:issued ?released }
  OPTIONAL {
    GRAPH g:provenance { $this vk:recordOf ?graph ; vk:source ?source . ?source dct:title ?sourceTitle }
    BIND($this AS ?record)
    OPTIONAL { GRAPH g:provenance { $this prov:hadPrimarySource ?page } }
    OPTIONAL { GRAPH g:provenance { $this vk:citation ?citation } }
    OPTIONAL { GRAPH g:provenance { $this vk:table ?table } }
    OPTIONAL { GRAPH g:provenance { $this vk:line ?line } }
    OPTIONAL { GRAPH g:provenance { $this vk:section ?section } }
    OPTIONAL { GRAPH g:provenance { $this vk:confidence ?rowConfidence } }
    OPTIONAL { GRAPH g:provenance { ?source vk:retrieved ?retrieved } }
    OPTIONAL { GRAPH g:provenance { ?source dct:license ?licence } }
    OPTIONAL { GRAPH g:provenance { ?source vk:compilationLicence ?compilationLicence } }
    OPTIONAL {
      GRAPH g:provenance {
        ?doubt rdf:subject $this ; rdf:predicate ?predicate ; rdf:object ?object ;
               vk:confidence ?doubted ; vk:assignedBy ?doubter
      }
    }
  }
  BIND(REPLACE(STR(COALESCE(?doubted, ?rowConfidence)), "^.*/", "") AS ?confidence)
  BIND(REPLACE(STR(?doubter), "^.*/", "") AS ?assignedBy)
} ORDER BY ?predicate ?object ?graph ?page"""
"""The statements of named graphs; `sourceTitle` and what follows only where the graph is that of a source."""

INWARD = "?thing ?predicate $this"
INWARD_ANYWHERE = "{ ?thing ?predicate $this } UNION { GRAPH ?linking { ?thing ?predicate $this } }"

LINKS = f"SELECT DISTINCT ?predicate ?thing {{ $inward }} ORDER BY ?predicate ?thing LIMIT {INCOMING}"

LINK_COUNT = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?predicate ?thing { $inward } }"

TRIALS = f"""
SELECT ?thing ?predicate ?object ?confidence {{
  {{ SELECT DISTINCT ?thing {{ ?thing a vk:Trial ; vk:trialAt $this }} ORDER BY ?thing LIMIT {INCOMING} }}
  {{
    ?thing ?predicate ?object .
    FILTER(?predicate IN (vk:trialAt, prov:wasAssociatedWith, vk:underProject, vk:year, vk:startDate, vk:endDate,
                          vk:outcome, vk:longTerm, vk:publicReference, vk:referencePage))
    OPTIONAL {{
      ?thing prov:wasDerivedFrom ?record .
      GRAPH g:provenance {{ ?doubt rdf:subject ?record ; rdf:predicate ?predicate ; vk:confidence ?doubted }}
      BIND(REPLACE(STR(?doubted), "^.*/", "") AS ?confidence)
    }}
  }} UNION {{
    ?thing prov:wasDerivedFrom ?record .
    GRAPH g:provenance {{ ?record prov:hadPrimarySource ?object }}
    BIND(prov:hadPrimarySource AS ?predicate)
  }}
}} ORDER BY ?thing ?predicate ?object"""
"""What was tried at a test bed: each statement of each trial, and the pages that tell of it."""

NAMING = "skos:prefLabel|skosxl:literalForm|rdfs:label|dct:title|skos:notation"
"""What names a thing; a text without a language is taken where there is no other."""

NAMES = f"""
SELECT DISTINCT ?thing ?label {{
  {{ VALUES ?thing {{ $things }} ?thing {NAMING} ?label }}
  UNION {{ VALUES ?thing {{ $things }} GRAPH ?naming {{ ?thing {NAMING} ?label }} }}
  UNION {{
    VALUES ?thing {{ $things }}
    ?thing eurio:value ?value ; eurio:currency ?currency ; vk:moneyKind/skos:prefLabel ?kind .
    BIND(STRLANG(CONCAT(?kind, ": ", STR(?value), " ", REPLACE(STR(?currency), "^.*/", "")), LANG(?kind)) AS ?label)
  }}
  UNION {{
    VALUES ?thing {{ $things }}
    ?thing eurio:isInvolvedIn/skos:prefLabel ?project ; eurio:isRoleOf/skos:prefLabel ?actor .
    FILTER(LANG(?project) = LANG(?actor) || LANG(?project) = "" || LANG(?actor) = "")
    BIND(IF(LANG(?actor) = "", LANG(?project), LANG(?actor)) AS ?spoken)
    BIND(CONCAT(STR(?project), " · ", STR(?actor)) AS ?both)
    BIND(IF(?spoken = "", ?both, STRLANG(?both, ?spoken)) AS ?label)
  }}
  UNION {{
    VALUES ?thing {{ $things }}
    ?thing a locn:Address .
    OPTIONAL {{ ?thing locn:thoroughfare ?street }}
    OPTIONAL {{ ?thing locn:postCode ?code }}
    OPTIONAL {{ ?thing locn:postName ?town }}
    OPTIONAL {{ ?thing locn:adminUnitL1 ?country }}
    BIND(CONCAT(COALESCE(CONCAT(?street, ", "), ""), COALESCE(CONCAT(?code, " "), ""),
                COALESCE(CONCAT(?town, ", "), ""), COALESCE(?country, "")) AS ?parts)
    BIND(REPLACE(?parts, "[, ]+$", "") AS ?label)
    FILTER(?label != "")
  }}
}} ORDER BY ?thing ?label"""
"""An amount is called by its kind, number and currency; a participation by its project and organisation, in one
language or none; an address by its parts."""


def exists_sparql(iri: str) -> str:
    """Return the question whether any graph says anything of `iri`."""
    return about(iri, "ASK { { $this ?p ?o } UNION { GRAPH ?g { $this ?p ?o } } UNION { $inward } }", anywhere=True)


def stands_sparql(iri: str) -> str:
    """Return the question whether the default graph says anything of `iri` as its subject."""
    return about(iri, "ASK { $this ?p ?o }")


def page_sparql(iri: str, *, resolved: bool = True) -> dict[str, str]:
    """Return the questions whose answers (SPARQL JSON) `graph.rdf.describe` takes, by name.

    `resolved` says that it stands in the default graph; else the named graphs are read too.
    """
    provenance = bound(named_query("cq32-provenance"), {"subject": iri})
    return {
        "facts": provenance if resolved else about(iri, TOLD),
        "links": about(iri, LINKS, anywhere=not resolved),
        "count": about(iri, LINK_COUNT, anywhere=not resolved),
        **({"trials": about(iri, TRIALS)} if iri.startswith(thing("testbed", "")) else {}),
    }


def names_sparql(iris: Sequence[str]) -> list[str]:
    """Return the questions for the names of `iris`, in every language; a thing may have several, or none."""
    batches = (iris[start : start + TOGETHER] for start in range(0, len(iris), TOGETHER))
    return [prefixed(NAMES.replace("$things", " ".join(str(NamedNode(one)) for one in batch))) for batch in batches]


def about(iri: str, question: str, *, anywhere: bool = False) -> str:
    """Return a question about `iri`, which it calls `$this`; `$inward` are links to it, those of named graphs too."""
    inward = INWARD_ANYWHERE if anywhere else INWARD
    return prefixed(question.replace("$inward", inward).replace("$this", str(NamedNode(iri))))


def prefixed(question: str) -> str:
    """Return a question with the prefixes it uses declared."""
    return PREFIXES + question
