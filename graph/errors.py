"""What can go wrong, one class for each thing a caller may want to handle.

VerkostoError
├── SourceError          the trouble lies in a source
│   ├── SourceChanged      its layout is not the one the ingester was written for
│   ├── SourceTooSmall     it yielded far fewer records than it is known to hold
│   ├── SourceBroken       too many of its rows are in quarantine
│   ├── FetchFailed        its files could not be fetched
│   └── UnknownSource      no ingester has that name
├── ProfileError         the profile of a region cannot be used
├── IdentityError        a decision about who is who contradicts another, or an identifier
├── ReleaseError         the trouble lies in a build or in the releases of a data folder
│   ├── NoRelease          nothing has been built there
│   └── GateClosed         the new graph breaks a shape and was not published
├── NetworkError         a network lacks what is asked of it, or cannot be read
├── FileError            a file that the user names cannot be read or written
├── CannotListen         the service cannot have its address
├── CannotDraw           a picture cannot be kept as it was asked for
└── QueryError           the trouble lies in a question to the graph
    ├── UnknownThing       the graph says nothing of what is asked about
    ├── UnknownQuery       no named query has that name
    ├── BadParameter       a parameter is missing, unknown or of the wrong form
    │   └── BadField           a part of a question cannot be used
    │       ├── BadNeed          a need cannot be matched as it stands
    │       └── BadSearch        a search has no word, or chooses what nothing has
    ├── Outdated           it goes on from an answer of a release that is no longer served
    ├── BadSyntax          the text is not SPARQL
    ├── Refused            the question is larger, deeper or bolder than the service allows
    │   └── TooLarge         its text is longer than the service reads
    ├── OutOfTime          the deadline came first
    ├── OutOfMemory        it needed more memory than one question may have
    └── Overloaded         too many questions are being answered already
"""


class VerkostoError(Exception):
    """Base of every error this project raises on purpose."""


class SourceError(VerkostoError):
    """A source could not be used as it stands."""


class SourceChanged(SourceError):
    """A source lacks a column or a table, or has another layout."""

    def __init__(self, source: str, where: str, what: str) -> None:
        super().__init__(f"{source}, {where}: {what}")
        self.source, self.where, self.what = source, where, what


class SourceTooSmall(SourceError):
    """A source yielded far fewer records than it is known to hold."""


class SourceBroken(SourceError):
    """So many rows of a source are in quarantine that the rest cannot be trusted."""


class FetchFailed(SourceError):
    """A file of a source could not be fetched, or what came is not that file."""

    def __init__(self, source: str, url: str, what: str, *, attempts: int = 1) -> None:
        tried = f" (after {attempts} attempts)" if attempts > 1 else ""
        super().__init__(
            f"{source}: {url} {what}{tried}; a hand-downloaded file does as well: verkosto build --source {source}=FILE"
        )
        self.source, self.url, self.what, self.attempts = source, url, what, attempts


class UnknownSource(SourceError):
    """No ingester has this name."""


class ProfileError(VerkostoError):
    """The profile of a region cannot be read, or says something it may not."""


class IdentityError(VerkostoError):
    """A decision about who is who contradicts another decision or an identifier."""


class ReleaseError(VerkostoError):
    """A release could not be built, found or opened."""


class NoRelease(ReleaseError):
    """A data folder holds no release."""


class GateClosed(ReleaseError):
    """The new graph breaks a shape, so that it was not published."""


class NetworkError(VerkostoError):
    """A network lacks what is asked of it (an actor, a grouping), or a list of edges cannot be read."""


class FileError(VerkostoError):
    """A file that the user names cannot be read or written."""


class CannotListen(VerkostoError):
    """The service cannot have the address it was told to listen on."""


class QueryError(VerkostoError):
    """A question to the graph has no answer, for a reason the asker can mend."""


class UnknownThing(QueryError):
    """The graph says nothing of this thing."""

    def __init__(self, iri: str) -> None:
        super().__init__(f"the graph says nothing of {iri}; see what there is with the named queries at /queries")
        self.iri = iri


class UnknownQuery(QueryError):
    """No named query has this name."""


class BadParameter(QueryError):
    """A parameter of a named query is missing, unknown or of the wrong form."""


class BadField(BadParameter):
    """A question cannot be answered as it stands; `field` is the part of it that is to be mended."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"{field}: {what}")
        self.field, self.what = field, what


class BadNeed(BadField):
    """A need cannot be matched as it stands."""


class BadSearch(BadField):
    """A search has no word, too many, or chooses what nothing has."""


class Outdated(QueryError):
    """A question goes on from an answer of a release that is no longer served."""


class BadSyntax(QueryError):
    """A text is not a SPARQL query; `line` and `column` count from 1 and are None where not known."""

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class Refused(QueryError):
    """A question is larger, deeper or bolder than the service allows."""


class TooLarge(Refused):
    """The text of a question is longer than the service reads."""


class OutOfTime(QueryError):
    """A question was not answered before its deadline."""


class OutOfMemory(QueryError):
    """A question needed more memory than one question may have, or broke its worker."""


class Overloaded(QueryError):
    """Too many questions are being answered already."""


class CannotDraw(VerkostoError):
    """A picture cannot be kept as it was asked for."""
