"""How the index lies in its file: SQLite, with the full-text index FTS5.

Of each text the index holds the words as written, in small letters, and apart from them the base forms that differ from
the word, and the parts of compounds. Documents are numbered by popularity, so that a scan meets the best known first.
"""

from collections.abc import Mapping

from graph.search.documents import FACETS, Facet

FILE = "search.sqlite"
"""What the file is called within a release."""

TABLES = """
CREATE TABLE document (id INTEGER PRIMARY KEY, address TEXT NOT NULL, kind TEXT NOT NULL, shown BLOB NOT NULL);
CREATE TABLE number (number TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (number, document)) WITHOUT ROWID;
CREATE TABLE named (name TEXT NOT NULL, written INTEGER NOT NULL, document INTEGER NOT NULL,
    PRIMARY KEY (name, written, document)) WITHOUT ROWID;
CREATE TABLE word (id INTEGER PRIMARY KEY, word TEXT NOT NULL, backwards TEXT NOT NULL, documents INTEGER NOT NULL);
CREATE TABLE form (word TEXT NOT NULL, language TEXT NOT NULL, stem TEXT NOT NULL, PRIMARY KEY (word, language))
    WITHOUT ROWID;
CREATE TABLE facet (facet TEXT PRIMARY KEY, choices BLOB NOT NULL, starts BLOB NOT NULL, codes BLOB NOT NULL);
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE VIRTUAL TABLE found USING fts5 (name, name_stem, alias, alias_stem, keyword, keyword_stem, text, text_stem, part,
    facet, content = '', tokenize = 'unicode61 remove_diacritics 0', prefix = 4);
CREATE VIRTUAL TABLE called USING fts5 (name, name_stem, alias, alias_stem, facet, content = '',
    tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE middle USING fts5 (word, content = '', tokenize = 'trigram', detail = 'none');
"""

INDEXES = """
CREATE UNIQUE INDEX word_by_word ON word (word);
CREATE INDEX word_by_backwards ON word (backwards);
CREATE INDEX form_by_stem ON form (stem, word);
INSERT INTO middle (rowid, word) SELECT id, word FROM word;
INSERT INTO found (found) VALUES ('optimize');
INSERT INTO called (called) VALUES ('optimize');
"""

FIELDS = ("name", "alias", "keyword", "text")
"""Where a word can be met, the fields that weigh more first."""

WEIGHTS: Mapping[str, float] = {
    "name": 10.0,
    "name_stem": 8.0,
    "alias": 7.0,
    "alias_stem": 5.0,
    "keyword": 3.0,
    "keyword_stem": 2.5,
    "text": 1.0,
    "text_stem": 0.8,
    "part": 0.8,
    "facet": 0.0,
}
"""How much a word counts by its column: in names more than in texts, as written more than by its base form.

A first setting, not fitted to anything.
"""

NAME_WEIGHTS = {column: WEIGHTS[column] for column in ("name", "name_stem", "alias", "alias_stem", "facet")}
"""The weights of the columns of `called`, which has the names alone: many texts have a word, of names but few."""

NAME_COLUMNS = "{name name_stem alias alias_stem}"


def facet_word(facet: Facet, code: int) -> str:
    """Return the word by which the index finds the documents with a value of a facet.

    >>> facet_word("city", 12)
    'zzfacet1value12'
    """
    return f"zzfacet{FACETS.index(facet)}value{code}"


def ranking(table: str, weights: Mapping[str, float]) -> str:
    """Return the SQL that finds rows of a table and how well they fit, the lower the better, the best first."""
    rank = f"bm25({table}, {', '.join(map(str, weights.values()))})"
    return f"SELECT rowid, {rank} FROM {table} WHERE {table} MATCH ? AND rowid <= ? ORDER BY 2, 1 LIMIT ?"  # noqa: S608 - names of ours
