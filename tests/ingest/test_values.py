from collections.abc import Callable

import pytest
from pyoxigraph import NamedNode

from graph.rdf.iris import web
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
        (values.year, "two", "is not a year"),
        (values.year, "1799", "is not of the years 1800 to 2100"),
        (values.year, "2101", "is not of the years 1800 to 2100"),
        (values.partial_date, "2101-01", "is not of the years 1800 to 2100"),
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
        (values.address, "https://", "is not the address of a page"),
        (values.address, "ftp://example.org/", "is not the address of a page"),
        (values.address, "https://example.org/%zz", "is not the address of a page"),
        (values.address, "https://example.org/a[0]", "is not the address of a page"),
        (values.address, "https://example.org/#a#b", "is not the address of a page"),
        (values.address, "https://example.org/\x00", "is not the address of a page"),
        (values.address, "https://example.org/\ue000", "is not the address of a page"),
        (values.address, "https://[::1]x/", "is not the address of a page"),
        (values.address, "https://[1:2]/", "is not the address of a page: host or port is malformed"),
        (values.address, "https://example.org:99999/", "is not the address of a page: host or port is malformed"),
        (values.nuts_region, "F I<", "is not a NUTS code"),
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


@pytest.mark.parametrize(
    "text",
    [
        "http://localhost:8000",
        "https://[2001:db8::1]:443/a",
        "https://www.hel.fi/fi/päätökset?a=1&b=%C3%A4?#osa/2",
        "https://www.espoo.fi/en-US/Espoo_to_participate_in_an_important_EU_(169898)",
    ],
)
def test_an_address_that_passes_can_be_written_as_an_iri(text: str) -> None:
    assert NamedNode(web(values.address(text))).value == text
