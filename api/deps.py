"""What routes may ask the application for."""

from typing import Annotated

from fastapi import Depends, Request

from api.analysing import Analyst
from api.listing import Lister
from api.searching import Searcher
from graph.rdf.workers import Workers


def _workers(request: Request) -> Workers:
    workers = request.app.state.workers
    assert isinstance(workers, Workers)
    return workers


WorkersDep = Annotated[Workers, Depends(_workers)]
"""The workers that answer questions about the live release: `await workers.ask(Question(sparql=…))`."""


def _analyst(request: Request) -> Analyst:
    analyst = request.app.state.analyst
    assert isinstance(analyst, Analyst)
    return analyst


AnalystDep = Annotated[Analyst, Depends(_analyst)]
"""The process that analyses the live release: `await analyst.analyse(folder, "density", Asked(), "json")`."""


def _matchmaker(request: Request) -> Analyst:
    matchmaker = request.app.state.matchmaker
    assert isinstance(matchmaker, Analyst)
    return matchmaker


MatchmakerDep = Annotated[Analyst, Depends(_matchmaker)]
"""The process that matches needs with the test beds of the live release: `await matchmaker.ask(folder, {…})`."""


def _searcher(request: Request) -> Searcher:
    searcher = request.app.state.searcher
    assert isinstance(searcher, Searcher)
    return searcher


SearcherDep = Annotated[Searcher, Depends(_searcher)]
"""The search index of the live release: `await searcher.find(folder, Search(text="aalto"))`."""


def _lister(request: Request) -> Lister:
    lister = request.app.state.lister
    assert isinstance(lister, Lister)
    return lister


ListerDep = Annotated[Lister, Depends(_lister)]
"""The lists of the live release: `await lister.page(folder, Listed(listing="actors"))`."""
