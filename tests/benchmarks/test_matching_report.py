import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.matching import __main__ as command
from benchmarks.matching.asks import Answer, Ask, Case, Host, Method, Past, Ranker, Task
from benchmarks.matching.baselines import BAR
from benchmarks.matching.comparing import Comparison, comparison
from benchmarks.matching.history import first_commit
from benchmarks.matching.plugged import NoRanking, plugged
from benchmarks.matching.report import heading, told, verdicts

PAST = Past(uses=(), groups={})
BEDS = ("street", "harbour")


def case(number: int, grades: Mapping[str, int]) -> Case:
    ask = Ask(id=str(number), past=PAST, candidates=BEDS, text="lamps")
    return Case(ask=ask, unit=str(number), grades=grades, marks=frozenset({"odd"} if number % 2 else ()))


TASK = Task(
    name="made",
    part="c",
    title="made needs",
    hosts=tuple(Host(id=one, cities=frozenset({"espoo"}), operator=one) for one in BEDS),
    cases=(*(case(number, {"street": 3}) for number in range(12)), case(12, {})),
    notes=("Made by hand.",),
)


def always(name: str, first: str, *, ships: bool = False) -> Method:
    def prepare(_: Task) -> Ranker | None:
        return lambda _: Answer(points={one: float(one == first) for one in BEDS})

    return Method(name=name, prepare=prepare, ships=ships)


SILENT = Method(name="silent", prepare=lambda _: None)
RIGHT = always("ours", "street", ships=True)
OURS = RIGHT


def compared(bar: str, other: str) -> Comparison:
    return comparison(TASK, [OURS, always(BAR, bar), always("other", other), SILENT], BAR)


def test_a_ranking_that_beats_the_bar_is_said_to() -> None:
    [*_, said] = verdicts([compared("harbour", "harbour")])
    assert said.startswith("- made: ours +0.369 [+0.369, +0.369] p 0.000")
    assert said.endswith(f"to {BAR} by nDCG@10, n = 12: **beats it**; no baseline beats it.")


def test_a_ranking_that_does_not_beat_the_bar_is_said_not_to() -> None:
    [*_, said] = verdicts([compared("street", "street")])
    assert "**does not beat it**, the interval holds zero" in said
    assert "not told apart from other (+0.000)" in said


def test_a_baseline_that_is_better_is_named() -> None:
    worse = always("ours", "harbour", ships=True)
    [*_, said] = verdicts([comparison(TASK, [worse, always(BAR, "street"), always("other", "street")], BAR)])
    assert "**is worse**; **beaten by** other (-0.369)" in said


def test_without_a_ranking_the_report_says_so() -> None:
    found = comparison(TASK, [always(BAR, "street")], BAR)
    assert verdicts([found])[-1] == "- No ranking that ships was compared: baselines only."


def test_the_report_of_a_task_tells_means_slices_exposure_and_abstention() -> None:
    text = "\n".join(told(compared("harbour", "harbour")))
    assert "13 cases, 2 hosts. Made by hand." in text
    assert "Nothing to go by: silent." in text
    assert "12 companies or needs with something to find." in text
    assert "| nDCG@10 by slice " in text
    assert "odd (6)" in text
    assert "12 asks that something suits, 1 that nothing does" in text
    assert "espoo 1.00 / 1.00" in text
    assert "| ours above theme × place popularity |" in text


def test_the_heading_names_both_commits_or_says_that_it_cannot() -> None:
    assert "Judged needs: abc, 2026." in heading("abc, 2026", None, [])
    assert "First commit of graph/matching: none yet." in heading("abc", None, [])
    assert "Judged needs: no commit known (not a checkout)." in heading(None, None, [])


def test_outside_a_checkout_there_is_no_commit(tmp_path: Path) -> None:
    assert first_commit("needs.csv", root=tmp_path) is None


def test_a_ranking_is_found_by_its_name() -> None:
    assert plugged("benchmarks.matching.popularity:popularity").name == "popularity"


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("nowhere:RANKING", "No module named 'nowhere'"),
        ("benchmarks.matching.popularity:nothing", "has no attribute 'nothing'; write module:NAME"),
        ("benchmarks.matching.popularity", "write module:NAME"),
        ("benchmarks.matching.popularity:ANY", "'benchmarks.matching.popularity:ANY' is float, not a Method"),
    ],
    ids=["no module", "no name", "no colon", "no ranking"],
)
def test_what_is_no_ranking_is_refused(named: str, message: str) -> None:
    with pytest.raises(NoRanking) as caught:
        plugged(named)
    assert message in str(caught.value)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command see the made task and two methods only."""
    monkeypatch.setattr(command, "_tasks", lambda _: [TASK])
    monkeypatch.setattr(command, "baselines", lambda _: (always(BAR, "harbour"), always("other", "harbour")))


@pytest.mark.usefixtures("made")
def test_the_command_prints_the_report_and_writes_the_measures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--only", "c", "--ranker", f"{__name__}:OURS", "--json", str(tmp_path / "all.json")]) == 0
    assert "**beats it**" in capsys.readouterr().out
    written = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert written["bar"] == BAR
    assert written["tasks"][0]["lines"][0]["means"]["nDCG@10"] == {"mean": 1, "low": 1, "high": 1, "units": 12}


@pytest.mark.usefixtures("made")
def test_results_are_kept_under_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "RESULTS", tmp_path / "results")
    assert command.main(["--only", "c", "--keep", "--ranker", "--without", "other"]) == 0
    kept = [path.suffix for path in (tmp_path / "results").glob("matching-20??-??-??.*")]
    assert kept == [".md"]


def test_a_ranking_that_is_not_there_is_told_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--ranker", "nowhere:RANKING"]) == 2
    assert "No module named 'nowhere'" in capsys.readouterr().err
