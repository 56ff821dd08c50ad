"""The cells of EURA: days as d.m.yyyy, amounts in euros. Each function returns the value, or raises `ValueError`.

A workbook has days of its own, which come as YYYY-MM-DD, and amounts as people type them.
"""

import re
from decimal import Decimal

from ingest import values


def day(text: str) -> str:
    """Return a day.

    >>> day("1.4.2008"), day("2025-04-01")
    ('2008-04-01', '2025-04-01')
    """
    parts = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text, re.ASCII)
    if parts is None:
        return _iso_day(text)
    return values.calendar_day(parts[3], parts[2], parts[1])


def amount(text: str) -> Decimal:
    """Return an amount in euros, which is below zero where more was paid back than paid.

    >>> amount("40196.99"), amount("81 000,50 €"), amount("-744")
    (Decimal('40196.99'), Decimal('81000.50'), Decimal('-744'))
    """
    plain = "".join(text.removesuffix("€").split()).replace("−", "-").replace(",", ".")
    found = values.amount(plain.removeprefix("-"))
    return -found if plain.startswith("-") else found


def code(text: str) -> str:
    """Return the code of a project, as it is written.

    >>> code("A70303")
    'A70303'
    """
    if not re.fullmatch(r"[A-Z]{1,4}-?\d{3,8}", text, re.ASCII):
        raise ValueError("is not the code of a project (a letter and digits)")
    return text


def _iso_day(text: str) -> str:
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[T ][\d:.]+)?", text, re.ASCII)
    if found is None:
        raise ValueError("is not a day (d.m.yyyy)")
    return values.partial_date(found[1])
