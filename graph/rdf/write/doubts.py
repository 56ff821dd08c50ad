"""Which statements of a record say what one of its fields says, so that a doubt about the field finds them."""

from pyoxigraph import Literal, NamedNode

from graph.rdf import iris
from ontology import terms

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

FIELD_PROPERTIES: dict[str, tuple[str, ...]] = {
    "access_mode": (terms.ACCESS_MODE,),
    "access_terms": (terms.ACCESS_TERMS,),
    "access_types": (terms.ACCESS_TYPE,),
    "acronym": (terms.ACRONYM,),
    "actor": (terms.WAS_ASSOCIATED_WITH,),
    "address": (terms.ADDRESS, terms.LOCN_ADDRESS, terms.SITE_ADDRESS),
    "adopter": (terms.ADOPTER,),
    "availability": (terms.AVAILABILITY,),
    "broader": (terms.BROADER,),
    "body": (terms.DECISION_OF, terms.DUTY_OF),
    "business_id": (terms.IDENTIFIER,),
    "buyer": (terms.BUYER,),
    "call": (terms.CALL,),
    "cities": (terms.SPATIAL,),
    "city": (terms.SPATIAL, terms.MAIN_CITY),
    "contact_page": (terms.PAGE,),
    "cost": (terms.COST,),
    "date": (terms.DATE,),
    "descriptions": (terms.DESCRIPTION,),
    "district": (terms.DISTRICT,),
    "end": (terms.END_DATE, terms.E_END_DATE),
    "ended": (terms.DISSOLVED,),
    "founded": (terms.FOUNDED,),
    "free": (terms.FREE_OF_CHARGE,),
    "fund": (terms.FUND,),
    "funder": (terms.FUNDER,),
    "funding_scheme": (terms.FUNDING_SCHEME,),
    "goal": (terms.MEASURES_GOAL,),
    "homepage": (terms.HOMEPAGE,),
    "innovative": (terms.INNOVATIVE,),
    "instrument": (terms.INSTRUMENT,),
    "keywords": (terms.KEYWORD,),
    "kind": (terms.ACTOR_KIND, terms.TEST_BED_KIND, terms.SERVICE_KIND),
    "languages": (terms.LANGUAGE,),
    "last_seen": (terms.LAST_SEEN,),
    "last_verified": (terms.LAST_VERIFIED,),
    "lead_time": (terms.LEAD_TIME,),
    "lead_time_days": (terms.LEAD_TIME_DAYS,),
    "left": (terms.LEFT_EARLY,),
    "legal_basis": (terms.LEGAL_BASIS,),
    "legal_form": (terms.LEGAL_FORM,),
    "long_term": (terms.LONG_TERM,),
    "name_en": (terms.PREF_LABEL,),
    "name_fi": (terms.PREF_LABEL,),
    "name_sv": (terms.PREF_LABEL,),
    "names": (terms.PREF_LABEL,),
    "operator": (terms.OPERATED_BY,),
    "organisation": (terms.ORGANISER, terms.E_IS_ROLE_OF),
    "outcome": (terms.OUTCOME,),
    "outline": (terms.HAS_GEOMETRY,),
    "page": (terms.PAGE,),
    "parent": (terms.PART_OF_TEST_BED,),
    "part_of": (terms.SUB_ORGANIZATION_OF,),
    "period": (terms.PERIOD,),
    "points": (terms.HAS_GEOMETRY,),
    "posted_by": (terms.POSTED_BY,),
    "predecessor": (terms.ORIGINAL_ORGANIZATION,),
    "programme": (terms.PROGRAMME,),
    "project": (terms.UNDER_PROJECT, terms.E_IS_INVOLVED_IN, terms.DECISION_ON, terms.PLANNED_PROJECT),
    "reference": (terms.PUBLIC_REFERENCE,),
    "reference_page": (terms.REFERENCE_PAGE,),
    "regions": (terms.REGION,),
    "role": (terms.ORG_ROLE,),
    "ror": (terms.IDENTIFIER, terms.EXACT_MATCH),
    "service": (terms.OFFERS_SERVICE,),
    "sme": (terms.SME,),
    "start": (terms.START_DATE, terms.E_START_DATE),
    "status": (terms.STATUS,),
    "status_years": (terms.STATUS_YEAR,),
    "successor": (terms.RESULTING_ORGANIZATION,),
    "testbed": (terms.TRIAL_AT,),
    "text": (terms.DESCRIPTION,),
    "themes": (terms.THEME,),
    "topics": (terms.TOPIC,),
    "trial": (terms.ADOPTED_FROM,),
    "unit": (terms.UNIT,),
    "user_groups": (terms.USER_GROUP,),
    "value": (terms.OBSERVED_VALUE,),
    "version": (terms.PLAN_VERSION,),
    "wikidata": (terms.IDENTIFIER, terms.EXACT_MATCH),
    "year": (terms.YEAR,),
}
"""Which properties say what a field of a record says; a field that may be doubted must stand here."""

NUMBERS: dict[str, tuple[str, ...]] = {
    "business_id": (iris.thing("identifier", "business-id-"),),
    "ror": (iris.thing("identifier", "ror-"), "https://ror.org/"),
    "wikidata": (iris.thing("identifier", "wikidata-"), "http://www.wikidata.org/"),
}
"""How the values of a field begin that shares its property with other fields."""


def is_of_field(triple: Triple, field: str) -> bool:
    """Say whether `triple` says what `field` of its record says."""
    _, predicate, target = triple
    if predicate.value not in FIELD_PROPERTIES[field]:
        return False
    if field.startswith("name_"):
        return isinstance(target, Literal) and target.language == field.removeprefix("name_")
    return field not in NUMBERS or target.value.startswith(NUMBERS[field])
