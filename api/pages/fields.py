"""What a page tells of a thing of some kinds, known or not: what a company must know of a test bed, and of a trial.

A field is one property, or several of which any tells it; where none is there, the page says that it is not known, in
place of saying nothing. The order is that of the page.
"""

from collections.abc import Mapping

from ontology import terms

Field = tuple[str, ...]

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "testbed": (
        (terms.CAN_BE_TESTED,),
        (terms.TEST_BED_KIND,),
        (terms.THEME,),
        (terms.SUBJECT,),
        (terms.MIN_TRL,),
        (terms.MAX_TRL,),
        (terms.OPERATED_BY, terms.OPERATOR_NAME),
        (terms.MAIN_CITY, terms.SPATIAL),
        (terms.DISTRICT,),
        (terms.ADDRESS,),
        (terms.HAS_GEOMETRY,),
        (terms.ACCESS_TYPE,),
        (terms.ACCESS_MODE,),
        (terms.ACCESS_TERMS,),
        (terms.USER_GROUP,),
        (terms.COST, terms.FREE_OF_CHARGE),
        (terms.AVAILABILITY,),
        (terms.LEAD_TIME, terms.LEAD_TIME_DAYS),
        (terms.LANGUAGE,),
        (terms.OFFERS,),
        (terms.OFFERS_SERVICE,),
        (terms.PAGE,),
        (terms.STATUS,),
        (terms.STATUS_YEAR,),
        (terms.START_DATE,),
        (terms.END_DATE,),
        (terms.LAST_SEEN,),
        (terms.LAST_VERIFIED,),
    ),
    "trial": (
        (terms.WAS_ASSOCIATED_WITH,),
        (terms.TRIAL_AT,),
        (terms.SPATIAL,),
        (terms.UNDER_PROJECT,),
        (terms.YEAR,),
        (terms.START_DATE,),
        (terms.END_DATE,),
        (terms.OUTCOME,),
        (terms.LONG_TERM,),
        (terms.PUBLIC_REFERENCE, terms.REFERENCE_PAGE),
    ),
}
"""The fields of each kind of thing that has such a list, by the kind that stands in its address."""


def fields_of(iri: str) -> tuple[Field, ...]:
    """Return the fields that the page of `iri` tells whether known or not.

    >>> fields_of("https://w3id.org/verkosto/id/place/fi-091")
    ()
    """
    return FIELDS.get(iri.removeprefix(terms.ID).partition("/")[0], ())
