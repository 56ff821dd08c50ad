"""Small stores made by hand, and the columns of an answer that a test speaks of."""

from collections.abc import Mapping

from pyoxigraph import RdfFormat, Store

from graph.ask import Answer, ask
from graph.named import named_query
from ontology import terms
from ontology.files import concept_files

Row = tuple[str | None, ...]
ID = terms.ID
PREFIXES = f"@base <{ID}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in terms.PREFIXES.items())
EURO = "<http://publications.europa.eu/resource/authority/currency/EUR>"
AGREEMENT = '<agreement/a> a vk:EcosystemAgreement ; vk:startDate "2021"^^xsd:gYear .\n'


def toy(text: str) -> Store:
    """Return a store of the code lists and of `text`, Turtle or TriG with addresses relative to ours."""
    store = Store()
    for _, content in concept_files():
        store.load(content, format=RdfFormat.TURTLE)
    store.load((PREFIXES + text).encode(), format=RdfFormat.TRIG)
    return store


def project(
    key: str,
    *,
    area: str | None = None,
    group: str | None = None,
    under: bool | None = None,
    rest: str = "",
    money: Mapping[str, int] | None = None,
) -> str:
    """Return the Turtle of a project. `money` maps kinds to euros; `rest` is more of it, each part ended by `;`."""
    parts = ["a eurio:Project ;", f'skos:prefLabel "{key}"@fi ;', rest]
    parts += [f"dct:subject <focus-area/{area}> ;"] if area else []
    parts += [f"dct:subject <method-group/{group}> ;"] if group else []
    parts += [f"vk:underAgreement {str(under).lower()} ;"] if under is not None else []
    parts += [f"vk:money {amount(kind, value)} ;" for kind, value in (money or {}).items()]
    return f"<project/{key}> {' '.join(parts)} .\n"


def amount(kind: str, value: int, *, record: str | None = None) -> str:
    """Return the Turtle of one amount, stated by `record`."""
    said = f"; prov:wasDerivedFrom <record/{record}>" if record else ""
    return f'[ vk:moneyKind <money-kind/{kind}> ; eurio:value "{value}"^^xsd:decimal ; eurio:currency {EURO} {said} ]'


def twice(one: int, other: int) -> str:
    """Return the Turtle of a project whose EU and state grant two records state, as `one` and as `other`."""
    amounts = [amount("eu-and-state-grant", one, record="a"), amount("eu-and-state-grant", other, record="b")]
    return project("p", area="4.1", group="1", under=True, rest=f"vk:money {' , '.join(amounts)} ;")


def bed(key: str, rest: str = "") -> str:
    """Return the Turtle of a test bed; `rest` is more of it, each part ended by `;`."""
    kind = "vk:testBedKind <testbed-kind/pilot-site>"
    return f'<testbed/{key}> a vk:TestBed ; skos:prefLabel "{key}"@fi ; {kind} ; {rest} .\n'


def service(key: str, rest: str = "") -> str:
    """Return the Turtle of a service; `rest` is more of it, each part ended by `;`."""
    kind = "vk:serviceKind <service-kind/incubator>"
    return f'<service/{key}> a vk:Service ; skos:prefLabel "{key}"@fi ; {kind} ; {rest} .\n'


def answer(store: Store, name: str, **given: str) -> Answer:
    """Return the answer of `store` to the query `name`."""
    return ask(store, named_query(name), given)


def columns(store: Store, name: str, *wanted: str, **given: str) -> list[Row]:
    """Return the `wanted` columns of an answer, in its order, our addresses without their beginning."""
    found = answer(store, name, **given)
    places = [found.columns.index(column) for column in wanted]
    return [tuple(_short(row[place]) for place in places) for row in found.rows]


def _short(cell: str | None) -> str | None:
    return cell.removeprefix(ID) if cell else cell
