"""The file of a release that says where its actors stand in pictures: CSV, numbers as Python writes them.

`graph.analysis.layout` computes the places at the build; whoever draws reads them. One who is not in the file has no
place: it came in no project with a partner, or the network is larger than `graph.analysis.layout.MOST`.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

FILE = "layout.csv"
"""What the file is called within a release."""

COLUMNS = ["actor", "x", "y"]
Places = Mapping[str, tuple[float, float]]
"""Where each actor stands, by its address; y downwards."""


def write_places(path: Path, places: Places) -> None:
    """Write the places, in the order of the addresses."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for actor, (x, y) in sorted(places.items()):
            writer.writerow([actor, repr(x), repr(y)])


def read_places(path: Path) -> Places:
    """Return the places of a release; none where it has no such file, being of an older version of the program."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["actor"]: (float(row["x"]), float(row["y"])) for row in csv.DictReader(file)}
    except FileNotFoundError:
        return {}
