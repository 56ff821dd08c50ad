"""A thing as schema.org sees it: the view that search engines read on a page, as JSON-LD.

It is a view and loses much: schema.org has no test bed (a place), no role with money and dates, and a project is an
organisation. The types of the graph stand beside (`additionalType`); the whole is a link away.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.rdf.bounded import DOCUMENT
from graph.rdf.describe import Description, Value
from ontology import terms

CONTEXT = "https://schema.org"

TYPES: Mapping[str, str] = {
    terms.TEST_BED: "Place",
    terms.SERVICE: "Service",
    terms.TRIAL: "Event",
    terms.E_HIGHER_EDUCATION: "CollegeOrUniversity",
    terms.E_RESEARCH_ORGANISATION: "ResearchOrganization",
    terms.PUBLIC_ORGANISATION: "GovernmentOrganization",
    terms.LEGAL_ENTITY: "Corporation",
    terms.ORGANIZATION: "Organization",
    terms.E_PROJECT: "ResearchProject",
    terms.LOCATION: "Place",
    terms.SITE: "Place",
    terms.DATASET: "Dataset",
    terms.VOID_DATASET: "Dataset",
    terms.SKOS_CONCEPT: "DefinedTerm",
    f"{terms.SKOS}ConceptScheme": "DefinedTermSet",
}
"""What schema.org calls our classes, the most telling first."""

NAMED = {terms.PREF_LABEL, terms.LABEL, terms.TITLE}
TEXTS: Mapping[str, str] = {
    terms.ALT_LABEL: "alternateName",
    terms.DESCRIPTION: "description",
    terms.CAN_BE_TESTED: "description",
    terms.OUTCOME: "description",
    f"{terms.SKOS}definition": "description",
    terms.FOUNDED: "foundingDate",
    terms.DISSOLVED: "dissolutionDate",
    terms.NOTATION: "termCode",
    terms.LICENSE: "license",
}
ADDRESSES: Mapping[str, str] = {
    terms.HOMEPAGE: "url",
    terms.PAGE: "url",
    terms.LANDING_PAGE: "url",
    terms.EXACT_MATCH: "sameAs",
    f"{terms.OWL}sameAs": "sameAs",
}
LABELS: Mapping[str, str] = {
    terms.IDENTIFIER: "identifier",
    terms.LOCN_ADDRESS: "address",
    terms.THEME: "keywords",
    terms.SUBJECT: "keywords",
    terms.SERVICE_KIND: "serviceType",
}
"""Properties whose value is told by its name alone."""

THINGS: Mapping[str, tuple[str, str]] = {
    terms.SPATIAL: ("location", "Place"),
    terms.SUB_ORGANIZATION_OF: ("parentOrganization", "Organization"),
    terms.FUNDER: ("funder", "Organization"),
    terms.TRIAL_AT: ("location", "Place"),
    terms.WAS_ASSOCIATED_WITH: ("contributor", "Organization"),
    terms.OPERATED_BY: ("provider", "Organization"),
    terms.IN_SCHEME: ("inDefinedTermSet", "DefinedTermSet"),
}
"""Properties whose value is a thing, and of what type."""

OF: Mapping[str, frozenset[str]] = {
    "Place": frozenset("description address url sameAs identifier alternateName keywords isAccessibleForFree".split()),
    "Service": frozenset("description url sameAs identifier alternateName provider serviceType".split()),
    "Event": frozenset(
        "description url sameAs identifier alternateName location contributor startDate endDate keywords".split()
    ),
    "Dataset": frozenset("description url sameAs identifier alternateName license keywords publisher".split()),
    "DefinedTerm": frozenset("description url sameAs alternateName termCode inDefinedTermSet".split()),
    "DefinedTermSet": frozenset("description url sameAs alternateName".split()),
    "Thing": frozenset("description url sameAs identifier alternateName".split()),
}
ORGANISATIONAL = frozenset(
    "description url sameAs identifier alternateName address location parentOrganization funder foundingDate "
    "dissolutionDate keywords".split()
)
"""The properties that schema.org gives each type; those of all kinds of organisations, projects among them."""


def schema_org(found: Description) -> dict[str, Any]:
    """Return the thing that `found` describes as one JSON-LD object."""
    types = [fact.value.text for fact in found.facts if fact.predicate == terms.A]
    kind = next((name for ours, name in TYPES.items() if ours in types), "Thing")
    properties: dict[str, list[Any]] = {}
    allowed = OF.get(kind, ORGANISATIONAL)
    for name, value in _properties(found):
        if name in allowed and value not in properties.setdefault(name, []):
            properties[name].append(value)
    document = DOCUMENT + found.iri.removeprefix(terms.ID) if found.iri.startswith(terms.ID) else found.iri
    return {
        "@context": CONTEXT,
        "@id": found.iri,
        "@type": kind,
        **({"additionalType": sorted(types)} if types else {}),
        "name": found.label.value,
        **{name: values[0] if len(values) == 1 else values for name, values in sorted(properties.items())},
        "mainEntityOfPage": document,
    }


def _properties(found: Description) -> Iterator[tuple[str, Any]]:
    for fact in found.facts:
        predicate, value = fact.predicate, fact.value
        if predicate in NAMED and value.text != found.label.value:
            yield "alternateName", _text(value)
        elif predicate in TEXTS:
            yield TEXTS[predicate], _text(value)
        elif predicate in ADDRESSES and value.is_iri:
            yield ADDRESSES[predicate], value.text
        elif predicate in LABELS and value.label is not None:
            yield LABELS[predicate], value.label.value
        elif predicate in THINGS and value.label is not None:
            name, kind = THINGS[predicate]
            yield name, {"@type": kind, "@id": value.text, "name": value.label.value}
        else:
            yield from _others(predicate, value)


def _others(predicate: str, value: Value) -> Iterable[tuple[str, Any]]:
    if predicate == terms.PUBLISHER:
        yield "publisher", {"@type": "Organization", "name": value.text}
    elif predicate == terms.FREE_OF_CHARGE:
        yield "isAccessibleForFree", value.text in ("true", "1")
    elif predicate in (terms.START_DATE, terms.END_DATE):
        yield ("startDate" if predicate == terms.START_DATE else "endDate"), value.text


def _text(value: Value) -> Any:
    return {"@value": value.text, "@language": value.language} if value.language else value.text
