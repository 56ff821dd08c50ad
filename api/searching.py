"""The search index of the live release, opened once for all requests."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool

from graph.search.finding import Search, SearchAnswer, SearchIndex
from graph.search.schema import FILE


class Searcher:
    """The index of the release that was asked last. It belongs to the event loop; threads do the searching."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._index: SearchIndex | None = None

    async def find(self, release: Path, asked: Search) -> SearchAnswer:
        """Return what is found in the release in folder `release`.

        Raises
        ------
        BadSearch
            If it has no word to look for, or chooses what nothing has.
        NoRelease
            If the release has no index, being of an older version of the program.
        """
        return await run_in_threadpool(self._at(release).find, asked)

    async def ranked(self, release: Path, asked: Search) -> list[str]:
        """Return the addresses of all that is found in the release in folder `release`, the best first."""
        return await run_in_threadpool(self._at(release).ranked, asked)

    def close(self) -> None:
        """Close the index."""
        if self._index is not None:
            self._index.close()
            self._folder = self._index = None

    def _at(self, release: Path) -> SearchIndex:
        if self._index is None or release != self._folder:
            self.close()
            self._folder, self._index = release, SearchIndex(release / FILE)
        return self._index
