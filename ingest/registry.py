"""Every source we can read: the plug-in system is this tuple."""

from graph.errors import UnknownSource
from ingest.source import Ingester
from ingest.sources import edih, euroscivoc, municipalities, nace, nuts, servicemap, yso
from ingest.sources.agreement.ingester import INGESTER as AGREEMENT
from ingest.sources.cordis.ingester import INGESTER as CORDIS
from ingest.sources.eura.ingester import INGESTER as EURA
from ingest.sources.facts.ingester import INGESTER as FACTS
from ingest.sources.kohesio.ingester import INGESTER as KOHESIO
from ingest.sources.prh.ingester import INGESTER as PRH
from ingest.sources.ror.ingester import INGESTER as ROR
from ingest.sources.table.ingester import INGESTER as TABLE
from ingest.sources.wikidata.ingester import INGESTER as WIKIDATA

INGESTERS: tuple[Ingester, ...] = (
    AGREEMENT,
    FACTS,
    CORDIS,
    EURA,
    KOHESIO,
    ROR,
    PRH,
    WIKIDATA,
    edih.INGESTER,
    servicemap.INGESTER,
    municipalities.INGESTER,
    nuts.INGESTER,
    euroscivoc.INGESTER,
    nace.INGESTER,
    yso.INGESTER,
    TABLE,
)


def ingester(name: str) -> Ingester:
    """Return the ingester of the source called `name`.

    Raises
    ------
    UnknownSource
        If there is none.
    """
    for one in INGESTERS:
        if one.source.name == name:
            return one
    raise UnknownSource(f"no source {name!r}; there are {', '.join(one.source.name for one in INGESTERS)}")
