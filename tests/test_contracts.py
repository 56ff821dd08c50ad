"""The import contracts name every module they should, also those that were added since."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
OVER_INGEST = {"api.__init__", "api.__main__", "api.cli", "api.settings"}
"""What may join `ingest` to the rest: the command line alone (and what knows neither)."""


def modules(room: str) -> set[str]:
    found = [
        one
        for one in (ROOT / room.replace(".", "/")).iterdir()
        if one.suffix == ".py" or (one / "__init__.py").exists()
    ]
    return {f"{room}.{one.stem}" for one in found}


def contract(name: str) -> set[str]:
    [found] = [one for one in CONTRACTS if one["name"] == name]
    return set(found.get("source_modules") or found["modules"])


def test_all_of_api_but_the_command_line_is_kept_from_ingest() -> None:
    assert contract("the HTTP service never ingests") == modules("api") - OVER_INGEST


def test_every_source_is_kept_from_the_others() -> None:
    assert contract("sources are independent of one another") == {"ingest.sources.*"}


def test_what_knows_no_rdf_is_kept_from_it() -> None:
    rdf = {"graph.analysed", "graph.ask", "graph.build", "graph.coverage", "graph.named", "graph.queries", "graph.rdf"}
    named = contract("records, analyses and matching know neither RDF nor the web")
    assert named == modules("graph") - rdf - {"graph.__init__", "graph.errors", "graph.locks", "graph.profiles"}
