"""How much is known: for each class, how many things have what a user asks for first; for each source, its rows.

A share is only as good as its population, so both numbers are given. "Does not apply" is None: a person asks an
organisation for no TRL. Of test beds and trials a company asks more than of other things; those aspects are theirs.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from pyoxigraph import NamedNode, QuerySolutions, Store

from graph.named import expand
from graph.rdf.release import Release

ASPECTS = ("city", "theme", "start", "end", "identifier", "description", "trl", "contact", "operator")
"""What is asked of several classes; an aspect that a class has beside these is its own."""

CLASSES: dict[str, tuple[str, dict[str, str]]] = {
    "actors": (
        "vk:Actor",
        {
            "city": "dct:spatial",
            "theme": "dct:subject",
            "identifier": "adms:identifier",
            "description": "dct:description",
            "contact": "foaf:homepage",
        },
    ),
    "projects": (
        "eurio:Project",
        {
            "city": "dct:spatial",
            "theme": "dct:subject",
            "start": "eurio:startDate",
            "end": "eurio:endDate",
            "identifier": "adms:identifier",
            "description": "dct:description",
        },
    ),
    "participations": ("eurio:OrganisationRole", {"start": "vk:year"}),
    "test beds": (
        "vk:TestBed",
        {
            "city": "dct:spatial",
            "theme": "vk:theme",
            "start": "vk:startDate",
            "end": "vk:endDate",
            "identifier": "adms:identifier",
            "description": "vk:canBeTested",
            "trl": "vk:minTRL",
            "contact": "foaf:page",
            "operator": "vk:operatedBy",
            "place": "vk:district|vk:address|geo:hasGeometry",
            "access mode": "vk:accessMode",
            "access type": "vk:accessType",
            "access terms": "vk:accessTerms",
            "user groups": "vk:userGroup",
            "cost": "vk:cost|vk:freeOfCharge",
            "availability": "vk:availability",
            "lead time": "vk:leadTime|vk:leadTimeDays",
            "languages": "dct:language",
            "services": "vk:offers|vk:offersService",
            "status": "adms:status",
            "last seen": "vk:lastSeen",
            "last verified": "vk:lastVerified",
            "trials": "^vk:trialAt",
        },
    ),
    "services": (
        "vk:Service",
        {
            "city": "dct:spatial",
            "theme": "dct:subject",
            "start": "vk:startDate",
            "end": "vk:endDate",
            "identifier": "adms:identifier",
            "description": "dct:description",
            "contact": "foaf:page",
            "operator": "vk:operatedBy",
        },
    ),
    "sites": (
        "org:Site",
        {"city": "dct:spatial", "contact": "foaf:homepage", "operator": "org:siteOf"},
    ),
    "trials": (
        "vk:Trial",
        {
            "city": "dct:spatial",
            "theme": "dct:subject",
            "start": "vk:startDate|vk:year",
            "end": "vk:endDate",
            "description": "vk:outcome",
            "actor": "prov:wasAssociatedWith",
            "test bed": "vk:trialAt",
            "project": "vk:underProject",
            "long-term test": "vk:longTerm",
            "public reference": "vk:publicReference",
        },
    ),
    "adoptions": ("vk:Adoption", {}),
    "open challenges": ("vk:OpenChallenge", {}),
    "procurements": ("vk:Procurement", {}),
    "indicator series": ("vk:IndicatorSeries", {}),
    "steering-group decisions": ("vk:SteeringGroupDecision", {}),
    "action-plan lines": ("vk:ActionPlanLine", {}),
}
"""The classes people ask for, and which property answers each aspect, any of several parted by `|`, `^` of one that
points to the thing; an aspect left out does not apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCoverage:
    """How many things of a class there are, and how many of them have each aspect (None: does not apply)."""

    name: str
    total: int
    known: Mapping[str, int | None]

    @property
    def own(self) -> Mapping[str, int]:
        """The aspects that are asked of this class only."""
        return {aspect: found for aspect, found in self.known.items() if aspect not in ASPECTS and found is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """What became of a source's rows; read = used + out of scope + quarantined."""

    name: str
    read: int
    used: int
    out_of_scope: int
    quarantined: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The coverage of one release."""

    release: str
    issued: str
    classes: tuple[ClassCoverage, ...]
    sources: tuple[SourceCoverage, ...]


def coverage(release: Release, store: Store) -> Coverage:
    """Return how much `release` knows; `store` is its store."""
    return Coverage(
        release=release.id,
        issued=release.issued,
        classes=tuple(
            ClassCoverage(
                name=name,
                total=_count(store, f"?s a {_node(iri)}"),
                known={
                    aspect: _count(store, f"?s a {_node(iri)} ; {_path(properties[aspect])} ?o")
                    if aspect in properties
                    else None
                    for aspect in dict.fromkeys([*ASPECTS, *properties])
                },
            )
            for name, (iri, properties) in CLASSES.items()
        ),
        sources=tuple(
            SourceCoverage(
                name=one["name"],
                read=one["rows"]["read"],
                used=one["rows"]["used"],
                out_of_scope=one["rows"]["out_of_scope"],
                quarantined=one["rows"]["quarantined"],
            )
            for one in release.manifest["sources"]
        ),
    )


def coverage_json(found: Coverage) -> dict[str, object]:
    """Return coverage as an object for JSON."""
    return asdict(found)


def _path(names: str) -> str:
    """Return the way to what answers an aspect: `^vk:trialAt` and `vk:a|vk:b` with their addresses in full."""
    steps = (("^" if one.startswith("^") else "", _node(one.removeprefix("^"))) for one in names.split("|"))
    return f"({'|'.join(f'{direction}{property_}' for direction, property_ in steps)})"


def _node(name: str) -> NamedNode:
    return NamedNode(expand(name))


def _count(store: Store, pattern: str) -> int:
    found = store.query(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {pattern} }}")
    assert isinstance(found, QuerySolutions), "the query above is a SELECT query"
    return int(next(found)["n"].value)
