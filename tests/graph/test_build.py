import csv
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store

from graph.build import Plan, build, is_made_of, release_id
from graph.errors import GateClosed
from graph.identity.decisions import shipped_decisions
from graph.profile import default_region
from graph.rdf.gate.coverage import uncovered
from graph.rdf.release import Release, current, open_store
from graph.readings import FileInfo, Reading, Rejected, SourceInfo
from graph.records import Address, Agreement, Names, Organisation, Origin, Place, Project, Record, TestBed
from ontology import terms
from ontology.files import shapes_file
from tests.conftest import NOW

INFO = SourceInfo(name="toy", title="A toy", publisher="Tests", homepage="https://example.org/")
PLAN = Plan(decisions=(), issued=NOW, version="0.0.0")


def organisation(key: str = "a") -> Organisation:
    return Organisation(
        key=key, origin=Origin(table="t.csv", line=2, confidence="seen"), names=Names(fi="Yksi Oy"), kind="company"
    )


def reading(*records: Record, rejected: tuple[Rejected, ...] = ()) -> Reading:
    file = FileInfo(name="t.csv", sha256="0" * 64, rows_used=len(records), rows_quarantined=len(rejected))
    return Reading(source=INFO, records=records, rejected=rejected, files=(file,), started=NOW, ended=NOW)


def numbers(release: Release, sparql: str) -> int:
    found = open_store(release).query(sparql, prefixes=terms.PREFIXES)
    assert isinstance(found, QuerySolutions)
    return int(next(found)["n"].value)


def test_the_default_build_conforms(release: Release) -> None:
    assert release.manifest["gate"]["conforms"] is True


def test_two_sources_that_disagree_are_counted_not_hidden(release: Release) -> None:
    assert release.manifest["gate"]["findings"] == {"Project-endDate-once.maxCount": 2}


def test_every_property_in_use_is_covered_by_a_shape(store: Store) -> None:
    assert uncovered(store, shapes_file()) == ()


def test_the_default_build_knows_ninety_two_test_beds(release: Release) -> None:
    assert numbers(release, "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a vk:TestBed }") == 92


def test_every_thing_is_derived_from_a_record_that_stands_in_a_table(release: Release) -> None:
    lost = """SELECT (COUNT(*) AS ?n) { ?thing prov:wasDerivedFrom ?record
        FILTER NOT EXISTS { GRAPH g:provenance { ?record vk:source ?source ; vk:table ?table } } }"""
    assert numbers(release, lost) == 0


def test_every_thing_of_ours_that_is_referred_to_is_described(store: Store) -> None:
    described = {quad.subject for quad in store}
    ours = {
        quad.object for quad in store if isinstance(quad.object, NamedNode) and quad.object.value.startswith(terms.ID)
    }
    assert ours - described == set()


def test_the_agreement_and_the_facts_speak_of_one_city(release: Release) -> None:
    records = """SELECT (COUNT(?record) AS ?n) {
        ?agreement vk:party ?city . ?city vk:actorKind <https://w3id.org/verkosto/id/actor-kind/city> ;
            prov:wasDerivedFrom ?record }"""
    assert numbers(release, records) == 9


def test_taking_a_decision_away_undoes_its_merge(readings: list[Reading], release: Release, tmp_path: Path) -> None:
    left = tuple(one for one in shipped_decisions() if one.right != "facts-org-diak")
    without = build(readings, tmp_path, Plan(decisions=left, issued=NOW, version="0.0.0"))
    named = """SELECT (COUNT(DISTINCT ?actor) AS ?n) { ?actor a vk:Actor ; skos:prefLabel|skos:altLabel ?name
        FILTER(STRSTARTS(STR(?name), "Diakonia-ammattikorkeakoulu")) }"""
    assert (numbers(release, named), numbers(without, named)) == (1, 2)


