"""The command line: read arguments, call one function, print its result.

Results go to standard output, progress and notes to standard error. Our own errors are one line and exit code 1; any
other error keeps its traceback, for it is a bug.
"""

from importlib.metadata import version

import click

from api.cli.analyses import analyse
from api.cli.answers import coverage_command, export_command, query, releases_command
from api.cli.building import build_command, serve
from api.cli.drawing import draw
from api.cli.identity import identity
from api.cli.matching import match
from api.cli.partnering import companies, partners, similar
from api.cli.reading import check, records
from api.cli.searching import search
from api.cli.sourcing import fetch_command, forget_command, refresh, sources_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("verkosto"))
def main() -> None:
    """Build, ask and serve the knowledge graph of an innovation ecosystem."""


for command in (
    build_command,
    serve,
    query,
    search,
    analyse,
    draw,
    match,
    companies,
    partners,
    similar,
    coverage_command,
    check,
    records,
    releases_command,
    export_command,
    sources_command,
    fetch_command,
    refresh,
    forget_command,
    identity,
):
    main.add_command(command)
