from benchmarks.matching.asks import Answer, Ask, Case, Method, Past, Task
from benchmarks.matching.needs import Language
from benchmarks.matching.overlap import Overlap, first, overlaps
from benchmarks.matching.scoring import Asked

PAST = Past(uses=(), groups={})


def case(unit: str, language: Language) -> Case:
    ask = Ask(id=f"{unit}-{language}", past=PAST, candidates=("a", "b", "c"), language=language)
    return Case(ask=ask, unit=unit, grades={})


CASES = (case("lamps", "fi"), case("lamps", "en"), case("lamps", "sv"), case("poles", "fi"), case("poles", "en"))
TASK = Task(name="made", part="c", title="made", hosts=(), cases=CASES)
METHOD = Method(name="made", prepare=lambda _: None)


def test_the_overlap_is_that_of_a_hand_count() -> None:
    shown = (
        {"a": 2.0, "b": 1.0},
        {"a": 1.0, "b": 2.0},
        {"c": 1.0, "d": 9.0},
        {"a": 1.0, "b": 1.0},
        {"b": 1.0, "c": 1.0},
    )
    found = Asked(method=METHOD, task=TASK, answers=tuple(Answer(points=one) for one in shown))
    assert overlaps(found, k=2) == (
        Overlap(languages=("en", "fi"), needs=2, share=0.75, k=2),
        Overlap(languages=("en", "sv"), needs=1, share=0, k=2),
        Overlap(languages=("fi", "sv"), needs=1, share=0, k=2),
    )


def test_of_those_that_tie_the_first_in_the_alphabet_is_taken() -> None:
    assert first({"b": 1.0, "a": 1.0, "c": 2.0}, 2) == {"c", "a"}
