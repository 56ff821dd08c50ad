"""Sites of a register and their organisers, all the way into the graph of a region."""

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from graph.build import Plan, build
from graph.coverage import coverage
from graph.profile import default_region
from graph.rdf.release import Release, open_store
from graph.readings import FileInfo, Reading, SourceInfo
from graph.records import Address, Names, Organisation, Origin, Place, Record, Site
from graph.scope import organisers
from ontology import terms
from tests.conftest import NOW

ESPOO, TAMPERE = Address(country="FI", municipality="049"), Address(country="FI", municipality="837")
PLAN = Plan(decisions=(), issued=NOW, version="0.0.0", region=default_region())


def row(line: int) -> Origin:
    return Origin(table="t.json", line=line)


def register(name: str, *records: Record) -> Reading:
    info = SourceInfo(name=name, title=name, publisher="Tests", homepage="https://example.org/", register=True)
    file = FileInfo(name="t.json", sha256="0" * 64, rows_used=len({one.origin.line for one in records}))
    return Reading(source=info, records=records, rejected=(), files=(file,), started=NOW, ended=NOW)


def organisation(line: int, number: str, name: str, **more: object) -> Organisation:
    return Organisation(key=number, origin=row(line), names=Names(und=name), business_id=number, **more)  # type: ignore[arg-type]


def site(line: int, organiser: str | None, address: Address) -> Site:
    return Site(key=str(line), origin=row(line), names=Names(fi="Paikka"), organiser=organiser, address=address)


SITES = register(
    "sites",
    site(1, "3221347-3", ESPOO),
    site(2, "3221347-3", TAMPERE),
    site(3, "0211675-2", TAMPERE),
    site(4, None, ESPOO),
    organisation(1, "3221347-3", "Länsi-Uudenmaan hyvinvointialue"),
    organisation(3, "0211675-2", "Tampereen kaupunki"),
)
COMPANIES = register(
    "companies",
    organisation(1, "3221347-3", "Länsi-Uudenmaan hyvinvointialue", legal_form="Hyvinvointialue"),
    organisation(2, "0211675-2", "Tampereen kaupunki"),
)
TOWNS = register(
    "towns", Place(key="049", origin=row(1), names=Names(fi="Espoo"), municipality_code="049", nuts3="FI1B1")
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return build([SITES, COMPANIES, TOWNS], tmp_path_factory.mktemp("data"), PLAN)


@pytest.fixture(scope="module")
def found(built: Release) -> Store:
    return open_store(built)


def values(store: Store, pattern: str) -> list[str]:
    answer = store.query(f"SELECT ?v {{ {pattern} }} ORDER BY ?v", prefixes=terms.PREFIXES)
    assert isinstance(answer, QuerySolutions)
    return [one["v"].value.removeprefix(terms.ID) for one in answer]


def test_the_sites_of_the_region_are_in_the_graph_and_no_others(built: Release, found: Store) -> None:
    assert built.manifest["gate"]["conforms"] is True
    assert values(found, "?v a org:Site") == ["site/sites-1", "site/sites-4"]


def test_a_site_leads_to_its_organiser_and_its_municipality(found: Store) -> None:
    site = f"<{terms.ID}site/sites-1>"
    assert values(found, f"{site} org:siteOf ?v . ?v a vk:Actor") == ["org/fi-3221347-3"]
    assert values(found, f"{site} dct:spatial ?v . ?v a dct:Location") == ["place/fi-049"]


def test_what_another_register_knows_of_an_organiser_is_known_of_it_too(found: Store) -> None:
    assert values(found, "?actor a vk:Actor ; vk:legalForm ?v") == ["Hyvinvointialue"]
    assert values(found, "?v a vk:Actor") == ["org/fi-3221347-3"]


def test_the_rows_of_sites_elsewhere_are_out_of_scope(built: Release) -> None:
    rows = {one["name"]: one["rows"] for one in built.manifest["sources"]}
    assert rows["sites"] == {"read": 4, "used": 2, "out_of_scope": 2, "quarantined": 0}


def test_coverage_tells_how_many_sites_have_an_organiser(built: Release, found: Store) -> None:
    [sites] = [one for one in coverage(built, found).classes if one.name == "sites"]
    assert (sites.total, sites.known["operator"], sites.known["city"], sites.known["trl"]) == (2, 1, 2, None)


def test_a_site_whose_organiser_another_source_does_not_describe_is_set_aside(tmp_path: Path) -> None:
    release = build([register("sites", site(1, "id:org/fi-9990000-8", ESPOO))], tmp_path, PLAN)
    [source] = release.manifest["sources"]
    assert (source["rows"]["used"], source["rows"]["quarantined"]) == (0, 1)


def test_an_organiser_is_told_once_and_only_of_sites_in_the_region() -> None:
    def within(address: Address) -> bool | None:
        return address.municipality == "049"

    assert list(organisers(SITES, within)) == ["3221347-3"]
