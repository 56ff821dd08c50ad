import json
from decimal import Decimal
from typing import Any

from graph.records import Money, Names, Origin, Project
from ingest.listing import record_json


def test_a_record_is_one_line_of_json_that_leaves_out_what_is_not_said() -> None:
    project = Project(
        key="kierto",
        origin=Origin(table="projects.csv", line=2),
        names=Names(fi="Ruokahävikki\nkuriin"),
        code=("eura", "A70258"),
        money=(Money(kind="total-cost", value=Decimal("0.10")),),
        under_agreement=False,
    )
    line = record_json(project)
    assert "\n" not in line
    assert "Ruokahävikki" in line
    assert json.loads(line) == {
        "type": "Project",
        "key": "kierto",
        "where": {"file": "projects.csv", "line": 2},
        "names": {"fi": "Ruokahävikki\nkuriin"},
        "code": ["eura", "A70258"],
        "money": [{"kind": "total-cost", "value": "0.10", "currency": "EUR"}],
        "under_agreement": False,
        "coordination": False,
        "lead_only": False,
    }


def test_where_a_record_stands_tells_the_further_rows_that_it_was_made_of() -> None:
    origin = Origin(table="projects.csv", line=2, rows=(("topics.csv", 7),))
    said: Any = json.loads(record_json(Project(key="kierto", origin=origin, names=Names(fi="Kierto"))))
    assert said["where"] == {"file": "projects.csv", "line": 2, "rows": [["topics.csv", 7]]}
    assert "origin" not in said
