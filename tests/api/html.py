"""A page as a test reads it: its tags, their attributes and its text."""

from html.parser import HTMLParser

FETCHING = {"img", "script", "iframe", "object", "embed", "source", "video", "audio", "base", "link"}
"""Tags by which a page fetches something or could."""


class Page(HTMLParser):
    """The tags and texts of an HTML page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """All text, blanks made one."""
        return " ".join(" ".join(self.words).split())

    @property
    def hrefs(self) -> list[str]:
        """Where the links in the text lead."""
        return [str(attrs["href"]) for tag, attrs in self.tags if tag == "a"]

    @property
    def resources(self) -> list[str]:
        """What a browser would fetch to show the page."""
        fetched = [attrs for tag, attrs in self.tags if tag in FETCHING and attrs.get("rel") != "alternate"]
        return [str(value) for attrs in fetched for name, value in attrs.items() if name in ("src", "href", "data")]

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every `tag`."""
        return [attrs for name, attrs in self.tags if name == tag]
