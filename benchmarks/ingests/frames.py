"""The plain way: tables as frames of pandas, statements added one by one to a graph of rdflib, written as N-Quads.

`python -m benchmarks.ingests.frames FOLDER FILE`. Nothing is checked, counted or set aside. What is cheap for rdflib
is done: constants are made once, an organisation is told once, literals are not normalised.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd
from rdflib import XSD, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS

from benchmarks.building import peak_mb

VK, EURIO = Namespace("https://w3id.org/verkosto/def#"), Namespace("http://data.europa.eu/s66#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
ID = "https://w3id.org/verkosto/id/"
RECORD = ID + "record/cordis-"
SOURCE = URIRef("https://w3id.org/verkosto/graph/source/cordis")
EUR = URIRef("http://publications.europa.eu/resource/authority/currency/EUR")
ROLES = {
    "coordinator": "coordinator",
    "participant": "partner",
    "thirdParty": "third-party",
    "associatedPartner": "associated-partner",
}


def main(folder: Path, file: Path) -> None:
    """Read, add, write and print what was measured."""
    start = time.perf_counter()
    projects, parts = frames(folder)
    done = time.perf_counter()
    dataset = told(projects, parts)
    dataset.serialize(file, format="nquads", encoding="utf-8")
    end = time.perf_counter()
    records = len(projects) + len(parts) + parts["organisationID"].nunique()
    print(json.dumps({"records": records, "read": done - start, "written": end - done, "peak_mb": peak_mb()}))


def frames(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables of projects and of participants, all columns as text."""
    names = ("project.csv", "organization.csv")
    projects, parts = (pd.read_csv(folder / name, sep=";", dtype=str, keep_default_na=False) for name in names)
    return projects, parts


def told(projects: pd.DataFrame, parts: pd.DataFrame) -> Dataset:
    """Return a dataset of all that is compared."""
    dataset = Dataset(default_union=False)
    graph = dataset.graph(SOURCE)
    for row in projects.itertuples(index=False):
        _add_project(graph, row)
    for row in parts.drop_duplicates("organisationID").itertuples(index=False):
        _add_organisation(graph, row)
    for row in parts.itertuples(index=False):
        _add_participation(graph, row)
    return dataset


def _add_project(graph: Graph, row: Any) -> None:
    project = URIRef(f"{RECORD}project-{row.id}")
    graph.add((project, RDF.type, EURIO.Project))
    graph.add((project, SKOS.prefLabel, Literal(row.title)))
    _add_identifier(graph, project, "cordis", row.id)
    graph.add((project, VK.programme, Literal(row.frameworkProgramme)))
    graph.add((project, EURIO.startDate, Literal(row.startDate, datatype=XSD.date, normalize=False)))
    graph.add((project, EURIO.endDate, Literal(row.endDate, datatype=XSD.date, normalize=False)))
    amounts = (("total-cost", row.totalCost), ("eu-grant", row.ecMaxContribution))
    _add_money(graph, project, f"project-{row.id}", amounts)


def _add_organisation(graph: Graph, row: Any) -> None:
    organisation = URIRef(f"{RECORD}org-{row.organisationID}")
    graph.add((organisation, RDF.type, ORG.Organization))
    graph.add((organisation, RDF.type, VK.Actor))
    graph.add((organisation, SKOS.prefLabel, Literal(row.name)))
    _add_identifier(graph, organisation, "pic", row.organisationID)


def _add_participation(graph: Graph, row: Any) -> None:
    role = ROLES[row.role]
    key = f"participation-{row.projectID}-{row.organisationID}-{role}"
    part = URIRef(RECORD + key)
    graph.add((part, RDF.type, EURIO.OrganisationRole))
    graph.add((part, EURIO.isInvolvedIn, URIRef(f"{RECORD}project-{row.projectID}")))
    graph.add((part, EURIO.isRoleOf, URIRef(f"{RECORD}org-{row.organisationID}")))
    graph.add((part, ORG.role, URIRef(f"{ID}role/{role}")))
    amounts = (
        ("eu-contribution", row.ecContribution),
        ("eu-contribution-net", row.netEcContribution),
        ("partner-budget", row.totalCost),
    )
    _add_money(graph, part, key, amounts)


def _add_identifier(graph: Graph, thing: URIRef, scheme: str, number: str) -> None:
    identifier = URIRef(f"{ID}identifier/{scheme}-{number}")
    graph.add((thing, ADMS.identifier, identifier))
    graph.add((identifier, RDF.type, ADMS.Identifier))
    graph.add((identifier, SKOS.notation, Literal(number)))
    graph.add((identifier, DCTERMS.conformsTo, URIRef(f"{ID}identifier-scheme/{scheme}")))


def _add_money(graph: Graph, thing: URIRef, key: str, amounts: tuple[tuple[str, str], ...]) -> None:
    given = [(kind, amount.replace(",", ".")) for kind, amount in amounts if amount]
    for number, (kind, amount) in enumerate(given, start=1):
        money = URIRef(f"{ID}money/cordis-{key}-{number}")
        graph.add((thing, VK.money, money))
        graph.add((money, RDF.type, EURIO.MonetaryAmount))
        graph.add((money, EURIO.value, Literal(amount, datatype=XSD.decimal, normalize=False)))
        graph.add((money, EURIO.currency, EUR))
        graph.add((money, VK.moneyKind, URIRef(f"{ID}money-kind/{kind}")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
