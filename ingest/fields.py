"""Strict reading of one object of JSON: a field has the type it should have, or the whole row goes to quarantine.

The counterpart of `ingest.row.Row` for what is nested. A field that is null, empty or absent is not known: None, or
no objects.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from ingest.row import BadField

T = TypeVar("T")
Object = Mapping[str, Any]


def text(of: Object, name: str) -> str | None:
    """Return field `name` as text, or None where it is empty; numbers become text, for sources write codes as either.

    >>> text({"type": 1}, "type"), text({"type": " 1 "}, "type"), text({}, "type")
    ('1', '1', None)
    """
    value = of.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadField("is not a text", field=name)
    return str(value).strip() or None


def required(of: Object, name: str) -> str:
    """Return field `name` as text that is not empty."""
    value = text(of, name)
    if value is None:
        raise BadField("is missing or empty", field=name)
    return value


def text_as(of: Object, name: str, read: Callable[[str], T]) -> T | None:
    """Return field `name` as `read` understands it, or None where it is empty; its `ValueError` becomes the reason."""
    value = text(of, name)
    if value is None:
        return None
    try:
        return read(value)
    except ValueError as error:
        raise BadField(str(error), field=name, value=value) from None


def whole(item: object) -> Object:
    """Return an item of an array, which must be an object."""
    if not isinstance(item, dict):
        raise BadField("is not an object")
    return cast("Object", item)


def inner(of: Object, name: str) -> Object:
    """Return field `name`, an object; one without fields where it is absent."""
    value = of.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadField("is not an object", field=name)
    return value


def objects(of: Object, name: str) -> list[Object]:
    """Return the objects of the list in field `name`; none where it is absent."""
    value = of.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise BadField("is not a list of objects", field=name)
    return value