def test_a_graph_that_breaks_a_shape_is_not_published(tmp_path: Path) -> None:
    build([reading(organisation())], tmp_path, PLAN)
    before = current(tmp_path).id
    broken = TestBed(key="b", origin=Origin(table="t.csv"), names=Names(fi="Paja"), kind="pilot-site", trl_min=12)
    with pytest.raises(GateClosed, match="TRL"):
        build([reading(broken)], tmp_path, PLAN)
    assert current(tmp_path).id == before


def test_rejected_rows_are_told_in_the_release(tmp_path: Path) -> None:
    row = Rejected(table="t.csv", line=3, field="business_id", value="0112038-8", reason="has a wrong check digit")
    release = build([reading(organisation(), rejected=(row,))], tmp_path, PLAN)
    with (release.path / "quarantine.csv").open(newline="") as file:
        assert list(csv.reader(file))[1:] == [
            ["toy", "t.csv", "3", "business_id", "0112038-8", "has a wrong check digit"]
        ]
    assert numbers(release, "SELECT (COUNT(*) AS ?n) { GRAPH g:provenance { ?row a vk:RejectedRow ; vk:line 3 } }") == 1


def test_two_sources_may_have_equal_files(tmp_path: Path) -> None:
    other = replace(reading(), source=replace(INFO, name="other"))
    release = build([reading(organisation()), other], tmp_path, PLAN)
    assert numbers(release, "SELECT (COUNT(*) AS ?n) { GRAPH g:provenance { ?run prov:used ?file } }") == 2


def test_the_same_input_is_known_again_and_other_input_is_not(tmp_path: Path) -> None:
    given = reading(organisation())
    build([given], tmp_path, PLAN)
    later = replace(PLAN, issued=NOW + timedelta(days=1))
    assert is_made_of([given], later, tmp_path)
    assert not is_made_of([given], replace(later, version="0.0.1"), tmp_path)
    assert not is_made_of([given], later, tmp_path / "elsewhere")


def test_two_builds_of_the_same_input_differ_only_in_time(tmp_path: Path) -> None:
    given = reading(organisation())
    later = replace(PLAN, issued=NOW + timedelta(seconds=1))
    assert release_id([given], PLAN).split("-")[1] == release_id([given], later).split("-")[1]


def test_progress_reaches_its_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build([reading(organisation())], tmp_path, PLAN, progress=lambda *step: told.append(step))
    assert [stage for stage, done, total in told if done == total] == [
        "identify",
        "load",
        "analyse",
        "check",
        "describe",
        "index",
    ]


def test_a_build_that_is_interrupted_while_it_analyses_leaves_the_old_release(tmp_path: Path) -> None:
    def interrupt(stage: str, done: int, total: int) -> None:
        if stage == "analyse" and done:
            raise KeyboardInterrupt

    build([reading(organisation())], tmp_path, PLAN)
    before = current(tmp_path).id
    with pytest.raises(KeyboardInterrupt):
        build([reading(organisation("b"))], tmp_path, PLAN, progress=interrupt)
    assert current(tmp_path).id == before
    assert list(tmp_path.glob("building-*")) == []


def test_a_graph_of_nothing_is_built_and_its_figures_say_why_there_is_no_value(tmp_path: Path) -> None:
    release = build([reading()], tmp_path, PLAN)
    assert release.manifest["analysis"]["observations"] == {"density": 12}
    assert release.manifest["analysis"]["coverage"]["known_actors"] == 0
    assert numbers(release, "SELECT (COUNT(*) AS ?n) { GRAPH g:analysis { ?f vk:reason ?why ; vk:unit ?unit } }") == 4


def test_actors_without_a_project_are_analysed(tmp_path: Path) -> None:
    release = build([reading(organisation("a"), organisation("b"))], tmp_path, PLAN)
    isolates = """SELECT (xsd:integer(?value) AS ?n) { GRAPH g:analysis {
        ?figure vk:measure <https://w3id.org/verkosto/id/measure/isolates> ; vk:observedValue ?value } }"""
    assert numbers(release, isolates) == 2


