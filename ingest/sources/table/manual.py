"""The tables of fields in the manual, made of the one list of kinds; a test holds `docs/tables.md` to them."""

from collections.abc import Iterator

from ingest.sources.table.kinds import KINDS


def field_table(name: str) -> str:
    """Return the fields of one kind as a table in Markdown, what cannot be left empty in bold."""
    rows = [f"| {field} | {text} |" for field, text in _rows(name)]
    return "\n".join(["| field | what stands in it |", "|---|---|", *rows])


def _rows(name: str) -> Iterator[tuple[str, str]]:
    kind = KINDS[name]
    beside = {field for actor, text in kind.fields.items() if text == "organisation" for field in _beside(name, actor)}
    for field, text in kind.fields.items():
        if field in beside:
            continue
        shown = f"**`{field}`**" if field in kind.required else f"`{field}`"
        more = ", ".join(f"`{one}`" for one in _beside(name, field)) if text == "organisation" else ""
        yield shown, f"{text}; beside it {more}" if more else text


def _beside(name: str, field: str) -> list[str]:
    return [one for one in KINDS[name].fields if one.startswith(f"{field}_")]
