"""Each kind of record as triples, compared with a page of Turtle that a person can check against `docs/model.md`."""

from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize
from rdflib import Graph
from rdflib.compare import graph_diff, isomorphic, to_isomorphic

from graph.rdf.gate.coverage import uncovered
from graph.rdf.write import statements
from graph.readings import Reading
from graph.records import (
    ActionPlanLine,
    Address,
    Adoption,
    Agreement,
    Classification,
    Concept,
    ConceptMention,
    DatedName,
    GovernanceBody,
    IndicatorSeries,
    IndicatorValue,
    Money,
    Names,
    OpenChallenge,
    Organisation,
    Organiser,
    Origin,
    Participation,
    Place,
    Point,
    Procurement,
    Project,
    Provision,
    Record,
    Service,
    ServiceLink,
    Site,
    SteeringGroupDecision,
    Succession,
    TestBed,
    Trial,
)
from ontology import terms
from ontology.files import shapes_file

EXPECTED = Path(__file__).parent / "expected"
ROW = Origin(table="t.csv", line=2, url="https://example.org/page", confidence="seen")

RECORDS: dict[str, Record] = {
    "agreement": Agreement(
        key="a1",
        origin=ROW,
        names=Names(fi="Sopimus", sv="Avtal", en="Agreement"),
        start="2021",
        end="2027-12-31",
        parties=("espoo",),
        cooperating=("okm",),
    ),
    "body": GovernanceBody(
        key="johtoryhma",
        origin=Origin(table="t.toml", section="6"),
        agreement="a1",
        names=Names(fi="johtoryhmä", en="management group"),
        appointed_by=("espoo",),
        organisation="tem",
    ),
    "concept": ConceptMention(
        key="focus-area-4.1",
        origin=Origin(table="t.toml", section="4.1"),
        agreement="a1",
        scheme="focus-area",
        concept="4.1",
    ),
    "goal": Provision(
        key="rd",
        origin=Origin(table="t.toml", section="2"),
        kind="goal",
        agreement="a1",
        text_en="More research",
        text_fi="Lisää tutkimusta",
        text_sv="Mera forskning",
        level="national",
        baseline=Decimal("2.7"),
        target=Decimal(4),
        unit="% of GDP",
        year=2030,
    ),
    "funding-rule": Provision(
        key="split",
        origin=Origin(table="t.toml", section="5"),
        kind="funding-rule",
        agreement="a1",
        text_en="The split",
        local_share=Decimal(40),
        eu_state_share=Decimal(60),
        indicative=True,
    ),
    "organisation": Organisation(
        key="aalto",
        origin=ROW,
        names=Names(fi="Aalto-yliopisto", sv="Aalto-universitetet", en="Aalto University", other=("Aalto",)),
        kind="university",
        business_id="2228357-4",
        ror="020hwjq30",
        wikidata="Q300980",
        other_ids=(("okm", "10076"),),
        city="espoo",
        part_of="parent",
        homepage="https://www.aalto.fi/",
        classifications=(Classification(scheme="focus-area", concept="4.1", by="curator"),),
        note="A note",
    ),
    "organiser": Organiser(
        key="espoo-county",
        origin=ROW,
        task="health-and-social-services",
        place="espoo",
        organisation="county",
        start="2023",
    ),
    "site": Site(
        key="1",
        origin=ROW,
        names=Names(fi="Terveysasema", sv="Hälsostation"),
        organiser="county",
        organiser_kind="JOINT_MUNICIPAL_AUTHORITY",
        address=Address(
            country="FI",
            municipality="049",
            locality="espoo",
            postcode="02150",
            street="Tie 1",
            point=Point(lat=Decimal("60.18"), lon=Decimal("24.82")),
        ),
        homepage="https://example.org/a b",
    ),
    "participation": Participation(
        key="p-aalto-lead-2020",
        origin=ROW,
        project="p",
        organisation="aalto",
        role="lead",
        year=2020,
        money=(Money(kind="city-innovation-fund-grant", value=Decimal("110485.50"), year=2020),),
    ),
    "place": Place(
        key="espoo",
        origin=ROW,
        names=Names(fi="Espoo", sv="Esbo", en="Espoo"),
        municipality_code="049",
        nuts3="FI1B1",
        wikidata="Q47034",
    ),
    "project": Project(
        key="p",
        origin=ROW,
        names=Names(fi="Hanke", en="Project"),
        code=("eura", "A70202"),
        programme="6Aika",
        fund="EAKR",
        instrument="eakr",
        funder="uudenmaanliitto",
        authority="Uudenmaan liitto",
        start="2015-02",
        end="2017-12-31",
        money=(
            Money(kind="total-cost", value=Decimal(100), note="as the page says"),
            Money(kind="eu-and-state-grant", value=Decimal(60), funder="uudenmaanliitto"),
        ),
        under_agreement=True,
        agreement="id:agreement/agreement-helsinki-metropolitan-2021-2027",
        coordination=True,
        lead_only=True,
    ),
    "service": Service(
        key="s",
        origin=ROW,
        names=Names(fi="Hautomo", en="Incubator"),
        kind="incubator",
        city="espoo",
        operator="espoo",
        public=True,
        description_en="Helps.",
    ),
    "testbed": TestBed(
        key="b",
        origin=ROW,
        names=Names(fi="Paja", en="Workshop"),
        kind="pilot-plant",
        city="espoo",
        cities=("espoo", "vantaa"),
        district="Otaniemi",
        address="Tie 1",
        operator="vtt",
        operator_name="VTT",
        parent="keto-1",
        themes=("circular economy", "3D city model"),
        can_be_tested_en="Things.",
        can_be_tested_fi="Asioita.",
        access_terms="Ask.",
        access_mode="open-call",
        user_groups=("startups",),
        trl_min=4,
        trl_max=7,
        lat=Decimal("60.18"),
        lon=Decimal("24.82"),
        offered=("guidance",),
        contact_page="https://example.org/contact us",
        languages=("fi", "en"),
        status="active",
        status_years=(2024,),
        start="2017",
        end="2020-11",
        last_seen="2024-01-31",
    ),
    "testbed-of-a-table": TestBed(
        key="b",
        origin=ROW,
        names=Names(und="Paja"),
        kind="pilot-plant",
        city="id:place/fi-049",
        last_verified="2026-03-01",
        can_be_tested_sv="Saker.",
        classified_by="publisher",
        access_types=("physical", "remote"),
        availability=(("fi", "arkisin"), ("en", "on weekdays")),
        lead_time=(("fi", "kaksi viikkoa"), ("sv", "två veckor")),
        lead_time_days=14,
        cost=(("en", "Free for schools; others pay"),),
        free=False,
    ),
    "trial-of-a-table": Trial(
        key="t",
        origin=ROW,
        title="Robot",
        testbed="id:testbed/facts-kyky",
        start="2024-01-15",
        end="2025-03",
        long_term=True,
        reference=True,
        reference_page="https://example.org/our reference",
    ),
    "actor-of-a-register": Organisation(
        key="9",
        origin=ROW,
        names=Names(
            und="ESIMERKKI OY",
            marked=(("sv", "Exempel Ab"),),
            short=("EX",),
            dated=(
                DatedName(text="ESIMERKKI OY", start="2019-02-01"),
                DatedName(text="Mallitehdas Oy", language="fi", start="1999", end="2019-01-31"),
            ),
        ),
        other_ids=(("pic", "999999999"), ("vat", "SE556000000001")),
        address=Address(
            country="FI",
            municipality="049",
            nuts="FI1B1",
            locality="ESPOO",
            postcode="02150",
            street="Tie 1",
            point=Point(lat=Decimal("60.18"), lon=Decimal("24.82")),
        ),
        homepage="https://example.org/a b",
        legal_form="Osakeyhtiö",
        founded="1999",
        ended="2025-12-31",
        status="ceased",
        classifications=(Classification(scheme="tol-2008", concept="62100", by="publisher"),),
    ),
    "succession": Succession(
        key="9-10", origin=ROW, predecessor="9", successor="id:org/fi-0112038-9", date="2025-12-31", note="A merger"
    ),
    "region": Place(
        key="FI1B1",
        origin=ROW,
        names=Names(und="Helsinki-Uusimaa"),
        nuts="FI1B1",
        outline="POLYGON((24 60, 25 60, 25 61, 24 60))",
    ),
    "scheme-concept": Concept(
        key="tol-2008-62100",
        origin=ROW,
        scheme="tol-2008",
        code="62100",
        names=Names(fi="Ohjelmistot", sv="Programvara", marked=(("fi", "Ohjelmointi"),)),
        broader=("62",),
        official="https://example.org/tol/62100",
        deprecated=True,
    ),
    "project-of-a-register": Project(
        key="101",
        origin=ROW,
        names=Names(en="Clean air"),
        code=("cordis", "101"),
        acronym="AIR",
        descriptions=(("en", "We measure."), (None, "Mittaamme.")),
        keywords=("air", "city"),
        status="terminated",
        call="CALL-1",
        topics=("TOPIC-1", "TOPIC-2"),
        funding_scheme="IA",
        legal_basis="HORIZON.2.5",
        other_ids=(("doi", "10.3030/101"),),
        homepage="https://example.org/air",
        regions=("FI1B1",),
        points=(Point(lat=Decimal("60.2"), lon=Decimal("24.9")), Point(lat=Decimal("60.3"), lon=Decimal("25.0"))),
    ),
    "participation-of-a-register": Participation(
        key="101-9",
        origin=ROW,
        project="101",
        organisation="9",
        role="associated-partner",
        sme=False,
        left=True,
        start="2024-01-01",
        end="2024-06",
    ),
    "service-link": ServiceLink(key="l", origin=ROW, testbed="b", service="s"),
    "adoption": Adoption(key="a", origin=ROW, adopter="espoo", trial="t", city="espoo", start="2023", note="A note"),
    "challenge": OpenChallenge(
        key="c",
        origin=ROW,
        names=Names(en="Less waste"),
        posted_by="espoo",
        themes=("circular economy",),
        classifications=(Classification(scheme="focus-area", concept="4.1", by="publisher"),),
        start="2024-01",
        end="2024-02",
        page="https://example.org/c",
    ),
    "procurement": Procurement(
        key="p",
        origin=ROW,
        names=Names(en="Robots"),
        buyer="espoo",
        innovative=True,
        date="2023-05",
        year=2023,
        money=(Money(kind="total-cost", value=Decimal(100)),),
    ),
    "indicator": IndicatorSeries(key="i", origin=ROW, names=Names(en="R&D"), goal="rd", unit="% of GDP"),
    "observation": IndicatorValue(key="i-2023", origin=ROW, series="i", period="2023", value=Decimal("3.10")),
    "steering-decision": SteeringGroupDecision(
        key="d",
        origin=ROW,
        project="id:project/eura-A70202",
        body="johtoryhma",
        date="2024-05-02",
        outcome="puolletaan",
    ),
    "plan-line": ActionPlanLine(
        key="l", origin=ROW, version="2022", text="Vähemmän melua", language="fi", project="p", section="4.3", line=3
    ),
    "trial": Trial(
        key="t",
        origin=ROW,
        title="Insects",
        actor="entocube",
        testbed="b",
        project="p",
        year=2019,
        city="vantaa",
        outcome="Eaten",
    ),
}


