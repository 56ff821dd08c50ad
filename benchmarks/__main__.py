"""`python -m benchmarks`: ingest, analyse, build, start the engines, ask them all, and print ratios.

Networks are analysed too, beside NetworkX, scipy and networkit. `python -m benchmarks serving`, `ingesting` and
`analysing` do one part alone; `python -m benchmarks scale` makes one large build instead, to see what memory it takes,
and `python -m benchmarks searching` asks the search index of many documents. `python -m benchmarks w3c` runs the W3C's
SPARQL tests (`--suite`) against our service and the engine's own server. `python -m benchmarks endurance` serves under
mixed load with hostile clients for `--minutes`. Exits with 1 if two engines give different numbers of rows, if two ways
of ingesting do not say the same, if two sides give different figures of a network, if the engine passes a test that we
do not and nobody has said why, if the large build or the analyses of the largest network take more memory than they
may, if the service does not endure, or if anything fails.
"""

import argparse
import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pyoxigraph import RdfFormat

from benchmarks import analysing, building, endurance, engines, ingesting, load, report, scale, searching
from benchmarks.analyses import whole
from benchmarks.analyses.report import Analysed, analysis_json, pair_words, whole_words
from benchmarks.asking import Asker, BenchQuery, bench_queries, interleave
from benchmarks.building import Built
from benchmarks.engines import Engine, EngineFailed, RdflibEndpoint
from benchmarks.hostile import UnderAttack, under_attack
from benchmarks.ingests.report import Ingested, ingest_words
from benchmarks.w3c import report as conformance
from benchmarks.w3c import servers
from graph.rdf.release import current, open_store

PARTICIPATIONS = 50_000
"""So many make a default graph of a million triples."""

