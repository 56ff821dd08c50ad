from dataclasses import replace
from pathlib import Path

from benchmarks.searching import Searched, made_documents, made_questions, measured, search_words, vocabulary

SEARCHED = Searched(
    documents=10,
    written=2.0,
    megabytes=1.5,
    peak_mb=100.0,
    questions=4,
    hits=2,
    p50=1.0,
    p95=19.9,
    longest=30.0,
    worked_p95=9.0,
)


def test_documents_and_questions_are_always_the_same() -> None:
    assert list(made_documents(20)) == list(made_documents(20))
    assert list(made_questions(20, 5)) == list(made_questions(20, 5))
    assert len(list(made_questions(20, 5))) == 5


def test_words_are_met_as_often_as_words_are() -> None:
    frequent = set(vocabulary()[:100].tolist())
    drawn = [word for one in made_documents(100) for word in one.texts[0].value.split()]
    assert 0.1 < sum(word in frequent for word in drawn) / len(drawn) < 0.3


def test_the_words_say_whether_the_bar_is_met() -> None:
    assert "19.9 ms (within the 20 ms of the bar)" in "\n".join(search_words(SEARCHED))
    assert "25.0 ms (above the 20 ms of the bar)" in "\n".join(search_words(replace(SEARCHED, p95=25.0)))


def test_a_small_index_is_measured(tmp_path: Path) -> None:
    found = measured(tmp_path, 50, questions=10)
    assert (found.documents, found.questions) == (50, 10)
    assert 0 < found.p50 <= found.p95 <= found.longest