def said(record: Record) -> Graph:
    triples = (Triple(*triple) for triple in statements(record, "toy").triples)
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert text is not None
    return Graph().parse(data=text, format="nt")


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_says_what_the_page_beside_this_test_says(name: str) -> None:
    found = to_isomorphic(said(RECORDS[name]))
    expected = to_isomorphic(Graph().parse(EXPECTED / f"{name}.ttl"))
    _, missing, surplus = graph_diff(expected, found)
    assert isomorphic(found, expected), f"missing:\n{missing.serialize()}\nsurplus:\n{surplus.serialize()}"


def test_every_property_that_a_record_is_written_with_has_a_shape_for_its_class() -> None:
    store = Store()
    for name in RECORDS.keys() - {"service-link"}:
        store.extend(Quad(*triple) for triple in statements(RECORDS[name], "toy").triples)
    untyped = {(None, terms.LAID_DOWN_IN), (None, terms.SECTION)}
    assert set(uncovered(store, shapes_file())) == untyped


def test_what_a_source_does_not_say_stays_unsaid() -> None:
    record = TestBed(key="b", origin=ROW, names=Names(fi="Paja"), kind="pilot-plant")
    properties = {predicate.value for _, predicate, _ in statements(record, "toy").triples}
    assert properties == {terms.A, terms.PREF_LABEL, terms.TEST_BED_KIND}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (None, None),
        ("aalto", terms.ID + "record/toy-org-aalto"),
        ("id:org/fi-2228357-4", terms.ID + "org/fi-2228357-4"),
        ("id:place/nuts-FI1B1", terms.ID + "place/nuts-FI1B1"),
    ],
    ids=["nothing", "a key of the same source", "a thing of the graph", "a thing of another kind"],
)
def test_a_reference_is_a_record_of_the_same_source_or_a_thing_of_the_graph(key: str | None, expected: str) -> None:
    assert statements(RECORDS["trial"], "toy").of("org", key) == expected


