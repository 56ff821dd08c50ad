from graph.records import Classification, Names, Origin, Service
from tests.ingest.sources.facts.tables import record


def test_a_service_of_a_city_is_public() -> None:
    assert record(Service, "urbantech") == Service(
        key="urbantech",
        origin=Origin(
            table="services.csv", line=2, citation="paatokset.hel.fi HEL 2024-013503 § 35", confidence="seen"
        ),
        names=Names(fi="Urban Tech Helsinki -hautomo", en="Urban Tech Helsinki incubator"),
        kind="incubator",
        city="helsinki",
        operator="helsinki",
        public=True,
        description_en="City incubator.",
        classifications=(Classification(scheme="focus-area", concept="4.1", by="curator"),),
    )


def test_a_service_of_a_university_is_not_public_and_its_remembered_city_is_doubted() -> None:
    found = record(Service, "startup-center")
    assert found.public is False
    assert found.origin.doubts == (("city", "from-memory"),)


def test_without_an_operator_nobody_knows_whether_a_service_is_public() -> None:
    assert record(Service, "cluster").public is None
