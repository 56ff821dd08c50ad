"""The command line as its users have it, and small sources to give it."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from pyoxigraph import QuerySolutions

from api.cli import main
from graph.rdf.release import current, open_store

FIXTURES = Path(__file__).parents[1] / "fixtures"
EURA = FIXTURES / "eura/projektilista-2007-2013.csv"
BARE = ("--without", "facts", "--without", "agreement")
"""Without what ships with the program a build is quick."""

MAPPING = """\
[source]
name = "{name}"
title = "Test beds of {name} (an invented example)"
publisher = "City of {name} (invented)"
homepage = "https://example.org/{name}"

[[table]]
file = "beds.csv"
kind = "testbed"
key = ["id"]
constants = {{ kind = "xr-lab" }}
columns = {{ name_en = "name", trl_min = "trl" }}
"""


def run(*arguments: str | Path, typed: str | None = None) -> Result:
    """Run a command of `verkosto`; `typed` is what its user answers."""
    return CliRunner().invoke(main, [str(one) for one in arguments], input=typed)


def build(data: Path, *arguments: str | Path) -> Result:
    """Build from nothing but what is given and kept."""
    return run("build", "--data", data, *BARE, *arguments)


def city(folder: Path, name: str, beds: int = 3, bad: int = 0) -> Path:
    """Write the table of a city's test beds and return its mapping; of the rows `bad` have an impossible TRL."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [f"{n},Bed {n} of {name} (an example),{10 if n <= bad else 5}" for n in range(1, beds + 1)]
    (folder / "beds.csv").write_text("\n".join(["id,name,trl", *rows]) + "\n", "utf-8")
    mapping = folder / "mapping.toml"
    mapping.write_text(MAPPING.format(name=name), "utf-8")
    return mapping


def manifest(data: Path) -> dict[str, Any]:
    """Return the manifest of the live release, its sources by name."""
    found: dict[str, Any] = json.loads((data / "current/manifest.json").read_text("utf-8"))
    return {**found, "sources": {one["name"]: one for one in found["sources"]}}


def ended(data: Path, source: str) -> str:
    """Return when the kept reading of a source ended."""
    found: str = json.loads((data / "readings" / source / "account.json").read_text("utf-8"))["ended"]
    return found


def names_of(data: Path, kind: str) -> set[str]:
    """Return the keys of the things of a kind in the live release."""
    text = f'SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "https://w3id.org/verkosto/id/{kind}/")) }}'
    return {row["s"].rpartition("/")[2] for row in rows_of(data, text)}


def rows_of(data: Path, sparql: str) -> list[dict[str, str]]:
    """Return the rows of a SELECT query of the live release, unbound variables left out."""
    found = open_store(current(data)).query(sparql)
    assert isinstance(found, QuerySolutions)
    names = [one.value for one in found.variables]
    return [{name: one[name].value for name in names if one[name] is not None} for one in found]
