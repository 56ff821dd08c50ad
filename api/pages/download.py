"""The same content in another format, as a page links to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One format: what people call it, its media type and its path."""

    name: str
    media_type: str
    path: str
