from graph.records import Names, Organisation, Organiser, Origin, Place
from tests.ingest.sources.facts.tables import record, records

ESPOO = Origin(
    table="cities.csv",
    line=3,
    url="https://example.org/municipalities",
    also=("https://example.org/A70202",),
    confidence="seen",
)


def test_a_city_is_a_place_and_the_organisation_that_runs_it() -> None:
    where = Origin(
        table="cities.csv",
        line=2,
        url="https://example.org/municipalities",
        also=("https://example.org/A70202",),
        confidence="seen",
    )
    assert records("cities.csv")[:3] == [
        Place(
            key="helsinki",
            origin=where,
            names=Names(fi="Helsinki", sv="Helsingfors", en="Helsinki"),
            municipality_code="091",
            nuts3="FI1B1",
            wikidata="Q1757",
            note='Business ID belongs to legal person "Helsingin kaupunki".',
        ),
        Organisation(
            key="helsinki",
            origin=where,
            names=Names(fi="Helsingin kaupunki", sv="Helsingfors", en="Helsinki", other=("Helsinki",)),
            kind="city",
            business_id="0201256-6",
            city="helsinki",
        ),
        Organiser(
            key="helsinki-health-and-social-services-city",
            origin=where,
            task="health-and-social-services",
            place="helsinki",
            organisation="helsinki",
        ),
    ]


def test_a_remembered_wikidata_item_is_not_loaded() -> None:
    assert record(Place, "espoo").wikidata is None


def test_the_legal_name_is_used_only_where_the_notes_state_it() -> None:
    assert record(Organisation, "kauniainen").names.fi == "Kauniainen"


def test_a_county_organises_health_services_since_2023_and_the_city_did_until_then() -> None:
    since = record(Organiser, "espoo-health-and-social-services-county")
    until = record(Organiser, "espoo-health-and-social-services-city")
    assert (since.organisation, since.start, since.end) == ("wellbeing-county-03", "2023", None)
    assert (until.organisation, until.start, until.end) == ("espoo", None, "2022")


def test_the_year_of_the_change_is_the_curators_statement() -> None:
    assert record(Organiser, "espoo-health-and-social-services-county").origin.doubts == (("start", "from-memory"),)
    assert record(Organiser, "kauniainen-health-and-social-services-city").origin.doubts == (
        ("organisation", "from-memory"),
        ("end", "from-memory"),
    )


def test_a_county_of_two_cities_comes_once() -> None:
    counties = [one for one in records("cities.csv") if one.key == "wellbeing-county-03"]
    assert counties == [
        Organisation(
            key="wellbeing-county-03",
            origin=ESPOO,
            names=Names(fi="Länsi-Uudenmaan hyvinvointialue"),
            kind="wellbeing-services-county",
        )
    ]


def test_a_city_outside_the_region_becomes_a_place_once() -> None:
    places = [one for one in records("institutions.csv") if isinstance(one, Place)]
    assert places == [
        Place(
            key="Lappeenranta",
            origin=Origin(table="institutions.csv", line=4, url="https://example.org/organizations", confidence="seen"),
            names=Names(fi="Lappeenranta"),
        )
    ]
