"""JSON schemas of what is found, matched, asked and analysed, for the description of the interface."""

import json
from importlib.resources import files

from api.schemas import COUNT, LANGUAGE, TEXT, Schema, closed, listing, or_null
from graph.search.documents import KINDS as SEARCHED

NUMBER: Schema = {"type": "number"}
IRI: Schema = {"type": "string", "examples": ["https://w3id.org/verkosto/id/testbed/facts-kyky"]}
CONFIDENCE = or_null(NUMBER)

FACET = closed(
    {
        "values": listing(closed({"value": TEXT, "label": TEXT, "count": COUNT})),
        "unknown": {**COUNT, "description": "how many hits have none"},
    }
)
SEARCH = closed(
    {
        "results": listing(
            closed(
                {
                    "iri": IRI,
                    "kind": {"type": "string", "enum": list(SEARCHED)},
                    "label": TEXT,
                    "city": or_null(TEXT),
                    "score": NUMBER,
                    "matched": {"type": "string", "enum": ["identifier", "name", "alias", "keyword", "text"]},
                    "snippet": {**or_null(TEXT), "description": "a passage with the words between `**`"},
                }
            )
        ),
        "total": COUNT,
        "every_word": {"type": "boolean", "description": "whether hits have all words, else at least one"},
        "corrected": {"type": "object", "additionalProperties": TEXT},
        "language": LANGUAGE,
        "facets": {"type": "object", "additionalProperties": FACET},
    }
)

STATEMENT = closed({"subject": TEXT, "predicate": TEXT, "object": TEXT, "language": TEXT}, required=False)
STATEMENTS = listing({**STATEMENT, "required": ["subject", "predicate", "object"]})
REASONS = listing(
    closed({"feature": TEXT, "values": listing(TEXT), "points": NUMBER, "statements": STATEMENTS}),
    description="the score is the sum of their points",
)
VERDICTS = listing(
    closed(
        {
            "name": TEXT,
            "verdict": {"type": "string", "enum": ["yes", "no", "unknown"]},
            "statements": STATEMENTS,
        }
    )
)
MATCH_COVERAGE = closed(
    {
        "testbeds": {**COUNT, "description": "how many test beds were looked at"},
        "relevant": {**COUNT, "description": "how many of them have to do with the need"},
        "words": {**COUNT, "description": "how many words of the need were looked for"},
        "known_words": {**COUNT, "description": "how many of those any test bed has"},
    }
)
ACTOR_COVERAGE = closed(
    {
        "actors": {**COUNT, "description": "how many actors can be ranked, since something is known of them"},
        "projects": {**COUNT, "description": "how many projects that rests on"},
        "trials": {**COUNT, "description": "how many trials that rests on"},
    }
)
MATCH = closed(
    {
        "results": listing(
            closed(
                {
                    "testbed": IRI,
                    "label": TEXT,
                    "score": NUMBER,
                    "reasons": REASONS,
                    "constraints": VERDICTS,
                    "page": or_null(TEXT),
                    "service_path": TEXT,
                }
            )
        ),
        "excluded": listing(closed({"testbed": IRI, "label": TEXT, "score": NUMBER, "constraints": VERDICTS})),
        "abstained": {"type": "boolean"},
        "confidence": CONFIDENCE,
        "nearest": {
            "anyOf": [
                closed(
                    {
                        "testbed": or_null(IRI),
                        "testbed_label": or_null(TEXT),
                        "service": or_null(IRI),
                        "service_label": or_null(TEXT),
                        "page": or_null(TEXT),
                    }
                ),
                {"type": "null"},
            ]
        },
        "coverage": MATCH_COVERAGE,
        "lacks": listing(TEXT),
    }
)
PILOT = closed(
    {
        "trial": IRI,
        "label": TEXT,
        "testbed": IRI,
        "testbed_label": TEXT,
        "years": listing(TEXT),
        "page": or_null(TEXT),
        "operators": listing(TEXT),
        "statements": STATEMENTS,
    }
)
ACTOR = closed(
    {
        "actor": IRI,
        "label": TEXT,
        "kinds": listing(TEXT),
        "cities": listing(TEXT),
        "score": NUMBER,
        "reasons": REASONS,
        "constraints": VERDICTS,
        "tried": {"enum": ["yes", "unknown", None], "description": "whether at the test bed asked about"},
        "piloted": {"enum": ["yes", "unknown"], "description": "whether anywhere"},
        "pilots": listing(PILOT),
    }
)
ACTORS = closed(
    {
        "results": listing(ACTOR),
        "excluded": listing(closed({"actor": IRI, "label": TEXT, "score": NUMBER, "constraints": VERDICTS})),
        "abstained": {"type": "boolean"},
        "covered": or_null(NUMBER),
        "nearest": {"anyOf": [ACTOR, {"type": "null"}]},
        "coverage": ACTOR_COVERAGE,
        "lacks": listing(TEXT),
    }
)

TEXTS: Schema = {"type": "object", "additionalProperties": TEXT}
QUERY_LIST = closed(
    {
        "queries": listing(
            {
                "type": "object",
                "properties": {
                    "name": TEXT,
                    "summary": TEXT,
                    "description": TEXT,
                    "params": listing(closed({"name": TEXT, "description": TEXT, "required": {"type": "boolean"}})),
                    "columns": TEXTS,
                    "needs": TEXTS,
                    "links": TEXTS,
                },
                "required": ["name", "summary", "description", "params", "columns", "needs", "links"],
            }
        )
    }
)
QUERY_ANSWER = closed(
    {
        "query": TEXT,
        "columns": listing(TEXT),
        "rows": listing({"type": "object", "additionalProperties": or_null(TEXT)}),
        "notes": {**listing(TEXT), "description": "what the data cannot tell"},
    }
)

ANALYSES = closed(
    {
        "analyses": listing(
            closed(
                {
                    "name": TEXT,
                    "summary": TEXT,
                    "questions": listing(TEXT),
                    "href": TEXT,
                    "parameters": listing(closed({"name": TEXT, "description": TEXT, "default": {}})),
                }
            )
        )
    }
)


def analysis_schemas() -> dict[str, Schema]:
    """Return the schemas of what analyses answer, by name: the file that `graph.analysis.answers` writes."""
    told = json.loads((files("graph.analysis") / "answers.json").read_text("utf-8"))
    answers = {_analysis_name(name): schema for name, schema in told["answers"].items()}
    return {**told["parts"], **answers}


def analysis_schema(name: str) -> Schema:
    """Return where the schema of an analysis stands in the description of the interface."""
    return {"$ref": f"#/components/schemas/{_analysis_name(name)}"}


def _analysis_name(name: str) -> str:
    return f"{name}-answer"
