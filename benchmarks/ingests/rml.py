"""The declared way: morph-kgc, with a mapping in RML, in the virtual environment that it needs for itself.

`PYTHON rml.py FOLDER FILE`, where PYTHON is of that environment: nothing of the program is imported here. morph-kgc is
run as its command line runs it, with its defaults: in as many processes as it likes. The peak of memory is that of the
largest of them. It makes no records, so that reading and writing cannot be told apart.
"""

import json
import os
import resource
import runpy
import sys
import time
from importlib import import_module
from pathlib import Path

MAPPING = Path(__file__).resolve().with_name("mapping.ttl")
CONFIGURATION = """\
[CONFIGURATION]
output_format: N-QUADS
output_file: {file}
logging_level: ERROR

[CORDIS]
mappings: {mapping}
"""
KIB_PER_UNIT = 1024 if sys.platform == "darwin" else 1


def main(folder: Path, file: Path) -> None:
    """Run it, and print what was measured."""
    import_module("morph_kgc")  # what that takes is not measured, for the others neither
    configuration = file.with_suffix(".ini").absolute()
    configuration.write_text(CONFIGURATION.format(file=file.absolute(), mapping=MAPPING), "utf-8")
    sys.argv = ["morph_kgc", str(configuration)]
    os.chdir(folder)  # the views name the tables without their folder
    start = time.perf_counter()
    runpy.run_module("morph_kgc", run_name="__main__")
    seconds = time.perf_counter() - start
    print(json.dumps({"read": None, "written": seconds, "peak_mb": _peak_mb()}))


def _peak_mb() -> float:
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(peaks) / 1024 / KIB_PER_UNIT


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