SIZES = {"scale": scale.PARTICIPATIONS, "analysing": analysing.ROWS}
PARTS = ("all", "serving", "endurance", "ingesting", "analysing", "scale", "searching", "w3c")
SKIPPABLE = ("rdflib", "hostile", "load", "ingesting", "morph-kgc", "analysing", "whole")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks; return the exit code."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and files go when we are ended
    runs = {
        "all": _run,
        "serving": _run,
        "endurance": _run_endurance,
        "ingesting": _run_ingesting,
        "analysing": _run_analysing,
        "scale": _run_scale,
        "searching": _run_searching,
        "w3c": _run_w3c,
    }
    try:
        return runs[options.part](options)
    except EngineFailed as failure:
        print(failure, file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    queries = bench_queries(options.queries)
    if not queries:
        raise EngineFailed(f"no query begins with {' or '.join(options.queries)}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="verkosto-bench-")))
        beside = options.part == "all" and not options.build_only
        ingested = _ingest(folder, options) if beside and "ingesting" not in options.skip else None
        analysed = _analyse(folder, options) if beside and "analysing" not in options.skip else None
        _say(f"building from {options.participations} participations")
        built = building.measured(options.participations, folder / "data")
        plain = None
        if "rdflib" not in options.skip:
            _say("adding the same statements to rdflib; this takes minutes")
            plain = stack.enter_context(engines.rdflib_endpoint(options.participations, folder / "plain.nq"))
        _print_build(built, plain)
        found = [] if options.build_only else _query(stack, folder, plain, queries, built, options)
    measures = report.as_json(built, None if plain is None else plain.added, found)
    parts = {"ingesting": ingested and asdict(ingested), "analysing": analysed and analysis_json(analysed)}
    _write_json({**measures, **parts}, options)
    return int(any(one.is_mismatch for one in found) or (analysed is not None and analysed.is_failed))


def _run_endurance(options: argparse.Namespace) -> int:
    with TemporaryDirectory(prefix="verkosto-bench-") as folder:
        _say(f"building from {options.participations} participations")
        building.measured(options.participations, Path(folder))
        found = endurance.endured(Path(folder), bench_queries(options.queries), minutes=options.minutes, say=_say)
    print(*endurance.words(found), sep="\n", flush=True)
    return int(not found.is_well)


def _run_ingesting(options: argparse.Namespace) -> int:
    with TemporaryDirectory(prefix="verkosto-bench-") as folder:
        _write_json({"ingesting": asdict(_ingest(Path(folder), options))}, options)
    return 0


def _run_analysing(options: argparse.Namespace) -> int:
    with TemporaryDirectory(prefix="verkosto-bench-") as folder:
        found = _analyse(Path(folder), options)
    _write_json({"analysing": analysis_json(found)}, options)
    return int(found.is_failed)


def _run_scale(options: argparse.Namespace) -> int:
    with TemporaryDirectory(prefix="verkosto-bench-") as folder:
        found = scale.measured(Path(folder), options.organisations, options.participations)
    print(*scale.words(found), sep="\n", flush=True)
    _write_json({"scale": asdict(found)}, options)
    return int(not found.is_bounded)


def _run_searching(options: argparse.Namespace) -> int:
    with TemporaryDirectory(prefix="verkosto-bench-") as folder:
        found = searching.measured(Path(folder), options.documents, say=_say)
    print(*searching.search_words(found), sep="\n", flush=True)
    _write_json({"searching": asdict(found)}, options)
    return 0


def _run_w3c(options: argparse.Namespace) -> int:
    if not options.suite.is_dir():
        raise EngineFailed(f"{options.suite} is no folder; --suite names the folder sparql of the W3C's rdf-tests")
    _say(f"running the tests under {options.suite}, ours and the engine's own server in turn")
    ours, engine = servers.both(options.suite)
    print(*conformance.words(ours, engine), sep="\n", flush=True)
    return int(any(not one.is_ours and one.explanation is None for one in conformance.differences(ours, engine)))


def _ingest(folder: Path, options: argparse.Namespace) -> Ingested:
    _say(f"ingesting {options.participations} participations, three ways in turn; this takes minutes")
    with_morph = "morph-kgc" not in options.skip
    found = ingesting.measured(folder, options.participations, with_morph=with_morph, say=_say)
    print(*ingest_words(found), sep="\n", flush=True)
    return found


def _analyse(folder: Path, options: argparse.Namespace) -> Analysed:
    _say(f"analysing networks of {', '.join(map(str, options.actors))} actors, ours and others in turn; takes minutes")
    pairs = analysing.measured(
        folder,
        actors=options.actors,
        participations=options.participations if options.part == "analysing" else analysing.ROWS,
        cap=options.cap,
        say=_say,
    )
    print(*pair_words(pairs, options.cap), sep="\n", flush=True)
    if "whole" in options.skip:
        return Analysed(pairs=tuple(pairs), whole=None, cap=options.cap)
    _say(f"all analyses of {max(options.actors)} actors, in a process of their own; this takes minutes")
    everything = whole.measured(max(options.actors))
    print(*whole_words(everything), sep="\n", flush=True)
    return Analysed(pairs=tuple(pairs), whole=everything, cap=options.cap)


def _write_json(measures: dict[str, Any], options: argparse.Namespace) -> None:
    if options.json is not None:
        options.json.write_text(json.dumps(measures, indent=2) + "\n", "utf-8")


def _query(
    stack: ExitStack,
    folder: Path,
    plain: RdflibEndpoint | None,
    queries: Sequence[BenchQuery],
    built: Built,
    options: argparse.Namespace,
) -> list[report.Line]:
    _say("loading the same statements into oxigraph")
    file = folder / "dump.nq"
    open_store(current(folder / "data")).dump(str(file), RdfFormat.N_QUADS)
    oxigraph = stack.enter_context(engines.oxigraph(file, folder / "oxigraph"))
    ours = stack.enter_context(engines.verkosto(folder / "data"))
    with _askers(ours, oxigraph, plain, options.seconds) as askers:
        interleave(askers, queries, options.repetitions, told=_progress)
        found = report.lines(askers, queries)
    _print_queries(found, built, [one for one in (ours, oxigraph, plain) if one is not None], options)
    if "load" not in options.skip:
        _say("asking with one client and with several; this takes minutes")
        print(*load.words(load.measured(_sides(ours, oxigraph, plain), queries)), sep="\n", flush=True)
    if "hostile" not in options.skip:
        _say("asking small queries beside hostile ones")
        _print_attack(under_attack(ours))
    return found


def _sides(ours: Engine, oxigraph: Engine, plain: Engine | None) -> list[load.Side]:
    found = [
        load.Side(name=report.OURS, engine=ours),
        load.Side(name=report.OXIGRAPH, engine=oxigraph),
        load.Side(name=report.CACHED, engine=ours, cached=True),
    ]
    return found if plain is None else [*found, load.Side(name=report.RDFLIB, engine=plain, rounds=1)]


@contextmanager
def _askers(ours: Engine, oxigraph: Engine, plain: Engine | None, seconds: float) -> Iterator[list[Asker]]:
    found = [
        Asker(report.OURS, ours),
        Asker(report.OXIGRAPH, oxigraph),
        Asker(report.CACHED, ours, cached=True),
    ]
    if plain is not None:
        found.append(Asker(report.RDFLIB, plain, cap=seconds))
    with ExitStack() as stack:
        yield [stack.enter_context(closing(one)) for one in found]


def _print_build(built: Built, plain: RdflibEndpoint | None) -> None:
    added = None if plain is None else plain.added
    print("\nBuild. Ratios above 1: we are faster. One run each, in a process of its own.")
    print(*report.build_words(built, added), *report.build_table(built, added), sep="\n", flush=True)


def _print_queries(
    found: Sequence[report.Line], built: Built, asked: Sequence[Engine], options: argparse.Namespace
) -> None:
    running = ", ".join(f"{one.name} {one.note}" for one in asked)
    print(f"\nSPARQL over HTTP, {built.quads} statements, {built.triples} of them in the default graph ({running}).")
    print(f"Medians of {options.repetitions} interleaved rounds, one connection each. Ratios above 1: we are faster.")
    print("Uncached: a comment at the end of each query differs from request to request, for every engine alike.")
    print("Cached: our seconds are of the same text again; no other engine has a cache.")
    if len(asked) > 2:
        print(f"rdflib-endpoint: asked three times, up to {options.seconds:g} s a query; ≥ where that stopped it.")
    print(*report.query_table(found), sep="\n", flush=True)


def _print_attack(found: UnderAttack) -> None:
    print("\nA small query of ours beside hostile ones (endless, huge, deeply nested), 99th percentile:")
    print(
        f"{found.attacked * 1000:.1f} ms, {found.ratio:.1f} times its {found.idle * 1000:.1f} ms when idle", flush=True
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, default="all", help="(%(default)s)")
    parser.add_argument(
        "--participations",
        type=int,
        help="size of the graph (50000; of scale 500000; rows of SPARQL that analysing reads, 1000000)",
    )
    parser.add_argument("--organisations", type=int, default=scale.ORGANISATIONS, help="of scale (%(default)s)")
    parser.add_argument("--documents", type=int, default=searching.DOCUMENTS, help="of searching (%(default)s)")
    parser.add_argument("--repetitions", type=int, default=15, help="rounds after the first (%(default)s)")
    parser.add_argument("--minutes", type=float, default=endurance.MINUTES, help="of endurance (%(default)g)")
    parser.add_argument("--queries", nargs="+", default=[], metavar="NAME", help="only queries that begin so")
    parser.add_argument("--skip", nargs="+", default=[], choices=SKIPPABLE, help="leave out: %(choices)s")
    parser.add_argument("--build-only", action="store_true", help="measure the build and ask nothing")
    parser.add_argument(
        "--seconds", type=float, default=10.0, help="rdflib-endpoint's time for each query (%(default)g)"
    )
    parser.add_argument(
        "--actors", type=int, nargs="+", default=analysing.ACTORS, help="sizes of the networks to analyse %(default)s"
    )
    parser.add_argument(
        "--cap", type=float, default=analysing.CAP, help="NetworkX's seconds for each figure (%(default)g)"
    )
    parser.add_argument(
        "--suite", type=Path, default=Path("../shared/w3c"), help="the W3C's tests, for w3c (%(default)s)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all measures there")
    options = parser.parse_args(arguments)
    options.participations = options.participations or SIZES.get(options.part, PARTICIPATIONS)
    return options


def _progress(number: int, query: BenchQuery) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[Kround {number}: {query.name}", end="\r", file=sys.stderr, flush=True)


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
