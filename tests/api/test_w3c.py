"""Conformance: our own cases in the form of the W3C's suites, and the W3C's whole suite where it is at hand.

The whole suite runs against the engine's own server, too: we must pass whatever that passes.
"""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from benchmarks.w3c import manifest, servers
from benchmarks.w3c.asking import Server, Verdict
from benchmarks.w3c.manifest import Case
from benchmarks.w3c.report import differences, failed_by_both, lines, table

OWN = Path(__file__).parents[1] / "fixtures/sparql"
SITE = "http://example.org/suite/"
WHOLE = Path(__file__).parents[3] / "shared/w3c"
DOCUMENT = Path(__file__).parents[2] / "docs/conformance.md"
CASES = manifest.cases(OWN, SITE)

Verdicts = tuple[list[Verdict], list[Verdict]]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with servers.ours(manifest.graphs(OWN, SITE)) as found:
        yield found


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)
def test_our_own_cases_pass(server: Server, case: Case) -> None:
    found = server.verdict(case)
    assert (found.outcome, found.why) == ("passed", "")


def test_every_file_of_our_own_cases_is_used() -> None:
    used = {path for one in CASES for path in (one.query, one.result)}
    data = {one.manifest.file(name) for one in CASES for name in (*one.default, *one.named)}
    assert {one for one in OWN.iterdir() if one.name != "manifest.ttl"} == used - {None} | data


@pytest.fixture(scope="module")
def whole() -> Verdicts:
    if not WHOLE.is_dir():
        pytest.skip("the W3C's test suite is not at hand")
    return servers.both(WHOLE)


@pytest.mark.shared
@pytest.mark.slow
def test_we_pass_every_test_that_the_engine_passes_but_those_explained(whole: Verdicts) -> None:
    ours, engine = whole
    assert len(ours) > 1000
    worse = [one for one in differences(ours, engine) if not one.is_ours]
    assert [(one.name, one.why) for one in worse if one.explanation is None] == []


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("kind", [manifest.PROTOCOL, manifest.DESCRIPTION, manifest.STORE])
def test_we_pass_every_test_of_the_protocols_that_reads(whole: Verdicts, kind: str) -> None:
    some = [one for one in whole[0] if one.test.kind == kind]
    assert some
    assert [(one.test.name, one.why) for one in some if not one.is_passed] == []


@pytest.mark.shared
@pytest.mark.slow
def test_the_document_tells_the_counts_of_today(whole: Verdicts) -> None:
    text = DOCUMENT.read_text("utf-8")
    told = f"pyoxigraph {version('pyoxigraph')}, `oxigraph serve-read-only` {version('oxigraph')}"
    if told not in text:
        pytest.skip(f"the document tells of other versions than {told}")
    assert "\n".join(table(lines(*whole))) in text
    for name in failed_by_both(*whole):
        assert f"`{name.partition('/')[2]}`" in text
    for one in differences(*whole):
        assert f"`{one.name.partition('/')[2]}`" in text
