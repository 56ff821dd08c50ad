"""From records to triples: one mapping for each kind of record, as `docs/model.md` lays down."""

from graph.rdf.write import actors, agreement, projects, testbeds
from graph.rdf.write.statements import Statements
from graph.records import (
    Agreement,
    ConceptMention,
    GovernanceBody,
    Organisation,
    Organiser,
    Participation,
    Place,
    Project,
    Provision,
    Record,
    Service,
    TestBed,
    Trial,
)


def statements(record: Record, source: str) -> Statements:
    """Return what `record` of `source` says, as triples."""
    match record:
        case Participation():
            return projects.participation(record, source)
        case Project():
            return projects.project(record, source)
        case Organisation():
            return actors.organisation(record, source)
        case Place():
            return actors.place(record, source)
        case Organiser():
            return actors.organiser(record, source)
        case TestBed():
            return testbeds.testbed(record, source)
        case Service():
            return testbeds.service(record, source)
        case Trial():
            return testbeds.trial(record, source)
        case Agreement():
            return agreement.agreement(record, source)
        case Provision():
            return agreement.provision(record, source)
        case GovernanceBody():
            return agreement.governance_body(record, source)
        case ConceptMention():
            return agreement.concept_mention(record, source)
