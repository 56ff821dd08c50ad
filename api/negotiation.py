"""What a client wants and has, by its headers: which format (RFC 9110, section 12.5.1), and which answer already."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.rdf.question import Format

QUOTED = r'"(?:[^"\\]|\\.)*(?:"|$)'
PARTS = re.compile(rf'(?:[^,"]|{QUOTED})+')
"""What stands between the commas of a header, but for those in quoted strings."""

RANGE = re.compile(rf'\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;(?:[^;,"]|{QUOTED})*)*)')
QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)

REMEMBERED = 1024
"""Up to how many characters a header is remembered with what it asks for."""

NAMED = 2
"""How closely a range names a media type that stands in it in full."""


@dataclass(frozen=True, slots=True)
class Range:
    """One media range: `text/csv`, `text/*` or `*/*`, and how much it is wanted, from 0 (not at all) to 1."""

    kind: str
    subtype: str
    quality: float

    def precision(self, media_type: str) -> int | None:
        """Return how closely the range names `media_type` (2, 1, 0), or None where it does not."""
        kind, subtype = media_type.split("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return NAMED
        if (self.kind, self.subtype) == (kind, "*"):
            return 1
        return 0 if (self.kind, self.subtype) == ("*", "*") else None


def choose(accept: str | None, offered: tuple[Format, ...]) -> Format | None:
    """Return the format that `accept` prefers among those offered, or None where it takes none of them.

    Of formats that are wanted alike, one that is named goes before one that a wildcard lets in, and then the earlier.
    Without a header the first is meant.

    >>> from graph.rdf.question import RESULTS
    >>> choose("text/csv;q=0.5, application/sparql-results+xml, */*;q=0.1", RESULTS).name
    'xml'
    """
    if accept is None or not accept.strip():
        return offered[0]
    return _choose_again(accept, offered) if len(accept) <= REMEMBERED else _choose(accept, offered)


def _choose(accept: str, offered: tuple[Format, ...]) -> Format | None:
    ranges = tuple(_ranges(accept))
    weighed = [(_weight(one, ranges), -place, one) for place, one in enumerate(offered)]
    (quality, _), _, best = max(weighed, key=lambda found: found[:2])
    return best if quality > 0 else None


_choose_again = lru_cache(maxsize=256)(_choose)


def _ranges(accept: str) -> Iterator[Range]:
    for part in PARTS.findall(accept):
        if found := RANGE.fullmatch(part):
            quality = QUALITY.search(found[3])
            yield Range(found[1].lower(), found[2].lower(), float(quality[1]) if quality else 1.0)


def _weight(offer: Format, ranges: tuple[Range, ...]) -> tuple[float, int]:
    """Return how much a format is wanted, and how closely it was named; its further names count where they stand."""
    further = (_weight_of_name(name, ranges) for name in offer.also)
    return max(
        _weight_of_name(offer.media_type, ranges), *(weight for weight in further if weight[1] == NAMED), (0.0, 0)
    )


def _weight_of_name(media_type: str, ranges: tuple[Range, ...]) -> tuple[float, int]:
    matching = [(precision, one) for one in ranges if (precision := one.precision(media_type)) is not None]
    if not matching:
        return 0.0, 0
    closest = max(precision for precision, _ in matching)
    return max(one.quality for precision, one in matching if precision == closest), closest


def codings(accepted: str | None, offered: tuple[str, ...]) -> str | None:
    """Return the content coding that an `Accept-Encoding` header prefers among those offered; None for none.

    Of codings that are wanted alike the earlier is meant, and any of them goes before none unless that is wanted more.

    >>> codings("gzip;q=0.5, *;q=0.2", ("br", "gzip")), codings("identity, gzip;q=0.5", ("br", "gzip"))
    ('gzip', None)
    """
    accepted = accepted or ""
    return _codings_again(accepted, offered) if len(accepted) <= REMEMBERED else _codings(accepted, offered)


def _codings(accepted: str, offered: tuple[str, ...]) -> str | None:
    wanted = dict(_weights(accepted))
    others = wanted.get("*", 0.0)
    weighed = [(wanted.get(one, others), -place, one) for place, one in enumerate(offered)]
    quality, _, best = max(weighed)
    return best if quality > 0 and quality >= wanted.get("identity", 0.0) else None


_codings_again = lru_cache(maxsize=256)(_codings)


def _weights(accepted: str) -> Iterator[tuple[str, float]]:
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        quality = QUALITY.search(f";{parameters}")
        yield name.strip().removeprefix("x-"), float(quality[1]) if quality else 1.0


def matches(condition: str | None, tag: str) -> bool:
    """Whether an `If-None-Match` header names `tag`.

    >>> matches('W/"a", "b"', '"b"'), matches(None, '"b"')
    (True, False)
    """
    return condition is not None and any(one.strip().removeprefix("W/") == tag for one in condition.split(","))


def matches_any(condition: str | None) -> bool:
    """Whether an `If-None-Match` header names whatever there is: to be asked once it is known that there is anything.

    >>> matches_any(" * "), matches_any('"*"')
    (True, False)
    """
    return condition is not None and condition.strip() == "*"
