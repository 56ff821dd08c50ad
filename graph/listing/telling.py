"""A page of a list as JSON and as CSV: the same fields in the same order, their names in one language."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graph.listing.entry import in_language
from graph.listing.kinds import Field, Listing, Shape
from graph.listing.reading import Item
from graph.text.language import Language
from ontology.terms import ID

BETWEEN = "|"
"""What stands between the values of one cell."""

LISTS: frozenset[Shape] = frozenset(("texts", "urls", "refs", "identifiers", "money"))


def told(item: Item, listing: Listing, fields: Sequence[Field], language: Language) -> dict[str, Any]:
    """Return the `fields` of an item as what JSON can hold."""
    own = {
        "id": item.address,
        "iri": ID + item.address,
        "href": f"/api/{listing.name}/{_short(item.address, listing)}",
        "label": in_language(item.labels, language) or item.address,
    }
    return {one.name: own[one.name] if one.name in own else _value(item, one, language) for one in fields}


def rows_csv(items: Iterable[Item], listing: Listing, fields: Sequence[Field], language: Language) -> str:
    """Return items as CSV: a thing as its address, and in a column more its name; several values with `|` between."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([name for one in fields for name in columns_of(one)])
    for item in items:
        found = told(item, listing, fields, language)
        writer.writerow([cell for one in fields for cell in _cells(found[one.name], one.shape)])
    return out.getvalue()


def columns_of(field: Field) -> tuple[str, ...]:
    """Return the columns of a field in CSV."""
    return (field.name, f"{field.name}_label") if field.shape in ("ref", "refs") else (field.name,)


def _short(address: str, listing: Listing) -> str:
    [*single] = listing.begins
    return address.removeprefix(single[0]) if len(single) == 1 else address


def _value(item: Item, field: Field, language: Language) -> Any:
    found = item.values.get(field.name)
    if found is None:
        return [] if field.shape in LISTS else None
    shaped: Mapping[Shape, Callable[[Any], Any]] = {
        "localised": lambda texts: in_language(texts, language),
        "ref": lambda ref: _ref(ref, language),
        "refs": lambda refs: [_ref(one, language) for one in refs],
    }
    return shaped[field.shape](found) if field.shape in shaped else found


def _ref(ref: Mapping[str, Any], language: Language) -> dict[str, str]:
    return {"id": ref["id"], "label": in_language(ref["labels"], language) or ref["id"]}


def _cells(value: Any, shape: Shape) -> list[str]:
    if shape in ("ref", "refs"):
        refs = value if shape == "refs" else [value] if value is not None else []
        return [BETWEEN.join(one["id"] for one in refs), BETWEEN.join(one["label"] for one in refs)]
    if shape == "identifiers":
        return [BETWEEN.join(f"{one['scheme']}:{one['value']}" for one in value)]
    if shape == "money":
        return [BETWEEN.join(f"{one['kind']}:{one['value']} {one['currency'] or ''}".strip() for one in value)]
    if shape in LISTS:
        return [BETWEEN.join(value)]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return ["" if value is None else str(value)]
