from collections.abc import Callable

import pytest

from ingest import values


@pytest.mark.parametrize(
    ("read", "text", "reason"),
    [
        (values.business_id, "0112038-8", "is not a Business ID: form or check digit is wrong"),
        (values.business_id, "112038-9", "is not a Business ID: form or check digit is wrong"),
        (values.ror_id, "https://ror.org/020hwjq31", "is not a ROR identifier: its check digits are wrong"),
        (values.ror_id, "https://ror.org/920hwjq30", "is not a ROR identifier"),
        (values.ror_id, "https://ror.org/", "is not a ROR identifier"),
        (values.wikidata_id, "Q0", "is not a Wikidata item"),
        (values.wikidata_id, "P31", "is not a Wikidata item"),
        (values.partial_date, "2026-02-30", "is not a date of the calendar"),
        (values.partial_date, "2025-02-29", "is not a date of the calendar"),
        (values.partial_date, "2026-13", "is not a date of the calendar"),
        (values.partial_date, "0000", "is not a date of the calendar"),
        (values.partial_date, "26-02-01", "is not a date (YYYY-MM-DD, YYYY-MM or YYYY)"),
        (values.partial_date, "2026-2", "is not a date (YYYY-MM-DD, YYYY-MM or YYYY)"),
        (values.year, "202", "is not a year"),
        (values.year, "3024", "is not a year"),
        (values.amount, "-5", "is not an amount (digits, with a decimal point if need be)"),
        (values.amount, "1,5", "is not an amount (digits, with a decimal point if need be)"),
        (values.amount, "NaN", "is not an amount (digits, with a decimal point if need be)"),
        (values.amount, "٣", "is not an amount (digits, with a decimal point if need be)"),
        (values.per_cent, "101", "is more than 100 per cent"),
        (values.degrees, "190", "is not a number of degrees"),
        (values.degrees, "60°", "is not a number of degrees"),
        (values.readiness_level, "0", "is not a technology readiness level (1 to 9)"),
        (values.address, "ask the doorman", "is not the address of a page"),
        (values.address, "https://example.org/a b", "is not the address of a page"),
        (values.true_or_false, "yes", "is neither true nor false"),
    ],
)
def test_what_is_not_such_a_value_is_refused_with_the_reason(
    read: Callable[[str], object], text: str, reason: str
) -> None:
    with pytest.raises(ValueError, match=r"^is ") as caught:
        read(text)
    assert str(caught.value) == reason


@pytest.mark.parametrize("digits", ["04xfq0f34", "05f950310", "00f54p054", "03vek6s52", "042nb2s44"])
def test_ror_identifiers_of_the_register_pass(digits: str) -> None:
    assert values.ror_id(f"https://ror.org/{digits}") == digits
