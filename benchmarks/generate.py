"""A graph of any size in our vocabulary: records of two made-up sources, drawn with a seed.

The source `funding` tells who takes part in which project, with money, classifications, test beds, services and
trials. The source `register` knows many of the same organisations under their Business IDs, so that identity has
something to join. As in life, few actors are in many projects and most in one: participation falls with the rank of
an actor by a power law, and so does the size of a consortium.

The number and the Business ID of an actor do not depend on the size asked for, so that a query can name an actor.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import accumulate
from random import Random

from benchmarks.wording import MUNICIPALITIES, organisation_names, sentence, title
from graph.records import (
    Assigner,
    Classification,
    Money,
    Names,
    Organisation,
    Origin,
    Participation,
    Place,
    Project,
    Record,
    Service,
    TestBed,
    Trial,
)
from ontology.files import codes

SKEW = 0.85
"""Exponent of the power law by which an actor's share of participations falls with its rank."""

CONSORTIUM = 1.2
"""Exponent of the Pareto law of the number of partners in a project; the mean is near four."""

LARGEST = 40
"""Most partners in one project."""

KINDS = ("company",) * 12 + ("university", "uas", "research-institute", "association", "city-company", "agency")
ASSIGNERS: tuple[Assigner, ...] = ("publisher", "curator", "rule")
FUNDERS = range(5, 9)
YEARS = range(2014, 2028)
ROR_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many things of each kind go with a number of participations."""

    participations: int

    @property
    def organisations(self) -> int:
        """About ten participations to an actor."""
        return max(40, self.participations // 10)

    @property
    def testbeds(self) -> int:
        """Test beds."""
        return max(20, self.participations // 100)

    @property
    def services(self) -> int:
        """Services to companies."""
        return max(10, self.participations // 200)

    @property
    def trials(self) -> int:
        """Trials at test beds."""
        return max(30, self.participations // 40)


def funding(participations: int, *, seed: int = 1) -> Iterator[Record]:
    """Yield the records of the source `funding`: so many participations, and all that goes with them."""
    sizes, rng = Sizes(participations=participations), Random(seed)
    yield from places()
    yield from (organisation(number, rng) for number in range(sizes.organisations))
    projects = 0
    for one in _projects(sizes, rng):
        projects += isinstance(one, Project)
        yield one
    yield from (testbed(number, sizes, rng) for number in range(sizes.testbeds))
    yield from (service(number, sizes, rng) for number in range(sizes.services))
    yield from (trial(number, sizes, projects, rng) for number in range(sizes.trials))


def register(participations: int, *, seed: int = 2) -> Iterator[Record]:
    """Yield the records of the source `register`: every second organisation of `funding`, as a register knows it."""
    rng = Random(seed)
    yield from places()
    for number in range(0, Sizes(participations=participations).organisations, 2):
        business, kind = business_id(number), KINDS[number % len(KINDS)]
        yield Organisation(
            key=business,
            origin=Origin(table="register.csv", line=number + 2),
            names=organisation_names(number, kind),
            kind=kind,
            business_id=business,
            city=rng.choice(MUNICIPALITIES)[0],
        )


def places() -> Iterator[Place]:
    """Yield the municipalities, all in the NUTS 3 region of Helsinki and Uusimaa."""
    for line, (code, fi, sv) in enumerate(MUNICIPALITIES, start=2):
        origin = Origin(table="places.csv", line=line)
        yield Place(key=code, origin=origin, names=Names(fi=fi, sv=sv), municipality_code=code, nuts3="FI1B1")


def organisation(number: int, rng: Random) -> Organisation:
    """Return the organisation `number`: the lower, the more projects it is in."""
    kind = KINDS[number % len(KINDS)]
    research = kind in ("university", "research-institute")
    return Organisation(
        key=org_key(number),
        origin=_origin("organisations", number, rng),
        names=organisation_names(number, kind),
        kind=kind,
        business_id=business_id(number) if number % 4 != 3 else None,
        ror=ror(number) if research else None,
        city=rng.choice(MUNICIPALITIES)[0],
        part_of=org_key(rng.randrange(number)) if number and rng.random() < 0.05 else None,
        homepage=f"https://www.example.org/{number}" if rng.random() < 0.6 else None,
    )


def org_key(number: int) -> str:
    """Return the key of an organisation in the source `funding`."""
    return f"o{number}"


def business_id(number: int) -> str:
    """Return the Business ID of an organisation: seven digits, and a check digit that is right.

    >>> business_id(0), business_id(1)
    ('2000000-8', '2000002-4')
    """
    base = 2_000_000 + 2 * number
    # Numbers whose remainder is 1 would need the check digit 10 and are never given out.
    base += _remainder(base) == 1
    return f"{base}-{-_remainder(base) % 11}"


def ror(number: int) -> str:
    """Return a ROR identifier: a zero, six digits in base 32, and two that check them (ISO 7064)."""
    base = 700_000_000 + number
    digits = "".join(ROR_DIGITS[base >> shift & 31] for shift in range(25, -1, -5))
    return f"0{digits}{98 - base * 100 % 97:02}"


def testbed(number: int, sizes: Sizes, rng: Random) -> TestBed:
    """Return a test bed; what is known of it varies, as it does in life."""
    lowest = rng.randint(3, 7)
    return TestBed(
        key=f"t{number}",
        origin=_origin("testbeds", number, rng),
        names=title(rng),
        kind=rng.choice(_codes("testbed-kind")),
        city=rng.choice(MUNICIPALITIES)[0],
        operator=org_key(_popular(rng, sizes)),
        parent=f"t{rng.randrange(number)}" if number and rng.random() < 0.1 else None,
        classifications=_classifications(rng),
        themes=tuple(rng.sample(_keywords("theme"), 3)),
        can_be_tested_en=sentence(rng),
        access_mode=rng.choice(_codes("access-mode")) if rng.random() < 0.7 else None,
        user_groups=tuple(rng.sample(_keywords("user-group"), 2)),
        trl_min=lowest if rng.random() < 0.4 else None,
        trl_max=min(9, lowest + rng.randint(0, 3)) if rng.random() < 0.4 else None,
        lat=Decimal(rng.randint(60_100, 60_400)).scaleb(-3),
        lon=Decimal(rng.randint(24_500, 25_300)).scaleb(-3),
        contact_page=f"https://www.example.org/testbeds/{number}",
        languages=("fi", "en"),
        status=rng.choice(_codes("status")),
        start=str(rng.choice(YEARS)) if rng.random() < 0.5 else None,
    )


def service(number: int, sizes: Sizes, rng: Random) -> Service:
    """Return a service to companies."""
    return Service(
        key=f"s{number}",
        origin=_origin("services", number, rng),
        names=title(rng),
        kind=rng.choice(_codes("service-kind")),
        city=rng.choice(MUNICIPALITIES)[0],
        operator=org_key(_popular(rng, sizes)),
        public=rng.choice((True, False, None)),
        description_en=sentence(rng),
    )


def trial(number: int, sizes: Sizes, projects: int, rng: Random) -> Trial:
    """Return a trial. Most are at few test beds, so that many test beds have none."""
    return Trial(
        key=f"x{number}",
        origin=_origin("trials", number, rng),
        title=title(rng).en or "",
        actor=org_key(_popular(rng, sizes)),
        testbed=f"t{int(sizes.testbeds * rng.random() ** 3)}",
        project=f"p{rng.randrange(projects)}" if rng.random() < 0.5 else None,
        year=rng.choice(YEARS),
        city=rng.choice(MUNICIPALITIES)[0],
        outcome=sentence(rng) if rng.random() < 0.3 else None,
    )


def _projects(sizes: Sizes, rng: Random) -> Iterator[Record]:
    number = left = 0
    while left < sizes.participations:
        wanted = min(LARGEST, 1 + int(rng.paretovariate(CONSORTIUM)), sizes.participations - left)
        members = dict.fromkeys(_popular(rng, sizes) for _ in range(wanted))
        yield _project(number, rng)
        yield from (_participation(number, rank, org, rng) for rank, org in enumerate(members))
        number, left = number + 1, left + len(members)


def _project(number: int, rng: Random) -> Project:
    begins, cost = rng.choice(YEARS), rng.randint(50, 5_000) * 1000
    european = number % 5 < 2
    money = (Money(kind="total-cost", value=Decimal(cost)), Money(kind="eu-grant", value=Decimal(cost * 2 // 5)))
    return Project(
        key=f"p{number}",
        origin=_origin("projects", number, rng),
        names=title(rng),
        code=("cordis", str(101_000_000 + number)) if european else ("eura", f"A{80_000 + number}"),
        programme="Horizon Europe" if european else "Uudistuva ja osaava Suomi 2021-2027",
        fund=None if european else rng.choice(("EAKR", "ESR+")),
        instrument="other" if european else rng.choice(_codes("instrument")),
        funder=org_key(rng.choice(FUNDERS)),
        start=f"{begins}-{rng.randint(1, 12):02}-01",
        end=f"{begins + rng.randint(1, 4)}-12-31",
        money=money[: rng.randint(0, 2)],
        classifications=_classifications(rng),
    )


def _participation(project: int, rank: int, org: int, rng: Random) -> Participation:
    share = Money(kind="partner-budget", value=Decimal(rng.randint(500, 90_000_000)).scaleb(-2), year=rng.choice(YEARS))
    return Participation(
        key=f"p{project}-{rank}",
        origin=_origin("participations", project * LARGEST + rank, rng),
        project=f"p{project}",
        organisation=org_key(org),
        role="lead" if rank == 0 else rng.choice(("partner", "partner", "partner", "third-party", "collaborator")),
        year=rng.choice(YEARS) if rng.random() < 0.2 else None,
        money=(share,) if rng.random() < 0.7 else (),
    )


def _classifications(rng: Random) -> tuple[Classification, ...]:
    """Put a thing into a focus area, mostly into a method group as well, and sometimes into a sub-theme too."""
    by = rng.choice(ASSIGNERS)
    found = [(scheme, rng.choice(_codes(scheme))) for scheme in ("focus-area", "method-group", "sub-theme")]
    return tuple(Classification(scheme=scheme, concept=code, by=by) for scheme, code in found[: rng.randint(1, 3)])


def _popular(rng: Random, sizes: Sizes) -> int:
    return rng.choices(range(sizes.organisations), cum_weights=_weights(sizes.organisations))[0]


@cache
def _weights(count: int) -> Sequence[float]:
    return list(accumulate((rank + 1) ** -SKEW for rank in range(count)))


@cache
def _codes(kind: str) -> Sequence[str]:
    return sorted(codes(kind))


@cache
def _keywords(kind: str) -> Sequence[str]:
    # Of the open keywords only those whose label is their code: a hyphen may stand for a blank, or for itself.
    return [code for code in _codes(kind) if "-" not in code]


def _origin(table: str, number: int, rng: Random) -> Origin:
    return Origin(
        table=f"{table}.csv",
        line=number + 2,
        url=f"https://www.example.org/{table}/{number // 20}",
        confidence="seen" if rng.random() < 0.8 else "secondary",
    )


def _remainder(base: int) -> int:
    return sum(int(digit) * weight for digit, weight in zip(str(base), (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
