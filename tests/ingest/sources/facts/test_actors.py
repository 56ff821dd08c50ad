from graph.records import Classification, Names, Organisation, Origin
from ingest.sources.facts.actors import PUBLIC_KINDS
from ontology.files import codes
from tests.ingest.sources.facts.tables import record, records


def test_an_institution_carries_its_numbers() -> None:
    assert record(Organisation, "aalto") == Organisation(
        key="aalto",
        origin=Origin(
            table="institutions.csv",
            line=2,
            url="https://example.org/organizations",
            also=("https://example.org/vat",),
            confidence="seen",
        ),
        names=Names(fi="Aalto-yliopisto", sv="Aalto-universitetet", en="Aalto University"),
        kind="university",
        business_id="2228357-4",
        ror="020hwjq30",
        wikidata="Q300980",
        other_ids=(("okm", "10076"),),
        city="espoo",
    )


def test_numbers_from_other_peoples_files_and_a_remembered_city_are_doubted() -> None:
    assert record(Organisation, "hus").origin.doubts == (
        ("business_id", "secondary"),
        ("ror", "secondary"),
        ("city", "from-memory"),
    )


def test_an_organisation_may_cite_what_is_no_address() -> None:
    assert record(Organisation, "tem") == Organisation(
        key="tem",
        origin=Origin(table="organisations.csv", line=2, citation="agreement section 1", confidence="seen"),
        names=Names(
            fi="Työ- ja elinkeinoministeriö",
            sv="Arbets- och näringsministeriet",
            en="Ministry of Economic Affairs and Employment",
        ),
        kind="ministry",
        note="Party to the agreement (section 1)",
    )


def test_a_number_deduced_from_another_code_is_doubted() -> None:
    assert record(Organisation, "akatemia").origin.doubts == (("business_id", "inferred"),)


def test_companies_tell_doubts_in_their_notes() -> None:
    assert records("companies.csv") == [
        Organisation(
            key="nokia",
            origin=Origin(line=2, url="https://example.org/nokia", table="companies.csv", confidence="seen"),
            names=Names(fi="Nokia Oyj"),
            kind="company",
            business_id="0112038-9",
            city="espoo",
            classifications=(Classification(scheme="focus-area", concept="4.1", by="curator"),),
        ),
        Organisation(
            key="exel",
            origin=Origin(
                line=3,
                url="https://example.org/exel",
                doubts=(("city", "from-memory"),),
                table="companies.csv",
                confidence="seen",
            ),
            names=Names(fi="Exel Composites"),
            kind="company",
            city="espoo",
            note="a maker of poles; city from memory",
        ),
        Organisation(
            key="elisa",
            origin=Origin(
                line=4,
                url="https://example.org/elisa",
                doubts=(("business_id", "secondary"),),
                table="companies.csv",
                confidence="seen",
            ),
            names=Names(fi="Elisa"),
            kind="company",
            business_id="0116510-6",
            classifications=(Classification(scheme="focus-area", concept="4.3", by="curator"),),
            note="business_id (secondary evidence) from public GitHub files, text-index ids 1, 2; Elisa Oyj",
        ),
    ]


def test_a_doubt_about_an_empty_field_is_not_told() -> None:
    exel = record(Organisation, "exel", table="companies.csv", before="Exel Composites,,Espoo", after="Exel,,")
    assert exel.city is None
    assert exel.origin.doubts == ()


def test_public_kinds_are_kinds_of_actors() -> None:
    assert codes("actor-kind") >= PUBLIC_KINDS
