"""How organisations of the registry belong together: parents, and who took whose place.

`{"type": "successor", "id": …}` in a record names its successor. Pairs are told on both sides, mostly; children, the
other side of parents, and organisations that are merely related are not read. A relative may be missing from the file,
where that is an extract: then a note names it, as one does where there are several parents, for a record can have one.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from graph.records import Origin, Succession
from ingest import fields, values
from ingest.fields import Object
from ingest.omissions import Omissions

READ = {"parent": "Part of", "successor": "Succeeded by", "predecessor": "Successor of"}
"""Types of relationships that are read, and how a note begins that names one."""

IGNORED = frozenset({"child", "related"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Another organisation: how it is related, its key, and what the registry calls it."""

    type: str
    key: str
    label: str

    def __str__(self) -> str:
        """Return its name and address."""
        return f"{self.label} (https://ror.org/{self.key})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relatives:
    """The relatives of one organisation that are told of it, and as `notes` those that are not."""

    parent: str | None
    successors: tuple[str, ...]
    predecessors: tuple[str, ...]
    notes: tuple[str, ...]


def relatives(record: Object, origin: Origin, known: Container[str], omissions: Omissions) -> Relatives:
    """Return the relatives of a record; `known` are the keys of the organisations that the files describe."""
    found = list(dict.fromkeys(_listed(record, origin, omissions)))
    parents = [one for one in found if one.type == "parent"]
    told = [one for one in found if one.key in known and (one.type != "parent" or len(parents) == 1)]
    return Relatives(
        parent=next((one.key for one in told if one.type == "parent"), None),
        successors=tuple(one.key for one in told if one.type == "successor"),
        predecessors=tuple(one.key for one in told if one.type == "predecessor"),
        notes=tuple(f"{READ[one.type]} {one}." for one in found if one not in told),
    )


def successions(key: str, origin: Origin, kin: Relatives) -> Iterator[Succession]:
    """Yield in whose place the organisation `key` came, and who came in its place."""
    pairs = [(key, successor) for successor in kin.successors]
    pairs += [(predecessor, key) for predecessor in kin.predecessors]
    for predecessor, successor in dict.fromkeys(pairs):
        name = f"{predecessor}-{successor}"
        yield Succession(key=name, origin=origin, predecessor=predecessor, successor=successor)


def _listed(record: Object, origin: Origin, omissions: Omissions) -> Iterator[Relative]:
    for one in fields.objects(record, "relationships"):
        kind = fields.required(one, "type")
        if kind in READ:
            key = omissions.value(origin, f"relationships ({kind})", fields.required(one, "id"), values.ror_id)
            if key is not None:
                yield Relative(type=kind, key=key, label=fields.required(one, "label"))
