"""Two made-up sources and a register, resolved by hand, so that the rule of scope alone is seen."""

from collections.abc import Sequence
from dataclasses import replace

from graph.identity.identifiers import KINDS
from graph.profile import default_region
from graph.readings import Reading, SourceInfo
from graph.records import (
    Address,
    Classification,
    Concept,
    Names,
    Organisation,
    Origin,
    Participation,
    Place,
    Project,
    Record,
    Site,
    Succession,
    Trial,
)
from graph.scope import Scope, Thing, scope_of
from tests.conftest import NOW

ORIGIN = Origin(table="t.csv", line=2)
HELSINKI, TAMPERE = Address(country="FI", locality="Helsinki"), Address(country="FI", locality="Tampere")


def actor(key: str, address: Address | None = None, **more: object) -> Organisation:
    return Organisation(key=key, origin=ORIGIN, names=Names(und=key), address=address, **more)  # type: ignore[arg-type]


def project(key: str) -> Project:
    return Project(key=key, origin=ORIGIN, names=Names(en=key))


def part(project: str, organisation: str) -> Participation:
    key = f"{project}-{organisation}"
    return Participation(key=key, origin=ORIGIN, project=project, organisation=organisation, role="partner")


def reading(name: str, records: Sequence[Record], *, register: bool = False, curated: bool = False) -> Reading:
    info = SourceInfo(name=name, title=name, publisher="Tests", homepage="https://example.org/")
    source = SourceInfo(
        name=info.name,
        title=info.title,
        publisher=info.publisher,
        homepage=info.homepage,
        register=register,
        curated=curated,
    )
    return Reading(source=source, records=records, rejected=(), files=(), started=NOW, ended=NOW)


def things(*readings: Reading, same: dict[str, Thing] | None = None) -> dict[str, Thing]:
    found = {
        f"{one.source.name}-{KINDS[type(record)]}-{record.key}": (
            KINDS[type(record)],
            f"{one.source.name}-{record.key}",
        )
        for one in readings
        for record in one.records
    }
    return {**found, **(same or {})}


def kept(scope: Scope, given: Reading) -> list[str]:
    return [one.key for one in given.records if scope.has(one, given.source.name, curated=given.source.curated)]


FUNDING = reading(
    "funding",
    [
        actor("here", HELSINKI),
        actor("partner", TAMPERE),
        actor("stranger", TAMPERE),
        actor("lead", None),
        project("ours"),
        project("theirs"),
        project("led"),
        part("ours", "here"),
        part("ours", "partner"),
        part("theirs", "stranger"),
        part("led", "lead"),
    ],
)


def test_projects_with_an_actor_of_the_region_are_kept_with_all_their_partners() -> None:
    scope = scope_of([FUNDING], things(FUNDING), default_region())
    assert kept(scope, FUNDING) == ["here", "partner", "ours", "ours-here", "ours-partner"]


def site(key: str, address: Address | None, organiser: str | None = None) -> Site:
    return Site(key=key, origin=ORIGIN, names=Names(fi=key), organiser=organiser, address=address)


def test_a_site_is_kept_where_its_own_address_lies_in_the_region() -> None:
    sites = reading("sites", [site("here", HELSINKI), site("there", TAMPERE), site("nowhere", None)], register=True)
    scope = scope_of([sites], things(sites), default_region())
    assert kept(scope, sites) == ["here"]


def test_the_organiser_of_a_site_in_the_region_is_kept_though_nobody_says_where_it_is() -> None:
    given: list[Record] = [
        actor("county"),
        actor("other"),
        site("station", HELSINKI, "county"),
        site("far", TAMPERE, "other"),
    ]
    sites = reading("sites", given, register=True)
    scope = scope_of([sites], things(sites), default_region())
    assert kept(scope, sites) == ["county", "station"]


def test_the_organiser_of_a_site_in_the_region_brings_in_none_of_its_projects() -> None:
    sites = reading("sites", [actor("city"), site("office", HELSINKI, "city")], register=True)
    same = {"sites-org-city": ("org", "funding-stranger")}
    scope = scope_of([sites, FUNDING], things(sites, FUNDING, same=same), default_region())
    assert kept(scope, sites) == ["city", "office"]
    assert {"stranger"} == set(kept(scope, FUNDING)) & {"stranger", "theirs", "theirs-stranger"}


