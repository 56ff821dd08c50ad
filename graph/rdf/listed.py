"""What the lists of a release hold: of each thing its fields, and the values that it is chosen by."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from pyoxigraph import Store

from graph.listing.entry import Chosen, Entry, Ref
from graph.listing.kinds import LISTINGS, Listing
from graph.rdf.listed_facts import Facts, Known, KnownProject, address_of, facts_of, last_part
from graph.rdf.searched import searched_things
from ontology import terms

BATCH = 1000
"""How many things are asked about at a time."""

LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
TONGUES = {"FIN": "fi", "SWE": "sv", "ENG": "en"}
POINT = re.compile(r"POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)")


def listed_entries(store: Store) -> Iterator[Entry]:
    """Yield every listed thing of a store: projects before actors, which are told by them; each in order of address."""
    known = Known(store)
    of: dict[str, list[str]] = defaultdict(list)
    for thing, kind in searched_things(store):
        of[kind].append(address_of(thing))
    for name in ("projects", "actors", "testbeds", "services", "themes"):
        listing = LISTINGS[name]
        things = iter(sorted(of.pop(listing.searched, ())))
        while batch := list(islice(things, BATCH)):
            yield from _entries(batch, listing, known)


def _entries(batch: list[str], listing: Listing, known: Known) -> Iterator[Entry]:
    facts = facts_of(batch, known)
    known.learn(_others(facts, known))
    for address in batch:
        yield _MAKE[listing.name](address, facts[address], known)


NAMED_PROPERTIES = (
    terms.SPATIAL, terms.MAIN_CITY, terms.SUBJECT, terms.THEME, terms.ACTOR_KIND, terms.TEST_BED_KIND,
    terms.SERVICE_KIND, terms.STATUS, terms.SUB_ORGANIZATION_OF, terms.PART_OF_TEST_BED, terms.OPERATED_BY,
    terms.ACCESS_MODE, terms.ACCESS_TYPE, terms.USER_GROUP, terms.OFFERS_SERVICE, terms.INSTRUMENT, terms.FUNDER,
)  # fmt: skip


def _others(facts: Mapping[str, Facts], known: Known) -> Iterator[str]:
    """Yield the other things that are told of some things, or by which these are found."""
    for address, one in facts.items():
        yield address
        yield from known.closure([address, *one.addresses(*NAMED_PROPERTIES)])
        for actor in one.met.get("participant", ()):
            yield actor
            yield from known.places.get(actor, ())
        for project in one.met.get("project", ()):
            yield project
            if project in known.projects:
                yield from (*known.projects[project].areas, *known.closure(known.projects[project].themes))


def _common(facts: Facts) -> dict[str, Any]:
    names = {value for value, _ in facts.about.get(terms.PREF_LABEL, ())}
    others = {value for value, _ in facts.about.get(terms.ALT_LABEL, ())}
    identifiers = [
        {"scheme": last_part(node[terms.CONFORMS_TO][0]), "value": node[terms.NOTATION][0]}
        for node in facts.nodes(terms.IDENTIFIER_CLASS)
        if node.get(terms.CONFORMS_TO) and node.get(terms.NOTATION)
    ]
    return {"aliases": sorted(others - names), "identifiers": identifiers, "sources": _sources(facts)}


def _sources(facts: Facts) -> list[str]:
    return sorted({last_part(one) for node in facts.parts.values() for one in node.get("source", ())})


def _plain(values: Iterable[str]) -> tuple[Chosen, ...]:
    return tuple(Chosen(value=one) for one in values)


def _labels(facts: Facts) -> dict[str, str]:
    return facts.texts(terms.PREF_LABEL) or {"": next(iter(facts.values(terms.ALT_LABEL)), "")}


def _entry(
    listing: Listing,
    address: str,
    facts: Facts,
    values: dict[str, Any],
    chosen: Mapping[str, Iterable[Chosen]],
    **more: Any,
) -> Entry:
    common = _common(facts)
    every = {**common, **values}
    chosen = {"source": _plain(common["sources"]), **chosen}
    labels = {tongue: name for tongue, name in _labels(facts).items() if name}
    return Entry(
        listing=listing.name,
        address=address,
        labels=labels,
        values={name: value for name, value in every.items() if value is not None and value != [] and value != {}},
        chosen={name: tuple(some) for name, some in chosen.items()},
        **more,
    )


def _some(known: Known, addresses: Iterable[str]) -> tuple[Chosen, ...]:
    return tuple(known.chosen(one) for one in addresses)


def _refs(known: Known, addresses: Iterable[str]) -> list[Ref]:
    return [known.ref(one) for one in addresses]


def _ref(known: Known, addresses: list[str]) -> Ref | None:
    return known.ref(addresses[0]) if addresses else None


def _project(address: str, facts: Facts, known: Known) -> Entry:
    areas = facts.beginning("focus-area/", terms.SUBJECT)
    themes = facts.beginning("sub-theme/", terms.SUBJECT)
    groups = facts.beginning("method-group/", terms.SUBJECT)
    others = [one for one in facts.addresses(terms.SUBJECT) if one not in {*areas, *themes, *groups}]
    actors, leads = sorted(facts.met["participant"]), sorted(facts.met["lead"])
    cities = sorted({place for actor in actors for place in known.places.get(actor, ())})
    years = facts.years(terms.E_START_DATE, terms.E_END_DATE)
    known.projects[address] = KnownProject(areas=tuple(areas), themes=tuple(themes), years=years)
    under = facts.truth(terms.UNDER_AGREEMENT)
    status, instrument = facts.addresses(terms.STATUS), facts.addresses(terms.INSTRUMENT)
    values = {
        "description": facts.texts(terms.DESCRIPTION),
        "start": facts.date(terms.E_START_DATE),
        "end": facts.date(terms.E_END_DATE, max),
        "status": _ref(known, status),
        "focus_areas": _refs(known, areas),
        "sub_themes": _refs(known, themes),
        "method_groups": _refs(known, groups),
        "subjects": _refs(known, others),
        "keywords": facts.values(terms.KEYWORD),
        "cities": _refs(known, cities),
        "leads": _refs(known, leads),
        "participants": len(actors),
        "lead_only": facts.truth(terms.LEAD_ONLY),
        "programme": facts.first(terms.PROGRAMME),
        "fund": facts.first(terms.FUND),
        "funding_scheme": facts.first(terms.FUNDING_SCHEME),
        "instrument": _ref(known, instrument),
        "funders": _refs(known, facts.beginning("org/", terms.FUNDER)),
        "money": [_amount(node) for node in facts.nodes(terms.E_MONETARY_AMOUNT)],
        "under_agreement": under,
        "homepage": facts.first(terms.HOMEPAGE),
    }
    chosen = {
        "city": _some(known, cities),
        "focus-area": _some(known, areas),
        "theme": _some(known, known.closure([*areas, *themes])),
        "method-group": _some(known, groups),
        "subject": _some(known, others),
        "programme": _plain(facts.values(terms.PROGRAMME)),
        "instrument": _some(known, instrument),
        "under-agreement": () if under is None else _plain(["true" if under else "false"]),
        "actor": _some(known, actors),
        "lead": _some(known, leads),
        "status": _some(known, status),
    }
    return _entry(LISTINGS["projects"], address, facts, values, chosen, years=years)


def _amount(node: Mapping[str, list[str]]) -> dict[str, Any]:
    kind, currency, year = node.get(terms.MONEY_KIND), node.get(terms.E_CURRENCY), node.get(terms.YEAR)
    funder = node.get(terms.FUNDER)
    return {
        "kind": last_part(kind[0]) if kind else None,
        "value": node[terms.E_VALUE][0],
        "currency": last_part(currency[0]) if currency else None,
        "year": int(year[0][:4]) if year else None,
        "funder": address_of(funder[0]) if funder else None,
    }


def _actor(address: str, facts: Facts, known: Known) -> Entry:
    found = [known.projects[one] for one in sorted(facts.met["project"]) if one in known.projects]
    years = [one.years for one in found if one.years is not None]
    span = (min(first for first, _ in years), max(last for _, last in years)) if years else None
    areas = sorted({*facts.beginning("focus-area/", terms.SUBJECT), *(area for one in found for area in one.areas)})
    themes = {*facts.beginning("sub-theme/", terms.SUBJECT), *(theme for one in found for theme in one.themes)}
    kinds, cities, status = (facts.addresses(one) for one in (terms.ACTOR_KIND, terms.SPATIAL, terms.STATUS))
    countries = sorted({one for node in facts.nodes(terms.ADDRESS_CLASS) for one in node.get(terms.ADMIN_UNIT_L1, ())})
    values = {
        "kind": _ref(known, kinds),
        "cities": _refs(known, cities),
        "country": next(iter(countries), None),
        "focus_areas": _refs(known, areas),
        "part_of": _ref(known, facts.addresses(terms.SUB_ORGANIZATION_OF)),
        "legal_form": facts.first(terms.LEGAL_FORM),
        "status": _ref(known, status),
        "founded": facts.date(terms.FOUNDED),
        "dissolved": facts.date(terms.DISSOLVED),
        "homepage": facts.first(terms.HOMEPAGE),
        "first_year": span[0] if span else None,
        "last_year": span[1] if span else None,
        "projects": facts.count("project"),
        "testbeds": facts.count("runs", "testbed/"),
        "services": facts.count("runs", "service/"),
        "trials": facts.count("trial"),
    }
    chosen = {
        "kind": _some(known, known.closure(kinds)),
        "city": _some(known, cities),
        "country": _plain(countries),
        "focus-area": _some(known, areas),
        "theme": _some(known, known.closure([*areas, *sorted(themes)])),
        "project": _some(known, sorted(facts.met["project"])),
        "status": _some(known, status),
    }
    return _entry(LISTINGS["actors"], address, facts, values, chosen, years=span)


def _testbed(address: str, facts: Facts, known: Known) -> Entry:
    areas = facts.beginning("focus-area/", terms.SUBJECT)
    sub_themes = facts.beginning("sub-theme/", terms.SUBJECT)
    themes = facts.beginning("theme/", terms.THEME)
    kinds, cities, status = (facts.addresses(one) for one in (terms.TEST_BED_KIND, terms.SPATIAL, terms.STATUS))
    operators, users = facts.addresses(terms.OPERATED_BY), facts.addresses(terms.USER_GROUP)
    modes, types = facts.addresses(terms.ACCESS_MODE), facts.addresses(terms.ACCESS_TYPE)
    tongues = [one.removeprefix(LANGUAGE) for one in facts.values(terms.LANGUAGE)]
    languages = sorted(TONGUES.get(one, one.lower()) for one in tongues)
    low, high, free = facts.number(terms.MIN_TRL), facts.number(terms.MAX_TRL, max), facts.truth(terms.FREE_OF_CHARGE)
    longitude, latitude = _point(facts)
    values = {
        "kind": _ref(known, kinds),
        "main_city": _ref(known, facts.addresses(terms.MAIN_CITY)),
        "cities": _refs(known, cities),
        "district": facts.first(terms.DISTRICT),
        "address": facts.first(terms.ADDRESS),
        "longitude": longitude,
        "latitude": latitude,
        "operators": _refs(known, operators),
        "operator_names": facts.values(terms.OPERATOR_NAME),
        "part_of": _ref(known, facts.addresses(terms.PART_OF_TEST_BED)),
        "focus_areas": _refs(known, areas),
        "sub_themes": _refs(known, sub_themes),
        "themes": _refs(known, themes),
        "can_be_tested": facts.texts(terms.CAN_BE_TESTED),
        "offers": facts.values(terms.OFFERS),
        "access_mode": _ref(known, modes),
        "access_types": _refs(known, types),
        "access_terms": facts.texts(terms.ACCESS_TERMS),
        "user_groups": _refs(known, users),
        "trl_min": low,
        "trl_max": high,
        "languages": languages,
        "availability": facts.texts(terms.AVAILABILITY),
        "lead_time": facts.texts(terms.LEAD_TIME),
        "lead_time_days": facts.number(terms.LEAD_TIME_DAYS),
        "cost": facts.texts(terms.COST),
        "free_of_charge": free,
        "services": _refs(known, facts.addresses(terms.OFFERS_SERVICE)),
        "trials": facts.count("trial"),
        "status": _ref(known, status),
        "start": facts.date(terms.START_DATE),
        "end": facts.date(terms.END_DATE, max),
        "last_seen": facts.date(terms.LAST_SEEN, max),
        "last_verified": facts.date(terms.LAST_VERIFIED, max),
        "contact_pages": facts.values(terms.PAGE),
    }
    chosen = {
        "kind": _some(known, known.closure(kinds)),
        "city": _some(known, cities),
        "focus-area": _some(known, areas),
        "theme": _some(known, known.closure([*areas, *sub_themes, *themes])),
        "access": _some(known, [*modes, *types]),
        "user-group": _some(known, users),
        "service-lang": _plain(languages),
        "free": () if free is None else _plain(["true" if free else "false"]),
        "operator": _some(known, operators),
        "status": _some(known, status),
    }
    return _entry(
        LISTINGS["testbeds"],
        address,
        facts,
        values,
        chosen,
        years=facts.years(terms.START_DATE, terms.END_DATE, terms.STATUS_YEAR, terms.LAST_SEEN),
        levels=(low, high) if low is not None and high is not None else None,
    )


def _point(facts: Facts) -> tuple[float | None, float | None]:
    """Return longitude and latitude where the thing has exactly one point."""
    found = [POINT.search(wkt) for node in facts.nodes(terms.GEOMETRY) for wkt in node.get(terms.AS_WKT, ())]
    points = {(float(one[1]), float(one[2])) for one in found if one}
    return points.pop() if len(points) == 1 else (None, None)


def _service(address: str, facts: Facts, known: Known) -> Entry:
    areas = facts.beginning("focus-area/", terms.SUBJECT)
    kinds, cities = facts.addresses(terms.SERVICE_KIND), facts.addresses(terms.SPATIAL)
    operators = facts.addresses(terms.OPERATED_BY)
    values = {
        "kind": _ref(known, kinds),
        "description": facts.texts(terms.DESCRIPTION),
        "cities": _refs(known, cities),
        "operators": _refs(known, operators),
        "focus_areas": _refs(known, areas),
        "testbeds": facts.count("with", "testbed/"),
        "contact_pages": facts.values(terms.PAGE),
    }
    chosen = {
        "kind": _some(known, known.closure(kinds)),
        "city": _some(known, cities),
        "focus-area": _some(known, areas),
        "operator": _some(known, operators),
    }
    return _entry(LISTINGS["services"], address, facts, values, chosen)


def _theme(address: str, facts: Facts, known: Known) -> Entry:
    kind = address.partition("/")[0]
    values = {
        "kind": kind,
        "notation": facts.first(terms.NOTATION),
        "definition": facts.texts(terms.DEFINITION),
        "broader": _refs(known, sorted(known.wider.get(address, ()))),
        "testbeds": facts.count("about", "testbed/"),
        "projects": facts.count("about", "project/"),
        "services": facts.count("about", "service/"),
    }
    return _entry(
        LISTINGS["themes"],
        address,
        facts,
        values,
        {"kind": _plain([kind]), "theme": _some(known, known.closure([address]))},
    )


_MAKE: Mapping[str, Callable[[str, Facts, Known], Entry]] = {
    "projects": _project,
    "actors": _actor,
    "testbeds": _testbed,
    "services": _service,
    "themes": _theme,
}
