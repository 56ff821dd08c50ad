"""From records to triples: one mapping for each kind of record, as `docs/model.md` lays down."""

from graph.rdf.write import actors, agreement, concepts, monitoring, projects, testbeds, uptake
from graph.rdf.write.statements import Statements
from graph.records import (
    ActionPlanLine,
    Adoption,
    Agreement,
    Concept,
    ConceptMention,
    GovernanceBody,
    IndicatorSeries,
    IndicatorValue,
    OpenChallenge,
    Organisation,
    Organiser,
    Participation,
    Place,
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


def statements(record: Record, source: str) -> Statements:  # noqa: C901 - one case for each kind
    """Return what `record` of `source` says, as triples."""
    match record:
        case Participation():
            return projects.participation(record, source)
        case Project():
            return projects.project(record, source)
        case Organisation():
            return actors.organisation(record, source)
        case Succession():
            return actors.succession(record, source)
        case Place():
            return actors.place(record, source)
        case Concept():
            return concepts.concept(record, source)
        case Organiser():
            return actors.organiser(record, source)
        case Site():
            return actors.site(record, source)
        case TestBed():
            return testbeds.testbed(record, source)
        case Service():
            return testbeds.service(record, source)
        case ServiceLink():
            return testbeds.service_link(record, source)
        case Trial():
            return testbeds.trial(record, source)
        case Adoption():
            return uptake.adoption(record, source)
        case OpenChallenge():
            return uptake.open_challenge(record, source)
        case Procurement():
            return uptake.procurement(record, source)
        case Agreement():
            return agreement.agreement(record, source)
        case Provision():
            return agreement.provision(record, source)
        case GovernanceBody():
            return agreement.governance_body(record, source)
        case ConceptMention():
            return agreement.concept_mention(record, source)
        case IndicatorSeries():
            return monitoring.indicator_series(record, source)
        case IndicatorValue():
            return monitoring.indicator_value(record, source)
        case SteeringGroupDecision():
            return monitoring.steering_group_decision(record, source)
        case ActionPlanLine():
            return monitoring.action_plan_line(record, source)
