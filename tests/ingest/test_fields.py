import pytest

from ingest import fields, values
from ingest.row import BadField


@pytest.mark.parametrize("value", [None, "", "  "], ids=["null", "empty", "blank"])
def test_an_empty_field_is_not_known(value: str | None) -> None:
    assert fields.text({"a": value}, "a") is None


@pytest.mark.parametrize("value", [True, 1.5, [], {}], ids=["truth value", "number with a point", "list", "object"])
def test_what_is_no_text_is_not_read_as_one(value: object) -> None:
    with pytest.raises(BadField, match="is not a text"):
        fields.text({"a": value}, "a")


def test_a_value_that_cannot_be_read_says_why() -> None:
    with pytest.raises(BadField) as caught:
        fields.text_as({"day": "2026-02-30"}, "day", values.partial_date)
    assert (caught.value.field, caught.value.value) == ("day", "2026-02-30")


def test_what_is_absent_has_no_parts() -> None:
    assert fields.inner({}, "a") == {}
    assert fields.objects({"a": None}, "a") == []


def test_a_list_of_other_things_than_objects_is_refused() -> None:
    with pytest.raises(BadField, match="is not a list of objects"):
        fields.objects({"a": [1]}, "a")
