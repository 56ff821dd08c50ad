"""The cells of Kohesio: days as DD/MM/YYYY, amounts with a decimal point. Each raises `ValueError` with the reason."""

import re
from decimal import Decimal

from ingest import values

ENTITY = re.compile(r"(?:https?://linkedopendata\.eu/(?:entity|wiki/Item)[/:])?(Q[1-9]\d*)", re.ASCII)


def entity(text: str) -> str | None:
    """Return the number of an item of the EU Knowledge Graph, or None where the text is another identifier.

    >>> entity("https://linkedopendata.eu/entity/Q233276"), entity("A71334")
    ('Q233276', None)
    """
    found = ENTITY.fullmatch(text)
    return found[1] if found else None


def day(text: str) -> str:
    """Return a day.

    >>> day("31/12/2015"), day("2015-12-31T00:00:00Z")
    ('2015-12-31', '2015-12-31')
    """
    parts = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    if parts is None:
        found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[T ][\d:.]+Z?)?", text, re.ASCII)
        if found is None:
            raise ValueError("is not a day (DD/MM/YYYY)")
        return values.partial_date(found[1])
    return values.calendar_day(parts[3], parts[2], parts[1])


def amount(text: str) -> Decimal:
    """Return an amount of money; large ones may come with an exponent.

    >>> amount("299609.48"), amount("1.25E+7")
    (Decimal('299609.48'), Decimal('12500000'))
    """
    if re.fullmatch(r"\d+(\.\d+)?[eE]\+?\d{1,2}", text, re.ASCII):
        found = Decimal(text)
        return Decimal(int(found)) if found == found.to_integral_value() else Decimal(f"{found:f}")
    return values.amount(text)


def numbers(text: str) -> tuple[Decimal, Decimal]:
    """Return the two numbers of a position, in the order in which they stand.

    >>> numbers("-9.0491, 53.2744"), numbers("Point(24.94 60.17)")
    ((Decimal('-9.0491'), Decimal('53.2744')), (Decimal('24.94'), Decimal('60.17')))
    """
    parts = re.fullmatch(
        r"(?:point\s*)?\(?\s*(-?[\d.]+)(?:\s*,\s*|\s+)(-?[\d.]+)\s*\)?", text, re.ASCII | re.IGNORECASE
    )
    if parts is None:
        raise ValueError("is not a position (two numbers)")
    return values.degrees(parts[1]), values.degrees(parts[2])


def currency(text: str) -> str:
    """Return a currency of ISO 4217.

    >>> currency("eur")
    'EUR'
    """
    if not re.fullmatch(r"[A-Za-z]{3}", text, re.ASCII):
        raise ValueError("is not a currency (three letters)")
    return text.upper()
