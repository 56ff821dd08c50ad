from collections.abc import Sequence
from io import StringIO

import pytest

from graph.identity.decisions import COLUMNS, Decision
from graph.identity.gathering import identified
from graph.identity.propose import Proposal, propose, write_proposals
from graph.identity.resolve import resolve
from graph.readings import Reading
from graph.records import Address, Names, Organisation, Origin, Participation, Project, Record
from tests.graph.identity.actors import reading, source

WHERE = Origin(table="t.csv")


def org(key: str, name: str, *, town: str | None = None, number: str | None = None, page: str | None = None) -> Record:
    return Organisation(
        key=key,
        origin=WHERE,
        names=Names(und=name),
        address=Address(country="FI", locality=town),
        business_id=number,
        homepage=page,
    )


def in_project(key: str, organisation: str, code: str) -> tuple[Record, Record]:
    project = Project(key=key, origin=WHERE, names=Names(und=key), code=("cordis", code))
    part = Participation(
        key=f"{key}-{organisation}", origin=WHERE, project=key, organisation=organisation, role="partner"
    )
    return project, part


def proposed(*readings: Reading, decisions: Sequence[Decision] = ()) -> list[Proposal]:
    return propose(readings, resolve(identified(readings), decisions), decisions)


EURA = reading(
    source("eura"),
    (org("1", "Metropolia AMK", town="Helsinki", page="https://www.metropolia.fi/fi"), *in_project("p", "1", "101")),
)
CORDIS = reading(
    source("cordis"),
    (
        org("9", "METROPOLIA AMMATTIKORKEAKOULU OY", town="HELSINKI", page="http://metropolia.fi"),
        *in_project("q", "9", "101"),
        org("8", "Konepaja Virtanen Oy", town="Tampere"),
    ),
)


def test_a_pair_is_proposed_with_its_grounds_and_nothing_is_joined() -> None:
    [found] = proposed(EURA, CORDIS)
    assert (found.left, found.right) == ("cordis-org-9", "eura-org-1")
    assert [ground.rpartition(" (")[0] for ground in found.grounds] == [
        "names 'metropolia ammattikorkeakoulu' and 'metropolia amk' are alike",
        "both are in helsinki",
        "both take part in project/cordis-101 (1 in all)",
        "both have a page at metropolia.fi",
    ]


def test_the_score_is_the_sum_of_its_grounds() -> None:
    [found] = proposed(EURA, CORDIS)
    points = [float(ground.rpartition("(")[2].removesuffix(")")) for ground in found.grounds]
    assert found.score == pytest.approx(sum(points))


def test_equal_names_of_two_sources_that_are_no_registers_come_first() -> None:
    other = reading(source("table"), (org("5", "Konepaja Virtanen"),))
    first = proposed(EURA, CORDIS, other)[0]
    assert (first.left, first.right) == ("cordis-org-8", "table-org-5")


def test_two_that_one_source_has_in_one_project_are_held_apart() -> None:
    both = reading(
        source("cordis"),
        (
            org("1", "Kemira Chemicals"),
            org("2", "Kemira Chemical"),
            *in_project("p", "1", "101"),
            in_project("p", "2", "101")[1],
        ),
    )
    [found] = propose([both], resolve(identified([both])), at_least=0)
    assert "cordis has both, each by itself, in project/cordis-101 (1 in all) (-6.0)" in found.grounds


def test_two_with_different_business_ids_are_not_proposed() -> None:
    left = reading(source("eura"), (org("1", "Kemira Chemicals", number="0112038-9"),))
    right = reading(source("cordis"), (org("2", "Kemira Chemical", number="2647375-4"),))
    assert proposed(left, right) == []


@pytest.mark.parametrize("verdict", ["different", "part-of"])
def test_what_is_decided_is_not_proposed_again(verdict: str) -> None:
    text = dict(zip(COLUMNS, ("cordis-org-9", "eura-org-1", verdict, "a", "b", "c", "2026-11-24"), strict=True))
    assert proposed(EURA, CORDIS, decisions=[Decision(**text)]) == []  # type: ignore[arg-type]


def test_meaning_counts_where_an_embedder_is_given_and_is_told() -> None:
    readings = (EURA, CORDIS)
    resolution = resolve(identified(readings))
    [plain] = propose(readings, resolution)
    [found] = propose(readings, resolution, embed=lambda texts: [[1.0, 0.0] for _ in texts])
    assert found.score == pytest.approx(plain.score + 2.3)
    assert found.grounds[-1] == "meaning of the names is alike by 1.00 (+2.3)"


def test_proposals_are_written_as_decisions_to_be_made() -> None:
    file = StringIO()
    write_proposals([Proposal(left="a", right="b", score=71.25, grounds=("x (+70.0)", "y (+1.2)"))], file)
    assert file.getvalue() == (
        "left,right,verdict,basis,evidence,who,when,score\na,b,,proposed,x (+70.0); y (+1.2),,,71.2\n"
    )
