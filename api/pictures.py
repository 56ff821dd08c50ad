"""From what a release holds to what is drawn of it, in the language of the reader.

What is counted comes from `graph`, how it looks from `viz`; here is only what things are called.
"""

from collections.abc import Mapping, Sequence

from graph.layout_file import FILE, Places, read_places
from graph.network_files import NetworkFile
from graph.places import ego_places, excerpt_places
from graph.projection import Coverage, Projection
from graph.rdf.excerpting import Excerpting, network_file
from graph.rdf.release import Release
from graph.text.language import Language
from viz.network import Edge, Network, Node, ego, network
from viz.picture import Picture

WORDS: Mapping[Language, Mapping[str, str]] = {
    "fi": {
        "network": "Kuka tekee hankkeita kenen kanssa",
        "ego": "{name} ja kumppanit",
        "computed": "Laskettu {actors} toimijasta (tunnettuja {known_actors}) ja {projects} hankkeesta (tunnettuja "
        "{known_projects}; {lead_only_projects} hankkeesta tiedetään vain vetäjä). Lähteet: {sources}.",
        "left": "Kuvassa ovat ne {shown} toimijaa {all} toimijasta, joilla on eniten kumppaneita.",
        "left_ego": "Kuvassa ovat ne {shown} toimijaa {all} toimijasta, joilla on eniten yhteisiä hankkeita.",
        "release": "Julkaisu {release}.",
        "only": "Rajattu: {filters}.",
        "focus-area": "painopiste",
        "theme": "teema",
        "method-group": "toimenpideryhmä",
        "programme": "ohjelma",
        "instrument": "rahoitusväline",
        "kind": "laji",
        "city": "kunta",
        "country": "maa",
        "first": "vuodesta",
        "last": "vuoteen",
        "least_shared": "yhteisiä hankkeita vähintään",
    },
    "sv": {
        "network": "Vem gör projekt med vem",
        "ego": "{name} och dess partner",
        "computed": "Beräknat ur {actors} aktörer (kända {known_actors}) och {projects} projekt (kända "
        "{known_projects}; av {lead_only_projects} projekt känns endast den som leder). Källor: {sources}.",
        "left": "Bilden visar de {shown} av {all} aktörer som har flest partner.",
        "left_ego": "Bilden visar de {shown} av {all} aktörer som har flest gemensamma projekt.",
        "release": "Utgåva {release}.",
        "only": "Avgränsat: {filters}.",
        "focus-area": "prioriterat område",
        "theme": "tema",
        "method-group": "åtgärdsgrupp",
        "programme": "program",
        "instrument": "finansieringsform",
        "kind": "slag",
        "city": "kommun",
        "country": "land",
        "first": "från år",
        "last": "till år",
        "least_shared": "gemensamma projekt minst",
    },
    "en": {
        "network": "Who does projects with whom",
        "ego": "{name} and its partners",
        "computed": "Computed from {actors} of {known_actors} actors and {projects} of {known_projects} projects (of "
        "{lead_only_projects} only the lead is known). Sources: {sources}.",
        "left": "The picture has the {shown} of {all} actors with the most partners.",
        "left_ego": "The picture has the {shown} of {all} actors that share the most projects.",
        "release": "Release {release}.",
        "only": "Only: {filters}.",
        "focus-area": "focus area",
        "theme": "theme",
        "method-group": "method group",
        "programme": "programme",
        "instrument": "instrument",
        "kind": "kind",
        "city": "municipality",
        "country": "country",
        "first": "from",
        "last": "to",
        "least_shared": "shared projects at least",
    },
}

LEAST = ("least_shared", 1)
"""How many shared projects make a tie where nobody asks for more."""


def network_picture(release: Release, projection: Projection, asked: Excerpting) -> Picture:
    """Return the picture of the part of the network that is asked for; around one actor, if one is named.

    Raises
    ------
    UnknownThing, BadField, NoRelease
        As `graph.rdf.excerpting.network_file`.
    """
    file = network_file(release, projection, asked)
    words = WORDS[asked.language]
    excerpt = file.excerpt
    notes = [
        ""
        if excerpt.is_whole
        else words["left_ego" if asked.actor else "left"].format(shown=len(excerpt.actors), all=excerpt.all_actors),
        computed(projection.coverage, asked.language),
        words["release"].format(release=release.id),
    ]
    note = " ".join(one for one in (filters(asked), *notes) if one)
    if asked.actor is None:
        places = excerpt_places(file, read_places(release.path / FILE))
        return network(_network(file, places, words["network"], note, asked.language))
    name = file.actors[excerpt.actors[0].actor].label
    return ego(_network(file, ego_places(file), words["ego"].format(name=name), note, asked.language))


def filters(asked: Excerpting) -> str:
    """Return what was asked to be shown only, as a sentence; nothing where all is."""
    numbers = {"first": asked.first, "last": asked.last, "least_shared": asked.least_shared}
    numbers = {name: value for name, value in numbers.items() if value is not None and (name, value) != LEAST}
    return only(
        {**asked.projects, **asked.actors, **{name: [str(value)] for name, value in numbers.items()}}, asked.language
    )


def only(chosen: Mapping[str, Sequence[str]], language: Language) -> str:
    """Return what was chosen, by the names of filters, as a sentence; nothing where nothing was."""
    words = WORDS[language]
    told = [f"{words[name]} {', '.join(values)}" for name, values in chosen.items() if values]
    return words["only"].format(filters="; ".join(told)) if told else ""


def computed(coverage: Coverage, language: Language) -> str:
    """Return from how much of the graph a figure is made, as a sentence."""
    return WORDS[language]["computed"].format(
        actors=coverage.actors,
        known_actors=coverage.known_actors,
        projects=coverage.projects,
        known_projects=coverage.known_projects,
        lead_only_projects=coverage.lead_only_projects,
        sources=", ".join(coverage.sources) or "–",
    )


def _network(file: NetworkFile, places: Places, title: str, note: str, language: Language) -> Network:
    told = file.actors
    return Network(
        title=title,
        language=language,
        note=note,
        nodes=[
            Node(
                id=one.actor,
                label=told[one.actor].label,
                kind=told[one.actor].kind,
                kind_label=told[one.actor].kind_label,
                city=told[one.actor].city_label,
                partners=one.partners,
                projects=one.projects,
                x=places[told[one.actor].address][0],
                y=places[told[one.actor].address][1],
            )
            for one in file.excerpt.actors
        ],
        edges=[Edge(one=tie.one, other=tie.other, projects=tie.projects) for tie in file.excerpt.ties],
    )
