"""The statements that are compared: of what we say of CORDIS, what the two others can say without code of our own.

- an organisation: its types, its name, its participant number with the scheme;
- a project: its type, its title, its number with the scheme, programme, start and end;
- a participation: its type, project, organisation and role;
- each amount of a project or participation: its type, value, currency and what it means.

Left out is what needs more than a look at one row: VAT numbers with check digits, kinds of actors, addresses, which of
several rows of an organisation is the newest, and whose name may not be told.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from ontology import terms

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

TYPES = frozenset(
    map(
        NamedNode,
        (
            terms.ORGANIZATION,
            terms.ACTOR,
            terms.E_PROJECT,
            terms.E_ORGANISATION_ROLE,
            terms.E_MONETARY_AMOUNT,
            terms.IDENTIFIER_CLASS,
        ),
    )
)
PREDICATES = frozenset(
    map(
        NamedNode,
        (
            terms.PREF_LABEL,
            terms.PROGRAMME,
            terms.E_START_DATE,
            terms.E_END_DATE,
            terms.MONEY,
            terms.E_VALUE,
            terms.E_CURRENCY,
            terms.MONEY_KIND,
            terms.E_IS_INVOLVED_IN,
            terms.E_IS_ROLE_OF,
            terms.ORG_ROLE,
        ),
    )
)
IDENTIFYING = frozenset(map(NamedNode, (terms.IDENTIFIER, terms.NOTATION, terms.CONFORMS_TO)))
NUMBERS = (terms.ID + "identifier/pic-", terms.ID + "identifier/cordis-")
"""How the identifiers begin that the others can make too."""

A = NamedNode(terms.A)
IDENTIFIER, IDENTIFIER_CLASS = NamedNode(terms.IDENTIFIER), NamedNode(terms.IDENTIFIER_CLASS)


def compared(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield those of the triples of one record that are compared."""
    for triple in triples:
        if triple[1] in PREDICATES or _is_compared(triple):
            yield triple


def _is_compared(triple: Triple) -> bool:
    subject, predicate, value = triple
    if predicate == A and value != IDENTIFIER_CLASS:
        return value in TYPES
    if predicate in IDENTIFYING or predicate == A:
        return (value if predicate == IDENTIFIER else subject).value.startswith(NUMBERS)
    return False