def test_the_manifest_tells_what_was_analysed(release: Release) -> None:
    found = release.manifest["analysis"]
    assert found["null"] == {"model": "curveball, fixed degrees", "samples": 200, "seed": 1}
    assert sum(found["observations"].values()) == numbers(
        release, "SELECT (COUNT(*) AS ?n) { GRAPH g:analysis { ?figure a vk:Figure } }"
    )
    assert found["coverage"]["sources"] == ["facts"]


def test_the_same_input_gives_the_same_figures(readings: list[Reading], store: Store, tmp_path: Path) -> None:
    again = build(readings, tmp_path, Plan(decisions=shipped_decisions(), issued=NOW, version="0.0.0"))
    figures = (NamedNode(terms.G_ANALYSIS),)
    found = set(open_store(again).quads_for_pattern(None, None, None, *figures))
    assert found == set(store.quads_for_pattern(None, None, None, *figures))


@pytest.mark.parametrize("module", ["graph.build", "graph.rdf.nursery", "graph.rdf.worker"])
def test_what_analyses_is_not_imported_by_what_does_not_analyse(module: str) -> None:
    told = f"import sys, {module}; print(sorted({{'numba', 'numpy', 'scipy'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True).stdout == "[]\n"


@pytest.fixture
def killed_builds(data: Path, tmp_path: Path) -> list[str]:
    """Return the live release after each of ten builds that were killed at a random moment."""
    chance = random.Random(7)
    subprocess.run([sys.executable, "-m", "api", "build", "--data", str(tmp_path)], check=True, capture_output=True)
    seen = []
    for _ in range(10):
        child = subprocess.Popen(
            [sys.executable, "-m", "api", "build", "--data", str(tmp_path)], stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.2, 1.5))
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        seen.append(_whole(tmp_path))
    return seen


def _whole(data: Path) -> str:
    release = current(data)
    beds = numbers(release, "SELECT (COUNT(*) AS ?n) { ?t a vk:TestBed }")
    return f"{beds} test beds in {release.triples} triples"


@pytest.mark.slow
def test_whatever_moment_a_build_is_killed_at_the_live_release_is_whole(
    killed_builds: list[str], release: Release, tmp_path: Path
) -> None:
    assert set(killed_builds) == {f"92 test beds in {release.triples} triples"}
    assert len(list(tmp_path.glob("building-*"))) <= 1


def test_a_municipality_that_no_source_describes_is_no_place(tmp_path: Path) -> None:
    address = Address(country="FI", municipality="564", locality="Oulu")
    release = build([reading(replace(organisation(), address=address))], tmp_path, PLAN)
    assert numbers(release, "SELECT (COUNT(*) AS ?n) { ?actor dct:spatial ?place }") == 0
    assert numbers(release, 'SELECT (COUNT(*) AS ?n) { ?actor ?address ?a . ?a ?town "Oulu" }') == 1


def test_a_municipality_that_a_source_describes_is_the_place(tmp_path: Path) -> None:
    address = Address(country="FI", municipality="564")
    oulu = Place(key="564", origin=Origin(table="t.csv", line=3), names=Names(fi="Oulu"), municipality_code="564")
    release = build([reading(replace(organisation(), address=address), oulu)], tmp_path, PLAN)
    assert numbers(release, "SELECT (COUNT(*) AS ?n) { ?actor dct:spatial [ skos:prefLabel ?name ] }") == 1


def test_a_project_under_an_agreement_that_its_source_does_not_name_is_under_that_of_the_region(tmp_path: Path) -> None:
    project = Project(key="p", origin=Origin(table="t.csv", line=3), names=Names(fi="Hanke"), under_agreement=True)
    region = replace(default_region(), agreement="agreement/toy-a")
    agreement = Agreement(key="a", origin=Origin(table="t.csv", line=4), names=Names(fi="Sopimus"), parties=("a",))
    given = reading(organisation(), project, agreement)
    curated = replace(given, source=replace(INFO, curated=True))
    release = build([curated], tmp_path, replace(PLAN, region=region))
    assert numbers(release, "SELECT (COUNT(*) AS ?n) { ?project vk:implementsAgreement ?agreement }") == 1
