"""What each analysis answers, as JSON Schema: read from the fields of the dataclasses that analyses return.

The HTTP service describes its interface by it, and must not load what computes. So it stands in a file, `answers.json`,
which `python -m graph.analysis.answers` writes anew when a field has changed; a test holds the two to each other.
"""

import inspect
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from graph.analysis.attacks import Attack
from graph.analysis.brokers import Brokers
from graph.analysis.changes import Changes
from graph.analysis.cities import CityReach
from graph.analysis.clustering import Clustering
from graph.analysis.communities import Communities
from graph.analysis.components import Components
from graph.analysis.concentration import Concentration
from graph.analysis.consortium import Consortium
from graph.analysis.cores import Cores
from graph.analysis.density import Density, DensityBy
from graph.analysis.distances import Distances
from graph.analysis.evaluation import Evaluation
from graph.analysis.figures import OPTIONAL
from graph.analysis.foreign import ForeignTies
from graph.analysis.homophily import Homophily
from graph.analysis.international import International
from graph.analysis.missing import MissingTies
from graph.analysis.mixing import Mixing
from graph.analysis.overlaps import Overlaps
from graph.analysis.proposals import Proposals
from graph.analysis.redundancy import NewTies, ProjectRedundancy
from graph.analysis.relatedness import Specialisation
from graph.analysis.robustness import Robustness
from graph.analysis.runs import NOTES
from graph.analysis.windows import Windows
from graph.projection import Coverage

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}

ANSWERS: Mapping[str, tuple[type[Any], ...]] = {
    "density": (Density, DensityBy, Windows),
    "mixing": (Mixing,),
    "windows": (Windows,),
    "changes": (Changes,),
    "homophily": (Homophily,),
    "clustering": (Clustering,),
    "redundancy": (ProjectRedundancy,),
    "new-ties": (NewTies,),
    "brokers": (Brokers,),
    "robustness": (Robustness, Attack),
    "communities": (Communities,),
    "cores": (Cores,),
    "components": (Components,),
    "distances": (Distances,),
    "consortium": (Consortium,),
    "proposals": (Proposals,),
    "cities": (CityReach,),
    "international": (International,),
    "foreign-ties": (ForeignTies,),
    "overlaps": (Overlaps,),
    "missing": (MissingTies,),
    "foresight": (Evaluation,),
    "concentration": (Concentration,),
    "specialisation": (Specialisation,),
}
"""What each analysis of the catalogue returns; several where it depends on what is asked for."""

REFERENCE = "#/components/schemas/{name}"
FILE = "answers.json"


def answer_schemas() -> dict[str, dict[str, Schema]]:
    """Return the schema of each answer by the name of its analysis, and of what they are made of by class."""
    roots = {one for several in ANSWERS.values() for one in several}
    types = [*sorted(roots, key=lambda one: one.__name__), Coverage]
    _, found = msgspec.json.schema_components(types, ref_template=REFERENCE)
    parts = {name: _as_told(schema) for name, schema in found.items()}
    parts[Coverage.__name__] = _with(parts[Coverage.__name__], {"text": TEXT}, required=("text",))
    answers = {name: _one_of([_whole(name, parts[one.__name__]) for one in ANSWERS[name]]) for name in ANSWERS}
    referred = json.dumps([answers, parts])
    return {
        "answers": answers,
        "parts": {name: parts[name] for name in sorted(parts) if f'"{REFERENCE.format(name=name)}"' in referred},
    }


def _as_told(schema: Schema) -> Schema:
    """Return the schema of a dataclass as `as_json` tells it: all its fields, but for those that may be left out."""
    if "properties" not in schema:
        return schema
    properties = {name: _without_null(one) if name in OPTIONAL else one for name, one in schema["properties"].items()}
    return {
        "type": "object",
        "description": inspect.cleandoc(schema["description"]),
        "properties": {name: {k: v for k, v in one.items() if k != "default"} for name, one in properties.items()},
        "required": [name for name in properties if name not in OPTIONAL],
        "additionalProperties": False,
    }


def _without_null(schema: Schema) -> Schema:
    kept = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    return kept[0] if len(kept) == 1 else schema


def _whole(name: str, schema: Schema) -> Schema:
    """Return the schema of what is told: the answer, notes beside it, and what it was computed from."""
    coverage = REFERENCE.format(name=Coverage.__name__)
    beside: dict[str, Schema] = {
        "undated_projects_left_out": {"type": "integer", "minimum": 1},
        **({NOTES[name][0]: TEXT} if name in NOTES else {}),
        "release": TEXT,
        "coverage": {"$ref": coverage},
    }
    return _with(schema, beside, required=[one for one in beside if one != "undated_projects_left_out"])


def _with(schema: Schema, properties: Mapping[str, Schema], *, required: Iterable[str]) -> Schema:
    return {
        **schema,
        "properties": {**schema["properties"], **properties},
        "required": [*schema["required"], *required],
    }


def _one_of(schemas: list[Schema]) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


if __name__ == "__main__":
    told = json.dumps(answer_schemas(), ensure_ascii=False, indent=1)
    Path(__file__).with_name(FILE).write_text(told + "\n", encoding="utf-8")
