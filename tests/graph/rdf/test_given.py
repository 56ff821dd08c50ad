"""RDF files as a store: which graph each goes into, and what is told of one that cannot be read."""

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

import graph.rdf.given
from graph.errors import FileError
from graph.rdf.given import RdfFile, serving

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
E = "http://example.org/"
SAME = {
    "a.ttl": "@prefix : <http://example.org/> . :s :p :o .",
    "a.nt": "<http://example.org/s> <http://example.org/p> <http://example.org/o> .",
    "a.nq": "<http://example.org/s> <http://example.org/p> <http://example.org/o> .",
    "a.trig": "@prefix : <http://example.org/> . { :s :p :o }",
    "a.rdf": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://example.org/">'
    '<r:Description r:about="http://example.org/s"><p r:resource="http://example.org/o"/></r:Description></r:RDF>',
    "a.jsonld": '{"@id": "http://example.org/s", "http://example.org/p": {"@id": "http://example.org/o"}}',
}


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def quads(*files: RdfFile) -> set[Quad]:
    with serving(files, at=NOW) as served:
        return set(Store.read_only(str(served.store)))


def spo(graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(NamedNode(f"{E}s"), NamedNode(f"{E}p"), NamedNode(f"{E}o"), graph)


@pytest.mark.parametrize("name", SAME)
def test_a_file_goes_into_the_default_graph_whatever_it_is_written_in(name: str, tmp_path: Path) -> None:
    assert quads(RdfFile(path=written(tmp_path, name, SAME[name]))) == {spo(DefaultGraph())}


@pytest.mark.parametrize("name", SAME)
def test_a_file_given_with_a_graph_goes_into_that(name: str, tmp_path: Path) -> None:
    assert quads(RdfFile(path=written(tmp_path, name, SAME[name]), graph=f"{E}g")) == {spo(NamedNode(f"{E}g"))}


def test_a_dataset_keeps_its_named_graphs(tmp_path: Path) -> None:
    text = "@prefix : <http://example.org/> . :s :p :o . GRAPH :own { :s :p :o }"
    found = quads(RdfFile(path=written(tmp_path, "a.trig", text), graph=f"{E}g"))
    assert found == {spo(NamedNode(f"{E}g")), spo(NamedNode(f"{E}own"))}


def test_blank_nodes_of_two_files_are_not_the_same(tmp_path: Path) -> None:
    files = [RdfFile(path=written(tmp_path, name, f"_:x <{E}p> 1 .")) for name in ("a.ttl", "b.ttl")]
    assert len(quads(*files)) == 2


def test_relative_names_are_read_against_the_name_of_the_graph(tmp_path: Path) -> None:
    path = written(tmp_path, "a.ttl", "<s> <p> <o> .")
    assert quads(RdfFile(path=path, graph=f"{E}g")) == {spo(NamedNode(f"{E}g"))}
    with pytest.raises(FileError, match=r"line 1: .*; give its graph, as in --rdf IRI=FILE"):
        quads(RdfFile(path=path))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.ttl", "@prefix : <http://example.org/> .\n:s :p ;;", r"a\.ttl, line 2: "),
        ("a.nt", "<http://example.org/s> <http://example.org/p> 1 .", r"a\.nt, line 1: "),
        ("a.rdf", "<html>", r"a\.rdf"),
        ("a.jsonld", "{", r"a\.jsonld, line 1: "),
        ("a.csv", "s,p,o", r"a\.csv: RDF files end in \.ttl, \.nt, "),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(name: str, text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=told) as caught:
        quads(RdfFile(path=written(tmp_path, name, text)))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_and_a_graph_without_a_scheme_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.ttl cannot be read: No such file"):
        quads(RdfFile(path=tmp_path / "none.ttl"))
    with pytest.raises(FileError, match="is not the name of a graph"):
        quads(RdfFile(path=written(tmp_path, "a.ttl", ""), graph="http://exa mple.org/"))


def test_what_is_served_is_named_by_what_the_files_say(tmp_path: Path) -> None:
    path = written(tmp_path, "a.ttl", SAME["a.ttl"])
    with serving([RdfFile(path=path)], at=NOW) as first, serving([RdfFile(path=path)], at=NOW) as again:
        assert first.id == again.id
        assert first.triples == 1
    path.write_text(f"{SAME['a.ttl']} :s :p 1 .", "utf-8")
    with serving([RdfFile(path=path)], at=NOW) as changed:
        assert changed.id != first.id
    assert not changed.store.exists()


KILLED = """
import os, signal
from datetime import UTC, datetime
from pathlib import Path
from graph.rdf.given import RdfFile, serving
with serving([RdfFile(path=Path("a.ttl"))], at=datetime.now(UTC)) as served:
    print(served.store, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_service_left_behind_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    files = [RdfFile(path=written(tmp_path, "a.ttl", SAME["a.ttl"]))]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(graph.rdf.given.__file__).parents[2])}
    with serving(files, at=NOW) as alive:
        killed = subprocess.run([sys.executable, "-c", KILLED], cwd=tmp_path, env=environment, stdout=subprocess.PIPE)
        left = Path(killed.stdout.decode().strip())
        assert left.is_dir()
        with serving(files, at=NOW) as other:
            assert not left.parent.exists()
            assert alive.store.is_dir()
            assert other.store.is_dir()
    assert [one.name for one in tmp_path.iterdir()] == ["a.ttl"]
