"""Fetching a source: all that it declares, and either all of it is put on the shelf or nothing is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import ijson

from graph.errors import FetchFailed, SourceChanged, SourceError
from graph.locks import lock
from ingest.fetch import forms
from ingest.fetch.pages import fetch_pages
from ingest.fetch.shelf import FetchedFile, FileSet, Shelf
from ingest.fetch.transfer import Order, forget, transfer
from ingest.fetch.web import Manners, Trouble, Web, World
from ingest.nesting import Shallow
from ingest.source import Download, Pages, Select, Source

Progress = Callable[[str, str, int, int | None], None]
"""Is told the source, the file, how many bytes of it are there, and of how many, None where nobody says."""

SPARQL_JSON = "application/sparql-results+json"
LARGEST_LISTING = 64 * 2**20
"""How many bytes a page may have that says where a file is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What is on the shelf of a source after a fetch: `files` in `folder`, and whether they are the ones before.

    `notes` tells in words what was odd and did no harm.
    """

    source: str
    folder: Path
    files: tuple[FetchedFile, ...]
    unchanged: bool
    notes: tuple[str, ...] = ()


def fetch(
    source: Source,
    shelf: Path,
    *,
    progress: Progress | None = None,
    world: World | None = None,
    manners: Manners | None = None,
) -> Fetched:
    """Put the current files of `source` in the folder `shelf/{source.name}`, all at once; return what they are.

    Whatever goes wrong, the last good files stay; what came of the new ones is gone on with by the next fetch.

    Raises
    ------
    FetchFailed
        If a file cannot be had, or what came is not that file.
    SourceError
        If the source declares nothing to fetch, the shelf cannot be written to, or another fetch is under way.
    """
    if not source.downloads:
        raise SourceError(
            f"{source.name} is not fetched from anywhere; give its file: verkosto build --source {source.name}=FILE"
        )
    place, world = Shelf(shelf, source.name), world or World()
    with lock(place.own, "fetch", refused=SourceError):
        try:
            place.prepare()
            with Web(source.name, pause=source.pause, world=world, manners=manners or Manners()) as web:
                errand = _Errand(web=web, shelf=place, standing=place.standing(), progress=progress or _silent)
                files = tuple(one for wanted in source.downloads for one in errand.fetched(wanted))
            return _settled(errand, files)
        except OSError as error:
            raise SourceError(f"{source.name}: cannot keep its files in {shelf} ({error.strerror or error})") from error


def on_shelf(name: str, shelf: Path) -> FileSet | None:
    """Return the last good files of source `name`; None where none were fetched, or they are damaged."""
    return Shelf(shelf, name).standing()


def was_fetched(name: str, shelf: Path) -> bool:
    """Say whether files of source `name` were ever fetched, damaged or not: then they are to be kept fresh."""
    return Shelf(shelf, name).link.is_symlink()


def _settled(errand: "_Errand", files: tuple[FetchedFile, ...]) -> Fetched:
    _refuse_namesakes(errand.web.source, files)
    standing = errand.standing
    unchanged = standing is not None and _bytes_of(standing.files) == _bytes_of(files)
    if standing is not None and unchanged:
        now = errand.shelf.confirm(standing, files)
    else:
        now = errand.shelf.publish(files, errand.web.world.clock())
    notes = (*(f"{one.name} {one.note}" for one in files if one.note), *errand.notes)
    return Fetched(source=errand.web.source, folder=now.folder, files=now.files, unchanged=unchanged, notes=notes)


def _bytes_of(files: tuple[FetchedFile, ...]) -> dict[str, str]:
    return {one.name: one.sha256 for one in files}


def _refuse_namesakes(source: str, files: tuple[FetchedFile, ...]) -> None:
    names = [one.name for one in files]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise SourceError(f"{source}: two downloads are called {twice[0]}; rename one in its declaration")


def _silent(_source: str, _file: str, _done: int, _total: int | None) -> None:
    pass


@dataclass(kw_only=True)
class _Errand:
    """One fetch of one source under way."""

    web: Web
    shelf: Shelf
    standing: FileSet | None
    progress: Progress
    notes: list[str] = field(default_factory=list)

    def fetched(self, wanted: Download | Pages | Select) -> Iterator[FetchedFile]:
        """Yield the files of one declared download, once each is whole."""
        match wanted:
            case Download():
                yield self._download(wanted)
            case Pages():
                for run in fetch_pages(wanted, self.shelf, self._bring):
                    self.notes.extend(run.notes)
                    yield from run.files
            case Select():
                yield self._bring(_select(wanted))

    def _download(self, wanted: Download) -> FetchedFile:
        url = wanted.url if wanted.listing is None else self._listed(wanted.url, wanted.listing)
        file = self._bring(Order(name=wanted.name, url=url, sound=partial(forms.check, form=wanted.form)))
        return replace(file, note=forms.misnomer(file.content_type, wanted.form))

    def _listed(self, url: str, listing: Callable[[bytes], str]) -> str:
        """Return the address of a file from the page that tells it."""
        order = Order(name="listing", url=url, sound=lambda _path: None, resumable=False, limit=LARGEST_LISTING)
        path = self.shelf.part(order.name)
        forget(path)
        page = transfer(self.web, order, path, None, partial(self.progress, self.web.source, order.name))
        try:
            found = urljoin(page.final_url, listing(path.read_bytes()))
        except ValueError as error:
            raise FetchFailed(self.web.source, url, f"does not tell where the file is: {error}") from error
        if page.final_url.startswith("https:") and not found.startswith("https:"):
            raise FetchFailed(self.web.source, url, f"tells of {found}, which is not https")
        return found

    def _bring(self, order: Order) -> FetchedFile:
        """Return the file of `order`: what an interrupted fetch left, the one before, or a new one."""
        at = self.web.world.clock()
        told = partial(self.progress, self.web.source, order.name)
        kept = None if order.form is not None else self.shelf.kept(order.name, order.url, at)
        if kept is not None:
            told(kept.size, kept.size)
            return kept
        before = self._before(order)
        file = transfer(self.web, order, self.shelf.part(order.name), before, told)
        if before is not None and self.standing is not None and file.status == 304:
            self.shelf.take_over(file, self.standing.folder)
            told(file.size, file.size)
        else:
            self.shelf.keep(file)
        return file

    def _before(self, order: Order) -> FetchedFile | None:
        if self.standing is None or order.form is not None:
            return None
        return next((one for one in self.standing.files if (one.name, one.url) == (order.name, order.url)), None)


def _select(wanted: Select) -> Order:
    return Order(
        name=wanted.name,
        url=wanted.url,
        sound=_is_sparql_json,
        accept=SPARQL_JSON,
        form={"query": wanted.query},
        resumable=False,
    )


def _is_sparql_json(path: Path) -> None:
    """Raise the trouble with what should be the answer to a SELECT; read to its end, for servers break off within."""
    forms.check(path, "json")
    lists = set()
    try:
        with path.open("rb") as file:
            for prefix, event, _ in ijson.parse(Shallow("the answer", path.name, file)):
                if event == "start_array":
                    lists.add(prefix)
    except ijson.JSONError as error:
        raise Trouble(f"answered with JSON that is broken ({str(error).partition(chr(10))[0]})") from error
    except SourceChanged as error:
        raise Trouble(f"answered with JSON that is {error.what}", final=True) from error
    if not {"head.vars", "results.bindings"} <= lists:
        raise Trouble("answered with JSON that is no SPARQL result", final=True)
