"""What is listed: five kinds of things, and of each its fields, the filters that choose, and the orders it comes in.

What is told over HTTP, what a build writes and what the description of the interface says are all read from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graph.search.documents import Kind

Shape = Literal[
    "text",
    "texts",
    "localised",
    "date",
    "integer",
    "number",
    "boolean",
    "url",
    "urls",
    "ref",
    "refs",
    "identifiers",
    "money",
]
"""What a field holds. `ref` is another thing: its address and name. `localised` is told in one language."""

Name = Literal["actors", "projects", "testbeds", "services", "themes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One fact of a thing. What no source states is None, or an empty list."""

    name: str
    shape: Shape
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice among things by a value they have. `things` is the list whose members are its values, if any."""

    name: str
    help: str
    example: str
    things: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One list. `begins` are how addresses of its things begin; `searched` is what search calls them.

    `orders` are names of fields that are sorted by, beside `label` and `id`. `years` says what `from` and `to` mean;
    None where they choose nothing. `levels` says whether technology readiness levels choose.
    """

    name: Name
    called: str
    begins: tuple[str, ...]
    searched: Kind
    fields: tuple[Field, ...]
    filters: tuple[Filter, ...]
    orders: tuple[str, ...] = ()
    years: str | None = None
    levels: bool = False

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names of its fields, in their order."""
        return tuple(one.name for one in self.fields)


def _field(name: str, shape: Shape, text: str) -> Field:
    return Field(name=name, shape=shape, help=text)


COMMON = (
    _field("id", "text", "its address after `/id/`"),
    _field("iri", "url", "its IRI in the graph"),
    _field("href", "text", "where this service tells of it alone"),
    _field("label", "text", "its name in the language asked for, or else in Finnish, Swedish, English, any"),
    _field("aliases", "texts", "its other names"),
    _field("identifiers", "identifiers", "its numbers in registers"),
)
SOURCES = (_field("sources", "texts", "who tells of it: names of sources"),)
CITIES = _field("cities", "refs", "municipalities it lies in")
FOCUS_AREAS = _field("focus_areas", "refs", "focus areas of the agreement it is assigned to")
SUB_THEMES = _field("sub_themes", "refs", "sub-themes of the agreement it is assigned to")
OPERATORS = _field("operators", "refs", "the organisations that run it")
PAGES = _field("contact_pages", "urls", "where to ask")
STATUS = _field("status", "ref", "its status")


def _by_kind(example: str) -> Filter:
    return Filter(name="kind", help="of this kind, or a kind below it", example=example)


BY_CITY = Filter(name="city", help="in this municipality", example="Esbo")
BY_FOCUS_AREA = Filter(name="focus-area", help="of this focus area of the agreement", example="4.1")
BY_THEME = Filter(name="theme", help="of this theme, sub-theme or focus area, or one below it", example="4.1.e")
BY_SOURCE = Filter(name="source", help="of which this source tells", example="facts")
BY_STATUS = Filter(name="status", help="of this status", example="active")
BY_OPERATOR = Filter(name="operator", help="run by this organisation", example="fi-0112038-9", things="actors")

ACTORS = Listing(
    name="actors",
    called="actor",
    begins=("org/",),
    searched="actor",
    fields=(
        *COMMON,
        _field("kind", "ref", "what kind of organisation it is"),
        CITIES,
        _field("country", "text", "the country of its address, ISO 3166"),
        _field("focus_areas", "refs", "focus areas it is assigned to, or that projects it takes part in are"),
        _field("part_of", "ref", "the organisation it is a part of"),
        _field("legal_form", "text", "its legal form, as the register writes it"),
        STATUS,
        _field("founded", "date", "when it was founded: a year, month or day"),
        _field("dissolved", "date", "when it ended: a year, month or day"),
        _field("homepage", "url", "its home page"),
        _field("first_year", "integer", "the first year of projects it takes part in, where their years are known"),
        _field("last_year", "integer", "the last such year"),
        _field("projects", "integer", "how many projects it takes part in, in any role"),
        _field("testbeds", "integer", "how many test beds it runs"),
        _field("services", "integer", "how many services for companies it runs"),
        _field("trials", "integer", "how many trials it made at test beds"),
        *SOURCES,
    ),
    filters=(
        _by_kind("company"),
        BY_CITY,
        Filter(name="country", help="with an address in this country (ISO 3166)", example="FI"),
        Filter(name="focus-area", help="of this focus area, itself or by a project", example="4.1"),
        Filter(name="theme", help="of a theme it or a project of its is assigned to", example="4.1.e"),
        Filter(name="project", help="taking part in this project", example="facts-luxturrim5g", things="projects"),
        BY_STATUS,
        BY_SOURCE,
    ),
    orders=("founded", "first_year", "last_year", "projects", "testbeds", "services", "trials"),
    years="taking part in a project that ran in these years, by the years that its start and end state",
)

PROJECTS = Listing(
    name="projects",
    called="project",
    begins=("project/",),
    searched="project",
    fields=(
        *COMMON,
        _field("description", "localised", "what it is about"),
        _field("start", "date", "when it starts: a year, month or day"),
        _field("end", "date", "when it ends: a year, month or day"),
        STATUS,
        _field("focus_areas", "refs", "focus areas of the agreement it is assigned to"),
        SUB_THEMES,
        _field("method_groups", "refs", "method groups of the agreement it is assigned to"),
        _field("subjects", "refs", "what else it is assigned to, such as fields of science"),
        _field("keywords", "texts", "words that its source gives it"),
        _field("cities", "refs", "municipalities of those who take part, where known"),
        _field("leads", "refs", "the organisations that lead or coordinate it"),
        _field("participants", "integer", "how many organisations take part, in any role, as far as is known"),
        _field("lead_only", "boolean", "true where only the lead is known"),
        _field("programme", "text", "the programme it is funded under"),
        _field("fund", "text", "the fund"),
        _field("funding_scheme", "text", "the scheme of funding"),
        _field("instrument", "ref", "the instrument of the agreement"),
        _field("funders", "refs", "who funds it"),
        _field("money", "money", "amounts, each of a kind; kinds are never to be added up across"),
        _field("under_agreement", "boolean", "whether it is under the agreement"),
        _field("homepage", "url", "its home page"),
        *SOURCES,
    ),
    filters=(
        Filter(name="city", help="where somebody of this municipality takes part", example="Vanda"),
        BY_FOCUS_AREA,
        Filter(name="theme", help="of this sub-theme or focus area", example="4.1.e"),
        Filter(name="method-group", help="of this method group of the agreement", example="1"),
        Filter(name="subject", help="of this other subject, such as a field of science", example="euroscivoc/23"),
        Filter(name="programme", help="under this programme", example="6Aika"),
        Filter(name="instrument", help="of this instrument of the agreement", example="esr"),
        Filter(name="under-agreement", help="under the agreement: true or false", example="true"),
        Filter(name="actor", help="with this organisation", example="fi-0112038-9", things="actors"),
        Filter(name="lead", help="led by this organisation", example="fi-0112038-9", things="actors"),
        BY_STATUS,
        BY_SOURCE,
    ),
    orders=("start", "end", "participants"),
    years="that ran in these years, by the years that its start and end state",
)

TESTBEDS = Listing(
    name="testbeds",
    called="test bed",
    begins=("testbed/",),
    searched="testbed",
    fields=(
        *COMMON,
        _field("kind", "ref", "what kind of test bed it is"),
        _field("main_city", "ref", "the municipality it mainly lies in"),
        CITIES,
        _field("district", "text", "its part of the municipality"),
        _field("address", "text", "its street address"),
        _field("longitude", "number", "where it lies, in degrees (WGS 84); None where no source states it"),
        _field("latitude", "number", "where it lies, in degrees (WGS 84); None where no source states it"),
        OPERATORS,
        _field("operator_names", "texts", "who runs it, as its source writes it"),
        _field("part_of", "ref", "the test bed it is a part of"),
        FOCUS_AREAS,
        SUB_THEMES,
        _field("themes", "refs", "themes, as its source words them"),
        _field("can_be_tested", "localised", "what can be tested"),
        _field("offers", "texts", "what comes with it"),
        _field("access_mode", "ref", "how one gets in"),
        _field("access_types", "refs", "physical, remote, virtual"),
        _field("access_terms", "localised", "on which terms"),
        _field("user_groups", "refs", "whom it is for"),
        _field("trl_min", "integer", "the lowest technology readiness level"),
        _field("trl_max", "integer", "the highest technology readiness level"),
        _field("languages", "texts", "languages of service"),
        _field("availability", "localised", "when it can be had"),
        _field("lead_time", "localised", "how long before"),
        _field("lead_time_days", "integer", "how many days before, where a source states a number"),
        _field("cost", "localised", "what it costs"),
        _field("free_of_charge", "boolean", "whether it is free of charge"),
        _field("services", "refs", "services for companies that come with it"),
        _field("trials", "integer", "how many trials there are known"),
        STATUS,
        _field("start", "date", "since when it exists: a year, month or day"),
        _field("end", "date", "until when"),
        _field("last_seen", "date", "when a source last told of it"),
        _field("last_verified", "date", "when somebody last verified it"),
        PAGES,
        *SOURCES,
    ),
    filters=(
        _by_kind("care-living-lab"),
        BY_CITY,
        BY_FOCUS_AREA,
        BY_THEME,
        Filter(name="access", help="got into by this mode or type of access", example="open-call"),
        Filter(name="user-group", help="for this group of users", example="companies"),
        Filter(name="service-lang", help="where one is served in this language: fi, sv, en", example="sv"),
        Filter(name="free", help="free of charge: true or false", example="true"),
        BY_OPERATOR,
        BY_STATUS,
        BY_SOURCE,
    ),
    orders=("start", "end", "last_seen", "trials", "trl_min", "trl_max", "lead_time_days"),
    years="of which sources tell in these years, by the years of its start, end, status and when it was last seen",
    levels=True,
)

SERVICES = Listing(
    name="services",
    called="service",
    begins=("service/",),
    searched="service",
    fields=(
        *COMMON,
        _field("kind", "ref", "what kind of service it is"),
        _field("description", "localised", "what it is"),
        CITIES,
        OPERATORS,
        FOCUS_AREAS,
        _field("testbeds", "integer", "how many test beds it is known to come with"),
        PAGES,
        *SOURCES,
    ),
    filters=(_by_kind("accelerator"), BY_CITY, BY_FOCUS_AREA, BY_OPERATOR, BY_SOURCE),
    orders=("testbeds",),
)

THEMES = Listing(
    name="themes",
    called="theme",
    begins=("theme/", "sub-theme/", "focus-area/"),
    searched="theme",
    fields=(
        *COMMON,
        _field("kind", "text", "theme, sub-theme or focus-area"),
        _field("notation", "text", "its code"),
        _field("definition", "localised", "what it means"),
        _field("broader", "refs", "wider themes"),
        _field("testbeds", "integer", "how many test beds are assigned to it, itself"),
        _field("projects", "integer", "how many projects are assigned to it, itself"),
        _field("services", "integer", "how many services are assigned to it, itself"),
        *SOURCES,
    ),
    filters=(
        Filter(name="kind", help="of this kind: theme, sub-theme or focus-area", example="sub-theme"),
        Filter(name="theme", help="this theme, or one below it", example="4.1"),
        BY_SOURCE,
    ),
    orders=("notation", "testbeds", "projects", "services"),
)

LISTINGS: Mapping[Name, Listing] = {one.name: one for one in (ACTORS, PROJECTS, TESTBEDS, SERVICES, THEMES)}
