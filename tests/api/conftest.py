"""One service over the release that is built from the data we ship, for all tests of the HTTP half."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings


@pytest.fixture(scope="session")
def client(data: Path) -> Iterator[TestClient]:
    """Give a client of the whole service; it follows no redirect, and takes answers as they are."""
    with TestClient(create_app(data, Settings()), follow_redirects=False) as client:
        client.headers["accept-encoding"] = "identity"
        yield client
