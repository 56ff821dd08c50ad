"""What a browser shows where something went wrong."""

from api.addresses import PREFIX, language_of
from api.pages.render import Frame, render


def problem_page(path: str, status: int, title: str) -> bytes:
    """Return the page that tells, in the language of `path`, what is wrong there; `title` is in English."""
    language = language_of(path)
    frame = Frame(language=language, path=path.removeprefix(PREFIX[language]))
    return render("problem", frame, status=status, title=title)
