from graph.records import Origin, Trial
from tests.ingest.sources.facts.tables import records


def test_pilots_are_trials_and_inferred_links_are_doubted() -> None:
    assert records("pilots.csv") == [
        Trial(
            key="kera-poles",
            origin=Origin(
                table="pilots.csv",
                line=2,
                url="https://example.org/kera",
                confidence="seen",
                doubts=(("testbed", "inferred"), ("project", "inferred")),
            ),
            title="Smart poles",
            actor="nokia",
            testbed="kera",
            project="kierto",
            year=2022,
            city="espoo",
            outcome="19 poles delivered",
            note="test bed inferred; project link inferred",
        ),
        Trial(
            key="unnamed",
            origin=Origin(table="pilots.csv", line=3, url="https://example.org/bus", confidence="seen"),
            title="Robot bus",
            city="helsinki",
        ),
    ]
