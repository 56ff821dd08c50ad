"""Parameters are read as they are described: nothing is guessed, and what is wrong is told by its name."""

from typing import Any

import pytest
from fastapi import Request

from api.parameters import Parameter, given
from graph.errors import BadField

PARAMETERS = (
    Parameter(name="q", help="words"),
    Parameter(name="city", help="a city", several=True),
    Parameter(name="fields", help="fields", choices=("id", "label"), several=True, commas=True),
    Parameter(name="limit", help="how many", kind="whole", least=1, most=10, default=5),
    Parameter(name="seed", help="a seed", kind="whole", least=0, most=2**31 - 1),
    Parameter(name="open", help="whether it is open", kind="flag", default=False),
    Parameter(name="need", help="a long text", longest=1200),
)

UNASKED = {"seed": None, "open": False, "need": None}


def asked(query: str) -> Request:
    return Request({"type": "http", "query_string": query.encode(), "headers": []})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"q": None, "city": (), "fields": (), "limit": 5, **UNASKED}),
        ("q=a+b", {"q": "a b", "city": (), "fields": (), "limit": 5, **UNASKED}),
        ("city=a,b&city=c", {"q": None, "city": ("a,b", "c"), "fields": (), "limit": 5, **UNASKED}),
        ("fields=id,label", {"q": None, "city": (), "fields": ("id", "label"), "limit": 5, **UNASKED}),
        ("limit=10", {"q": None, "city": (), "fields": (), "limit": 10, **UNASKED}),
        ("seed=2147483647", {"q": None, "city": (), "fields": (), "limit": 5, **UNASKED, "seed": 2**31 - 1}),
        ("open=true", {"q": None, "city": (), "fields": (), "limit": 5, **UNASKED, "open": True}),
    ],
    ids=["defaults", "text", "several", "commas", "number", "large number", "flag"],
)
def test_what_is_given_is_read(query: str, found: dict[str, Any]) -> None:
    assert given(asked(query), PARAMETERS) == found


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("town=x", "town: there is no such parameter here; there are q, city, fields, limit, seed, open, need"),
        ("q=a&q=b", "q: it is given more than once; give it one value"),
        ("q=", "q: it is empty; give a value, or leave it out"),
        ("q=" + "x" * 1001, "q: it has 1001 characters; at most 1000 are read"),
        ("need=" + "x" * 1201, "need: it has 1201 characters; at most 1200 are read"),
        ("open=1", "open: there is no '1'; there are true, false"),
        ("fields=id,", "fields: there is no ''; there are id, label"),
        ("limit=ten", "limit: 'ten' is not a whole number"),
        ("limit=1.0", "limit: '1.0' is not a whole number"),
        ("limit=%D9%A3", "limit: '٣' is not a whole number"),
        ("limit=0", "limit: it is 0; it must lie from 1 to 10"),
        ("limit=99999999999999999999", "limit: '99999999999999999999' is not a whole number"),
    ],
    ids="unknown twice empty long longer flag comma word fraction arabic low huge".split(),
)
def test_what_cannot_be_read_is_told(query: str, message: str) -> None:
    with pytest.raises(BadField) as caught:
        given(asked(query), PARAMETERS)
    assert str(caught.value) == message


def test_one_that_is_required_is_missed() -> None:
    with pytest.raises(BadField, match="actor: it is missing"):
        given(asked(""), (Parameter(name="actor", help="who", required=True),))


def test_what_is_described_is_what_is_read() -> None:
    assert [one.described()["schema"] for one in PARAMETERS] == [
        {"type": "string", "minLength": 1, "maxLength": 1000},
        {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 1000}, "minItems": 1},
        {"type": "array", "items": {"type": "string", "enum": ["id", "label"]}, "minItems": 1},
        {"type": "integer", "minimum": 1, "maximum": 10, "default": 5},
        {"type": "integer", "minimum": 0, "maximum": 2147483647},
        {"type": "boolean", "default": False},
        {"type": "string", "minLength": 1, "maxLength": 1200},
    ]


def test_a_field_of_a_form_that_is_left_empty_is_as_if_it_were_not_sent() -> None:
    level = Parameter(name="trl", help="the level", kind="whole", least=1, most=9, empty=True)
    cities = Parameter(name="city", help="where", several=True, empty=True)
    assert given(asked("trl=&city=&city=Espoo&city=+"), (level, cities)) == {"trl": None, "city": ("Espoo",)}
    assert {"type": "string", "maxLength": 0} in level.described()["schema"]["anyOf"]
