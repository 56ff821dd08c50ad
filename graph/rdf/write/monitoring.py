"""How the agreement is followed: its indicators, the decisions of its bodies, the lines of its action plan."""

from graph.rdf.write.statements import Statements
from graph.records import ActionPlanLine, IndicatorSeries, IndicatorValue, SteeringGroupDecision
from ontology import terms


def indicator_series(record: IndicatorSeries, source: str) -> Statements:
    """Return what a source says of a quantity that is observed over time."""
    said = Statements(record, source)
    said.types(terms.INDICATOR_SERIES, terms.QB_DATASET)
    said.names(record.names)
    said.link(terms.MEASURES_GOAL, said.of("provision", record.goal))
    said.text(terms.UNIT, record.unit)
    said.note(record.note)
    return said


def indicator_value(record: IndicatorValue, source: str) -> Statements:
    """Return one observation of a series."""
    said = Statements(record, source)
    said.types(terms.OBSERVATION)
    said.link(terms.IN_DATASET, said.of("indicator", record.series))
    said.date(terms.PERIOD, record.period)
    said.typed(terms.OBSERVED_VALUE, record.value, "decimal")
    said.note(record.note)
    return said


def steering_group_decision(record: SteeringGroupDecision, source: str) -> Statements:
    """Return what a governance body decided about one project."""
    said = Statements(record, source)
    said.types(terms.STEERING_GROUP_DECISION, terms.ACTIVITY)
    said.link(terms.DECISION_ON, said.of("project", record.project))
    said.link(terms.DECISION_OF, said.of("body", record.body))
    said.date(terms.DATE, record.date)
    said.text(terms.OUTCOME, record.outcome)
    said.note(record.note)
    return said


def action_plan_line(record: ActionPlanLine, source: str) -> Statements:
    """Return one line in one version of the action plan."""
    said = Statements(record, source)
    said.types(terms.ACTION_PLAN_LINE)
    said.text(terms.PLAN_VERSION, record.version)
    said.text(terms.DESCRIPTION, record.text, record.language)
    said.link(terms.PLANNED_PROJECT, said.of("project", record.project))
    said.text(terms.SECTION, record.section)
    said.typed(terms.LINE, record.line, "integer")
    said.note(record.note)
    return said
