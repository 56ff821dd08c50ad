"""Named queries: what the `.rq` files in `graph/queries` say about themselves.

A file is valid SPARQL; the lines that begin with `#+` are its header:

    #+ summary: one line
    #+ description: what a row is, and what the numbers mean
    #+ params:
    #+   city: (required) what to give, with an example
    #+ columns:
    #+   testbed: the test bed
    #+ needs:
    #+   vk:offersService: no source states which service a test bed offers

`needs` names properties and classes without which the answer is not whole; where the graph has none, the answer says
the sentence beside it. A query with parameters holds one line `VALUES (?a ?b) { (UNDEF UNDEF) }`; a value takes the
place of its `UNDEF` as a term that the engine itself wrote (see `docs/decisions/0003-parameters-in-a-data-block.md`).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from graph.errors import BadParameter, UnknownQuery
from ontology import terms

Term = NamedNode | Literal

SHORT_IRI = re.compile(r"[a-z-]+/[^\s<>\"{}|\\^`]+")
"""A thing's address without its beginning: `place/fi-091`."""

PARAMETERS = re.compile(r"VALUES \(((?:\?\w+ ?)+)\) \{ \((?:UNDEF ?)+\) \}")
"""The data block that takes the parameters of a query."""

THING = re.compile(r"e\.g\. [a-z-]+/")
"""How the description of a parameter shows that it takes a thing: by the short address of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A named question to the graph."""

    name: str
    summary: str
    description: str
    params: Mapping[str, str]
    columns: Mapping[str, str]
    needs: Mapping[str, str]
    sparql: str

    @property
    def bare(self) -> str:
        """Its text without the header."""
        return without_header(self.sparql)

    @property
    def required(self) -> tuple[str, ...]:
        """The parameters without which it cannot be asked."""
        return tuple(name for name, text in self.params.items() if text.startswith("(required)"))

    def gaps_sparql(self, given: Mapping[str, str]) -> str:
        """Return the question what stands in the way of an answer, one gap a row.

        `?n` is the place in `needs` of a property or class that the graph lacks; `?param` the name of a parameter in
        `given` whose thing the graph does not know.
        """
        needs = " ".join(f"({place} <{expand(one)}>)" for place, one in enumerate(self.needs))
        things = {name: term(value) for name, value in given.items() if name in self.params and value}
        asked = " ".join(f'("{name}" {one})' for name, one in things.items() if isinstance(one, NamedNode))
        return (
            f"SELECT ?n ?param {{ {{ VALUES (?n ?term) {{ {needs} }} "
            "FILTER NOT EXISTS { ?s ?term ?o } FILTER NOT EXISTS { ?s a ?term } } UNION { "
            f"VALUES (?param ?thing) {{ {asked} }} "
            "FILTER NOT EXISTS { ?thing ?p ?o } FILTER NOT EXISTS { ?s ?p ?thing } FILTER NOT EXISTS { ?s ?thing ?o } "
            "} } ORDER BY ?n ?param"
        )


@cache
def named_queries() -> Mapping[str, Query]:
    """Return the named queries, by name."""
    found = [one for one in (files("graph") / "queries").iterdir() if one.name.endswith(".rq")]
    return {
        query.name: query
        for query in (read_query(one.name[:-3], one.read_text("utf-8")) for one in sorted(found, key=lambda f: f.name))
    }


def named_query(name: str) -> Query:
    """Return the query `name`.

    Raises
    ------
    UnknownQuery
        If there is none, with the names that there are.
    """
    known = named_queries()
    if name not in known:
        raise UnknownQuery(f"no named query {name!r}; there are {', '.join(known)}")
    return known[name]


def read_query(name: str, text: str) -> Query:
    """Return the query that the file `name` with content `text` holds."""
    header = dict(_header(text))
    sections = {key: dict(_entries(lines)) for key, lines in header.items()}
    return Query(
        name=name,
        summary=" ".join(header["summary"]),
        description=" ".join(header["description"]),
        params=sections.get("params", {}),
        columns=sections["columns"],
        needs=sections.get("needs", {}),
        sparql=text,
    )


