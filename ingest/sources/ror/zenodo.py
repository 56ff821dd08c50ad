"""Where the newest dump is: Zenodo lists the releases of the registry, each with its files."""

import json
from collections.abc import Iterator
from typing import Any

LISTING = "https://zenodo.org/api/records/?q=conceptrecid:6347574&sort=mostrecent"
"""Releases of the dump, the newest first."""


def newest_dump(page: bytes) -> str:
    """Return the address of the zip file of the first release that Zenodo lists.

    Raises
    ------
    ValueError
        If the page is no such list, or the release has no zip file.
    """
    try:
        [release, *_] = json.loads(page)["hits"]["hits"]
        addresses = list(_zips(release["files"]))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise ValueError("the list of releases is not JSON") from None
    except (LookupError, TypeError, AttributeError, ValueError):
        raise ValueError("the list of releases has no release, or is laid out in another way") from None
    if not addresses:
        raise ValueError("the newest release has no zip file")
    return addresses[0]


def _zips(files: list[dict[str, Any]]) -> Iterator[str]:
    for file in files:
        address = str(file["links"]["self"])
        if f"{file.get('key', '')}".endswith(".zip") or address.endswith(".zip"):
            yield address