def test_a_doubt_points_at_the_statement_of_its_field_alone() -> None:
    doubtful = Origin(table="t.csv", doubts=(("business_id", "secondary"), ("city", "from-memory")))
    record = Organisation(
        key="a", origin=doubtful, names=Names(fi="A"), kind="company", business_id="0112038-9", ror="x", city="espoo"
    )
    found = [(triple[2].value, how) for triple, how in statements(record, "toy").doubted()]
    assert found == [
        (terms.ID + "identifier/business-id-0112038-9", "secondary"),
        (terms.ID + "record/toy-place-espoo", "from-memory"),
    ]


@pytest.mark.parametrize(("field", "name"), [("name_fi", "A-yhtiö"), ("name_sv", "A-bolaget"), ("name_en", "A Ltd")])
def test_a_doubt_about_a_name_points_at_the_name_in_that_language_alone(field: str, name: str) -> None:
    doubtful = Origin(table="t.csv", doubts=((field, "from-memory"),))
    names = Names(fi="A-yhtiö", sv="A-bolaget", en="A Ltd", other=("A",))
    record = Organisation(key="a", origin=doubtful, names=names, kind="company")
    found = [(triple[1].value, triple[2].value, how) for triple, how in statements(record, "toy").doubted()]
    assert found == [(terms.PREF_LABEL, name, "from-memory")]


def test_every_doubt_of_the_data_we_ship_points_at_a_statement(readings: list[Reading]) -> None:
    idle = [
        (record.key, field)
        for reading in readings
        for record in reading.records
        for field, _ in record.origin.doubts
        if not _doubted(record, reading.source.name, field)
    ]
    assert idle == []


def _doubted(record: Record, source: str, field: str) -> list[NamedNode]:
    found = statements(record, source)
    found.origin = Origin(table="t", doubts=((field, "inferred"),))
    return [triple[1] for triple, _ in found.doubted()]
