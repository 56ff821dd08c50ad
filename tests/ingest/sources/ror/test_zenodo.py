import pytest

from ingest.sources.ror.zenodo import newest_dump
from tests.ingest.sources.ror.records import FOLDER


def test_the_newest_dump_is_the_zip_of_the_first_release() -> None:
    assert newest_dump((FOLDER / "zenodo.json").read_bytes()) == (
        "https://zenodo.org/api/records/1/files/v2.9-2026-06-23-ror-data.zip/content"
    )


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"<html>", "is not JSON"),
        (b'{"hits": {"hits": []}}', "has no release"),
        (b'{"status": 404}', "has no release"),
        (b'{"hits": {"hits": [{"files": [{"key": "a.csv", "links": {"self": "https://a/a.csv"}}]}]}}', "no zip file"),
        (b'{"hits": {"hits": [{"files": [{"key": "a.zip"}]}]}}', "laid out in another way"),
    ],
    ids=["page of HTML", "no release", "error message", "no zip", "no address"],
)
def test_a_list_without_a_dump_says_why(page: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        newest_dump(page)
