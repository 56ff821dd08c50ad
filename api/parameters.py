"""Parameters in a URL as they are declared once: what they must be, what is told of them, and how they are read.

What is declared here is read from a URL with nothing guessed: a parameter that there is not, one given twice, or a
value of the wrong form is a `BadField` that names it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fastapi import Request

from graph.errors import BadField

WHOLE = re.compile(r"-?[0-9]{1,10}")
FLAGS: Mapping[str, bool] = {"true": True, "false": False}
LONGEST = 1000
"""How many characters a value may have, where nothing else is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter. With `choices` it is one of them; `several` may be given more than once, or with commas between.

    `addresses` says that values are addresses of things or ends of such. `commas` says whether a comma parts values;
    names may have commas, so that filters do not. An `empty` value is none: a form sends every field that it has.
    """

    name: str
    help: str
    kind: Literal["text", "whole", "flag"] = "text"
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    longest: int = LONGEST
    several: bool = False
    addresses: bool = False
    commas: bool = False
    required: bool = False
    empty: bool = False
    default: Any = None
    example: Any = None

    def described(self) -> dict[str, Any]:
        """Return what OpenAPI is told of it."""
        schema = self._schema()
        if self.empty:
            schema = {"anyOf": [schema, {"type": "string", "maxLength": 0}]}
        if self.several:
            schema = {"type": "array", "items": schema, "minItems": 1}
        if self.default is not None:
            schema["default"] = self.default
        told: dict[str, Any] = {
            "name": self.name,
            "in": "query",
            "required": self.required,
            "description": self.help,
            "schema": schema,
        }
        if self.several:
            told |= {"style": "form", "explode": not self.commas}
        if self.example is not None:
            told["example"] = self.example
        return told

    def _schema(self) -> dict[str, Any]:
        if self.kind == "whole":
            bounds = {"minimum": self.least, "maximum": self.most}
            return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}
        if self.kind == "flag":
            return {"type": "boolean"}
        if self.choices:
            return {"type": "string", "enum": list(self.choices)}
        schema = {"type": "string", "minLength": 1, "maxLength": self.longest}
        return {**schema, "format": "address"} if self.addresses else schema

    def read(self, text: str) -> Any:
        """Return the value that a text means."""
        if self.kind == "whole":
            return self._whole(text)
        choices = tuple(FLAGS) if self.kind == "flag" else self.choices
        if choices and text not in choices:
            raise BadField(self.name, f"there is no {text[:80]!r}; there are {', '.join(choices)}")
        if self.kind == "flag":
            return FLAGS[text]
        if not text.strip():
            raise BadField(self.name, "it is empty; give a value, or leave it out")
        if len(text) > self.longest:
            raise BadField(self.name, f"it has {len(text)} characters; at most {self.longest} are read")
        return text

    def _whole(self, text: str) -> int:
        if not WHOLE.fullmatch(text):
            raise BadField(self.name, f"{text[:80]!r} is not a whole number")
        number = int(text)
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            raise BadField(self.name, f"it is {number}; it must lie from {self.least} to {self.most}")
        return number


def given(request: Request, parameters: Iterable[Parameter]) -> Mapping[str, Any]:
    """Return the value of every parameter, its default where it is not given: () of several, else None.

    Raises
    ------
    BadField
        If one is unknown, given twice, missing, or of the wrong form.
    """
    known = {one.name: one for one in parameters}
    for name in request.query_params:
        if name not in known:
            raise BadField(name[:80], f"there is no such parameter here; there are {', '.join(known) or 'none'}")
    return {name: _value(one, request.query_params.getlist(name)) for name, one in known.items()}


def _value(one: Parameter, texts: list[str]) -> Any:
    if one.empty:
        texts = [text for text in texts if text.strip()]
    if one.several:
        parted = [part for text in texts for part in (text.split(",") if one.commas else [text])]
        return tuple(one.read(text) for text in parted)
    if len(texts) > 1:
        raise BadField(one.name, "it is given more than once; give it one value")
    if not texts:
        if one.required:
            raise BadField(one.name, "it is missing")
        return one.default
    return one.read(texts[0])