def test_a_site_of_a_curated_source_is_kept_wherever_it_lies() -> None:
    facts = reading("facts", [site("far", TAMPERE)], curated=True)
    assert kept(scope_of([facts], things(facts), default_region()), facts) == ["far"]


def test_a_place_is_kept_where_a_site_lies_in_it() -> None:
    places = [Place(key=code, origin=ORIGIN, names=Names(fi=code), municipality_code=code) for code in ("837", "853")]
    towns = reading("municipalities", places, register=True)
    facts = reading("facts", [site("far", Address(country="FI", municipality="837"))], curated=True)
    same: dict[str, Thing] = {f"municipalities-place-{one.key}": ("place", f"fi-{one.key}") for one in places}
    scope = scope_of([towns, facts], things(towns, facts, same=same), default_region())
    assert kept(scope, towns) == ["837"]


def test_without_a_region_everything_is_kept() -> None:
    assert kept(scope_of([FUNDING], things(FUNDING), None), FUNDING) == [one.key for one in FUNDING.records]


def test_an_actor_is_at_home_where_another_source_says_where_it_is() -> None:
    facts = reading("facts", [actor("known", HELSINKI)], curated=True)
    same = {"funding-org-lead": ("org", "facts-known")}
    scope = scope_of([FUNDING, facts], things(FUNDING, facts, same=same), default_region())
    assert {"lead", "led", "led-lead"} <= set(kept(scope, FUNDING))


def test_a_curated_actor_that_tells_no_place_is_at_home_unless_another_source_places_it_elsewhere() -> None:
    facts = reading("facts", [actor("silent"), actor("moved"), actor("guest", kind="foreign-university")], curated=True)
    same: dict[str, Thing] = {
        "funding-org-lead": ("org", "facts-silent"),
        "facts-org-moved": ("org", "funding-stranger"),
    }
    scope = scope_of([FUNDING, facts], things(FUNDING, facts, same=same), default_region())
    assert "led" in kept(scope, FUNDING)
    assert "theirs" not in kept(scope, FUNDING)


def test_what_a_curated_source_says_is_kept_whole() -> None:
    trial = Trial(key="t", origin=ORIGIN, title="t")
    facts = reading("facts", [actor("guest", TAMPERE, kind="foreign-university"), project("far"), trial], curated=True)
    scope = scope_of([facts], things(facts), default_region())
    assert kept(scope, facts) == ["guest", "far", "t"]


def test_a_succession_is_kept_where_both_actors_are() -> None:
    def follows(one: str, other: str) -> Succession:
        return Succession(key=f"{one}-{other}", origin=ORIGIN, predecessor=one, successor=other)

    register = reading("register", [actor("a", HELSINKI), actor("b", HELSINKI), actor("c", TAMPERE)], register=True)
    both = reading("register", [*register.records, follows("a", "b"), follows("b", "c")], register=True)
    scope = scope_of([both], things(both), default_region())
    assert kept(scope, both) == ["a", "b", "a-b"]


def test_places_are_kept_where_something_lies_in_them() -> None:
    def place(code: str) -> Place:
        return Place(key=code, origin=ORIGIN, names=Names(fi=code), municipality_code=code)

    places = reading("municipalities", [place("091"), place("837"), place("853")], register=True)
    same: dict[str, Thing] = {f"municipalities-place-{code}": ("place", f"fi-{code}") for code in ("091", "837", "853")}
    partner = reading(
        "funding",
        [
            actor("here", HELSINKI),
            actor("partner", Address(country="FI", municipality="837")),
            project("ours"),
            part("ours", "here"),
            part("ours", "partner"),
        ],
    )
    scope = scope_of([places, partner], things(places, partner, same=same), default_region())
    assert kept(scope, places) == ["091", "837"]


def test_concepts_are_kept_where_something_is_put_under_them_or_under_a_narrower_one() -> None:
    def concept(code: str, *broader: str) -> Concept:
        return Concept(key=f"s-{code}", origin=ORIGIN, scheme="s", code=code, names=Names(en=code), broader=broader)

    under = Classification(scheme="s", concept="1.1", by="publisher")
    given = reading(
        "funding",
        [
            actor("here", HELSINKI, classifications=(under,)),
            concept("1"),
            concept("1.1", "1"),
            concept("1.2", "1"),
            replace(concept("2"), official="https://example.org/two"),
            concept("3"),
        ],
    )
    scope = scope_of([given], things(given), default_region(), linked={"https://example.org/two"})
    assert kept(scope, given) == ["here", "s-1", "s-1.1", "s-2"]
