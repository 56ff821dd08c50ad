"""Run the service with uvicorn."""

from pathlib import Path

import uvicorn

from api.app import create_app
from api.settings import Settings


def run(data: Path, settings: Settings, *, host: str, port: int) -> None:
    """Serve the releases in folder `data` until somebody stops it."""
    uvicorn.run(
        create_app(data, settings),
        host=host,
        port=port,
        http="auto",
        loop="asyncio",
        ws="none",
        access_log=False,
        # A client that hangs up mid-answer must not keep a worker, nor the whole service from ending.
        timeout_graceful_shutdown=5,
    )
