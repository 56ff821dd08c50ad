"""What routes may ask the application for."""

from typing import Annotated

from fastapi import Depends, Request

from graph.rdf.workers import Workers


def _workers(request: Request) -> Workers:
    workers = request.app.state.workers
    assert isinstance(workers, Workers)
    return workers


WorkersDep = Annotated[Workers, Depends(_workers)]
"""The workers that answer questions about the live release: `await workers.ask(Question(sparql=…))`."""
