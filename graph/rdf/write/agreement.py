"""The agreement and what it lays down."""

from pyoxigraph import NamedNode

from graph.rdf import iris
from graph.rdf.write.statements import Statements
from graph.records import Agreement, ConceptMention, GovernanceBody, Provision
from ontology import terms

PROVISIONS = {
    "funding-rule": terms.FUNDING_RULE,
    "goal": terms.GOAL,
    "monitoring-duty": terms.MONITORING_DUTY,
    "duty": terms.DUTY,
    "agreement-date": terms.AGREEMENT_DATE,
}


def agreement(record: Agreement, source: str) -> Statements:
    """Return what a source says of the agreement as a whole."""
    said = Statements(record, source)
    said.types(terms.ECOSYSTEM_AGREEMENT)
    said.names(record.names)
    for party in record.parties:
        said.link(terms.PARTY, said.of("org", party))
    for party in record.cooperating:
        said.link(terms.COOPERATING_PARTY, said.of("org", party))
    said.date(terms.START_DATE, record.start)
    said.date(terms.END_DATE, record.end)
    said.note(record.note)
    return said


def provision(record: Provision, source: str) -> Statements:
    """Return one thing that the agreement lays down."""
    said = Statements(record, source)
    said.types(PROVISIONS[record.kind])
    _laid_down(said, record.agreement)
    said.text(terms.DESCRIPTION, record.text_en, "en")
    said.text(terms.DESCRIPTION, record.text_fi, "fi")
    said.text(terms.DESCRIPTION, record.text_sv, "sv")
    said.link(terms.DUTY_OF, said.of("body", record.body))
    said.text(terms.GOAL_LEVEL, record.level)
    said.typed(terms.BASELINE, record.baseline, "decimal")
    said.typed(terms.TARGET, record.target, "decimal")
    said.text(terms.UNIT, record.unit)
    said.years(terms.YEAR, () if record.year is None else (record.year,))
    said.typed(terms.LOCAL_SHARE, record.local_share, "decimal")
    said.typed(terms.EU_STATE_SHARE, record.eu_state_share, "decimal")
    said.typed(terms.INDICATIVE, record.indicative or None, "boolean")
    said.date(terms.DATE, record.date)
    return said


def governance_body(record: GovernanceBody, source: str) -> Statements:
    """Return a body that the agreement gives duties."""
    said = Statements(record, source)
    said.types(terms.GOVERNANCE_BODY, terms.ORGANIZATIONAL_COLLABORATION)
    said.names(record.names)
    _laid_down(said, record.agreement)
    for one in record.appointed_by:
        said.link(terms.APPOINTED_BY, said.of("org", one))
    said.link(terms.SAME_ACTOR_AS, said.of("org", record.organisation))
    return said


def concept_mention(record: ConceptMention, source: str) -> Statements:
    """Return that the agreement names a concept; the statements are about the concept itself."""
    said = Statements(record, source)
    concept = NamedNode(iris.thing(record.scheme, record.concept))
    said.owned[concept] = None
    _laid_down(said, record.agreement, about=concept)
    return said


def _laid_down(said: Statements, agreement: str, about: NamedNode | None = None) -> None:
    said.link(terms.LAID_DOWN_IN, said.of("agreement", agreement), about=about)
    said.text(terms.SECTION, said.origin.section, about=about)
