"""The cells of CORDIS: how it writes amounts, days, countries, positions, post codes and VAT numbers.

One row may write an amount with a decimal point and another with a comma. Each function returns the value, or raises
`ValueError` with the reason.
"""

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from stdnum.exceptions import ValidationError
from stdnum.util import get_cc_module

from graph.records import Point
from ingest import values
from ingest.countries import EU_CODES

UNSAID = frozenset({"", ".", "-", "--", "N/A", "NA", "MISSING", "NONE", "NULL"})
"""What stands, in capitals, where CORDIS has no value."""

FIVE_DIGITS = frozenset("DE EE ES FI FR HR IT".split())
"""Countries all of whose post codes have five digits: one with fewer has lost its zeros to a spreadsheet or JSON."""

PLAIN = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
"""An amount without separators of thousands."""

TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def amount(text: str) -> Decimal:
    """Return an amount written with a decimal point or comma, in one form whatever its zeros.

    >>> amount("960619,95"), amount("642632.00"), amount("1.234.567,80")
    (Decimal('960619.95'), Decimal('642632'), Decimal('1234567.8'))
    """
    plain = text if PLAIN.fullmatch(text) else _unseparated(text)
    whole, _, part = plain.replace(",", ".").partition(".")
    part = part.rstrip("0")
    return Decimal(f"{whole}.{part}" if part else whole)


def _unseparated(text: str) -> str:
    plain = "".join(text.split())
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}", plain, re.ASCII):
        return plain.replace(".", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}", plain, re.ASCII):
        return plain.replace(",", "")
    values.amount(plain.replace(",", "."))
    return plain


def day(text: str) -> str:
    """Return a day written as YYYY-MM-DD, with or without a time, or as DD/MM/YYYY.

    >>> day("2018-07-19 09:17:05"), day("31/12/2020")
    ('2018-07-19', '2020-12-31')
    """
    parts = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[ T][\d:.]+Z?)?", text, re.ASCII)
    if parts:
        return values.partial_date(parts[1])
    parts = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: [\d:]+)?", text, re.ASCII)
    if parts is None:
        raise ValueError("is not a day (YYYY-MM-DD or DD/MM/YYYY)")
    return values.calendar_day(parts[3], parts[2], parts[1])


@lru_cache(maxsize=1 << 12)
def moment(text: str) -> str:
    """Return a day with its time in a form that sorts; what cannot be read is older than all.

    >>> moment("19/07/2018 09:17") < moment("2018-07-19 09:17:05"), moment("yesterday")
    (True, '')
    """
    try:
        return f"{day(text)} {text.partition(' ')[2]}"
    except ValueError:
        return ""


def country(text: str) -> str | None:
    """Return a country of ISO 3166, or None where several are named.

    >>> country("UK"), country("EL"), country("XK"), country("FI;FI"), country("DE;HU")
    ('GB', 'GR', 'XK', 'FI', None)
    """
    codes = {EU_CODES.get(one, one) for one in re.split(r"[;,\s]+", text.upper()) if one}
    if not all(re.fullmatch(r"[A-Z]{2}", one) for one in codes):
        raise ValueError("is not a country (two letters)")
    return codes.pop() if len(codes) == 1 else None


def point(text: str) -> Point:
    """Return a position, latitude first, in brackets or not.

    >>> point("(60.17,24.94)")
    Point(lat=Decimal('60.17'), lon=Decimal('24.94'))
    """
    parts = re.fullmatch(r"\(?\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*\)?", text, re.ASCII)
    if parts is None:
        raise ValueError("is not a position (latitude,longitude)")
    lat, lon = values.degrees(parts[1]), values.degrees(parts[2])
    if abs(lat) > 90:
        raise ValueError("is not a position: its latitude is beyond the pole")
    return Point(lat=lat, lon=lon)


def postcode(text: str, land: str | None) -> str:
    """Return a post code, with the zeros that were lost where it was taken for a number.

    >>> postcode("912", "FI"), postcode("8005", "CH"), postcode("FI-00910", "FI")
    ('00912', '8005', 'FI-00910')
    """
    lost = land in FIVE_DIGITS and re.fullmatch(r"\d{3,4}", text, re.ASCII)
    return text.zfill(5) if lost else text


def truth(text: str) -> bool:
    """Return a truth value, however it is written.

    >>> truth("TRUE"), truth("No")
    (True, False)
    """
    found = TRUTH.get(text.casefold())
    if found is None:
        raise ValueError("is neither true nor false")
    return found


def vat_number(text: str) -> str | None:
    """Return the VAT number of another country than Finland, with its country, or None where nothing vouches for it.

    >>> vat_number("DE129515865"), vat_number("DE129515866"), vat_number("XK330079956")
    ('DE129515865', None, None)
    """
    number = re.sub(r"[\s.\-/]", "", text.upper())
    land = number[:2]
    module = _vat_module(land)
    if module is None:
        return None
    try:
        found: str = module.validate(number)
    except ValidationError:
        return None
    return found if found.startswith(land) else land + found


@cache
def _vat_module(land: str) -> Any:
    if not re.fullmatch(r"[A-Z]{2}", land, re.ASCII):
        return None
    return get_cc_module("gr" if land == "EL" else land.lower(), "vat")
