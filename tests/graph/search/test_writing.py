import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from graph.search.documents import Document, Labels, Text
from graph.search.finding import Search, SearchAnswer, SearchIndex
from graph.search.schema import FILE
from graph.search.writing import write_search_index
from graph.text.language import LANGUAGES, Language
from graph.text.stems import Stemmer

STEMMERS: dict[Language, Stemmer] = {one: Stemmer(one, voikko=False) for one in LANGUAGES}
LABELS: dict[str, Labels] = {"place/fi-091": {"fi": "Helsinki", "sv": "Helsingfors"}}

WELL_KNOWN = Document(
    address="org/b",
    kind="actor",
    names=(Text("Robotti Oy"),),
    aliases=(Text("Automaatti Oy"), Text("RBT")),
    identifiers=("FI-7",),
    cities=("place/fi-091",),
    popularity=9,
)
LITTLE_KNOWN = Document(address="org/a", kind="actor", names=(Text("Robotti Oy"),), year=2020)
LAB = Document(
    address="testbed/lab",
    kind="testbed",
    names=(Text("Kaupunkilaboratorio", "fi"), Text("City lab", "en")),
    keywords=(Text("drones", "en"),),
    identifiers=("lab-1",),
    texts=(Text("<p>Palvelurobotteja kokeillaan laboratoriossa.</p>", "fi"), Text("Robots are tried here.", "en")),
)
DOCUMENTS = (LITTLE_KNOWN, LAB, WELL_KNOWN)


Indexed = Callable[[Sequence[Document]], SearchIndex]


@pytest.fixture
def index_of(tmp_path: Path) -> Iterator[Indexed]:
    """Give the function from documents to their index."""
    with ExitStack() as opened:

        def indexed(documents: Sequence[Document]) -> SearchIndex:
            path = tmp_path / f"{len(list(tmp_path.iterdir()))}.sqlite"
            write_search_index(path, documents, LABELS, stemmers=STEMMERS)
            return opened.enter_context(closing(SearchIndex(path, stemmers=STEMMERS)))

        yield indexed


@pytest.fixture
def index(index_of: Indexed) -> SearchIndex:
    return index_of(DOCUMENTS)


def found(answer: SearchAnswer) -> list[tuple[str, str]]:
    return [(hit.iri.rpartition("/id/")[2], hit.matched) for hit in answer.hits]


def test_of_two_that_fit_alike_the_better_known_is_first(index: SearchIndex) -> None:
    assert found(index.find(Search(text="Robotti Oy"))) == [("org/b", "name"), ("org/a", "name")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rbt", [("org/b", "alias")]),
        ("fi-7", [("org/b", "identifier")]),
        ("https://example.org/FI-7/", [("org/b", "identifier")]),
        ("drone", [("testbed/lab", "keyword")]),
        ("tried", [("testbed/lab", "text")]),
        ("kokeilla", [("testbed/lab", "text")]),
    ],
    ids=["acronym", "number", "address", "keyword", "English", "Finnish"],
)
def test_a_hit_says_where_the_words_are(index: SearchIndex, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(index.find(Search(text=text))) == expected


def test_a_part_of_a_compound_is_found_where_the_part_is_a_word_elsewhere(
    index: SearchIndex, index_of: Indexed
) -> None:
    assert ("testbed/lab", "text") not in found(index.find(Search(text="robotti")))
    service = Document(address="service/s", kind="service", names=(Text("Palvelu", "fi"),))
    assert ("testbed/lab", "text") in found(index_of([*DOCUMENTS, service]).find(Search(text="robotti")))


def test_markup_is_neither_found_nor_shown(index: SearchIndex) -> None:
    [hit] = index.find(Search(text="palvelurobotit", language="fi")).hits
    assert hit.snippet == "**Palvelurobotteja** kokeillaan laboratoriossa."


def test_the_passage_is_in_the_language_asked(index: SearchIndex) -> None:
    passages = [index.find(Search(text="City lab", language=one)).hits[0].snippet for one in ("fi", "en")]
    assert passages == ["Palvelurobotteja kokeillaan **laboratoriossa**.", "Robots are tried here."]


def test_where_only_a_text_in_another_language_has_the_words_that_is_shown(index: SearchIndex) -> None:
    assert index.find(Search(text="tried", language="fi")).hits[0].snippet == "Robots are **tried** here."


def test_a_city_has_the_name_of_the_language_asked(index: SearchIndex) -> None:
    assert [index.find(Search(text="rbt", language=one)).hits[0].city for one in ("fi", "sv", "en")] == [
        "Helsinki",
        "Helsingfors",
        "Helsinki",
    ]


def test_the_same_documents_make_the_same_answers_in_whatever_order_they_come(index_of: Indexed) -> None:
    one, other = index_of(DOCUMENTS), index_of(DOCUMENTS[::-1])
    assert one.find(Search(text="robotti lab")) == other.find(Search(text="robotti lab"))


def test_an_index_of_nothing_finds_nothing(index_of: Indexed) -> None:
    assert index_of([]).find(Search(text="robotti")).total == 0


def test_more_than_are_weighed_follow_by_how_well_they_are_known(index_of: Indexed) -> None:
    many = [
        Document(address=f"org/{n:04d}", kind="actor", names=(Text(f"Yritys {n}"),), texts=(Text("anturi", "fi"),))
        for n in range(1200)
    ]
    known = Document(
        address="org/x", kind="actor", names=(Text("Mittaus"),), texts=(Text("anturi", "fi"),), popularity=3
    )
    named = Document(address="org/y", kind="actor", names=(Text("Oy Anturi"),))
    answer = index_of([*many, known, named]).find(Search(text="anturi"))
    assert found(answer)[:3] == [("org/y", "name"), ("org/x", "text"), ("org/0000", "text")]
    assert [hit.score > 0 for hit in answer.hits[:3]] == [True, False, False]
    assert answer.total == 1202


def test_progress_is_told_to_its_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_search_index(
        tmp_path / FILE, DOCUMENTS, LABELS, told=lambda done, total: told.append((done, total)), stemmers=STEMMERS
    )
    assert told[-1] == (3, 3)


def test_the_index_says_what_made_its_base_forms(tmp_path: Path) -> None:
    write_search_index(tmp_path / FILE, DOCUMENTS, LABELS, stemmers=STEMMERS)
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        about = dict(database.execute("SELECT name, value FROM about"))
    assert about["documents"] == "3"
    assert about["stems-fi"].startswith("simplemma")


def test_threads_may_share_an_index(index: SearchIndex) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(index.find, [Search(text="robotti")] * 40))
    assert answers == [answers[0]] * 40