def bound(query: Query, given: Mapping[str, str]) -> str:
    """Return the text of `query` with its parameters bound to `given`.

    An address, or its short form `place/fi-091`, is an IRI; anything else is a string, in double quotes where it
    looks like an address or has a language (`"Helsinki"@fi`).

    Raises
    ------
    BadParameter
        If one is unknown to the query, or a required one is missing.
    """
    for name in given:
        if name not in query.params:
            raise BadParameter(f"{query.name} has no parameter {name!r}; it has {', '.join(query.params) or 'none'}")
    for name in query.required:
        if not given.get(name):
            raise BadParameter(f"{query.name} needs {name}: {query.params[name].removeprefix('(required) ')}")
    for name, value in given.items():
        if value and THING.search(query.params[name]) and not isinstance(term(value), NamedNode):
            raise BadParameter(
                f"{query.name}: {name} is {value!r}, which is no address of a thing; {query.params[name]}"
            )
    return PARAMETERS.sub(lambda block: _filled(block, given), query.sparql)


def without_header(sparql: str) -> str:
    """Return a text without the lines of its header."""
    return "\n".join(line for line in sparql.split("\n") if not line.startswith("#+"))


def published(query: Query, sparql: str) -> str:
    """Return `sparql`, the text of `query` or that text with its parameters bound, for other programs.

    The lines of its header after `#+` are YAML, as the tools that know such headers want it: ours are for people, and
    a colon in a sentence is none there.
    """
    lines = [f"#+ summary: {_quoted(query.summary)}", f"#+ description: {_quoted(query.description)}"]
    for name, entries in (("params", query.params), ("columns", query.columns), ("needs", query.needs)):
        if entries:
            lines += [f"#+ {name}:", *(f"#+   {_quoted(key)}: {_quoted(text)}" for key, text in entries.items())]
    return "\n".join([*lines, without_header(sparql)])


def term(value: str) -> Term:
    """Return the RDF term that a person means by `value`.

    >>> term("place/fi-091").value, term("4.1").value, term('"Espoo"@fi').language
    ('https://w3id.org/verkosto/id/place/fi-091', '4.1', 'fi')
    """
    quoted = re.fullmatch(r'"(.*)"(?:@([A-Za-z-]+)|\^\^<?([^<>\s]+?)>?)?', value, re.DOTALL)
    try:
        if quoted:
            text, language, datatype = quoted.groups()
            if language:
                return Literal(text, language=language)
            return Literal(text, datatype=NamedNode(expand(datatype))) if datatype else Literal(text)
        if re.match(r"https?://", value):
            return NamedNode(value)
        return NamedNode(terms.ID + value) if SHORT_IRI.fullmatch(value) else Literal(value)
    except ValueError as error:
        raise BadParameter(f"{value!r} is not a term: {error}") from error


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _filled(block: re.Match[str], given: Mapping[str, str]) -> str:
    names = [variable[1:] for variable in block[1].split()]
    values = (str(term(given[name])) if given.get(name) else "UNDEF" for name in names)
    return f"VALUES ({block[1]}) {{ ({' '.join(values)}) }}"


def expand(name: str) -> str:
    """Return the IRI of a prefixed name such as `vk:TestBed`; an IRI stays as it is.

    >>> expand("vk:TestBed")
    'https://w3id.org/verkosto/def#TestBed'
    """
    prefix, colon, local = name.partition(":")
    return terms.PREFIXES[prefix] + local if colon and prefix in terms.PREFIXES else name


def _header(text: str) -> Iterator[tuple[str, list[str]]]:
    section: str | None = None
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#+"):
            continue
        content = line[2:]
        top = re.match(r" (\w+):\s*(.*)", content)
        if top:
            if section:
                yield section, lines
            section, lines = top[1], [top[2]] if top[2] else []
        else:
            lines.append(content.strip())
    if section:
        yield section, lines


def _entries(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, text = line.partition(": ")
        yield name, text
