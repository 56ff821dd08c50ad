"""From figures of a release to charts of them, in the language of the reader: matrix, timeline, flows.

The figures are those of `graph.analysis`; here is only what they and their groups are called, and how numbers are
written.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from api.pages.words import number
from api.pictures import WORDS as PICTURES
from api.pictures import computed, filters
from graph.analysis.cities import CITIES
from graph.analysis.cube import null_of
from graph.analysis.figures import Figure
from graph.analysis.flows import OTHERS, project_flows
from graph.analysis.labels import OTHERS as FOLDED
from graph.analysis.mixing import Cell as MixingCell
from graph.analysis.mixing import Mixing, mixing
from graph.analysis.network import SEVERAL, UNKNOWN
from graph.analysis.windows import Window, windows
from graph.projection import Projection
from graph.rdf.excerpting import Excerpting, city_names, network_part
from graph.rdf.release import Release
from graph.text.language import Language
from ontology.vocabulary import vocabulary
from viz.flows import Flow, Flows, Stage, Stop, flows
from viz.matrix import Cell, Matrix, matrix
from viz.picture import Picture, shown
from viz.timeline import Panel, Point, Timeline, timeline

Measure = Literal["ties", "density", "lift"]
MEASURES: tuple[Measure, ...] = ("ties", "density", "lift")

FLOWING = ("focus-area", "method-group", "city")
SCHEMES = {"kind": "actor-kinds", "focus-area": "focus-areas", "method-group": "method-groups"}
MOST_GROUPS = 14
"""How many groups a matrix shows; those of the most ties, in the order in which they came."""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "fi": {
        UNKNOWN: "ei tiedossa",
        SEVERAL: "useita",
        FOLDED: "muut",
        OTHERS: "muu kunta",
        "kind": "Toimijalaji",
        "city": "Kunta",
        "focus-area": "Painopiste",
        "method-group": "Toimenpideryhmä",
        "matrix": "Yhteydet ryhmien välillä: {by}",
        "ties": "Luku kertoo, kuinka monella toimijaparilla on yhteinen hanke; n on parien määrä.",
        "density": "Luku kertoo, kuinka suurella osalla toimijapareista on yhteinen hanke; n on parien määrä.",
        "lift": "Luku kertoo, montako kertaa niin monta yhteyttä on kuin sattuma tekisi (curveball, kiinteät asteet, "
        "{n} otosta); n on yhteyksien määrä.",
        "cell": "{one} – {other}: {ties} yhteyttä, {pairs} paria, {value}",
        "shown_groups": "Näkyvissä {shown} ryhmää {all} ryhmästä: ne, joilla on eniten yhteyksiä.",
        "figure": "Luku",
        "basis": "n",
        "group": "Ryhmä",
        "other": "Toinen ryhmä",
        "timeline": "Yhteistyö vuosittain",
        "timeline_told": "Hanke on mukana jokaisena vuonna alusta loppuun. Katkoviiva tai avoin piste: vuoden "
        "hankkeita ei vielä tunneta kaikkia.",
        "band": "Harmaa alue: 95 % siitä, mitä sattuma tekisi (curveball, {n} otosta).",
        "actors": "Toimijoita hankkeissa",
        "tie_count": "Yhteyksiä",
        "mean_degree": "Kumppaneita toimijaa kohti",
        "density_panel": "Tiheys: osuus pareista, joilla on yhteinen hanke",
        "undated": "{n} hanketta ilman tunnettua alkuvuotta puuttuu.",
        "year": "Vuosi",
        "flows": "Hankkeet painopisteistä toimenpideryhmiin ja kuntiin",
        "flows_told": "{n} hanketta; jokainen on korkeudeltaan yhtä suuri. Hanke, jolla on useita luokkia, jakautuu "
        "niille tasan.",
        "from": "Mistä",
        "to": "Mihin",
        "projects": "Hankkeita",
    },
    "sv": {
        UNKNOWN: "okänt",
        SEVERAL: "flera",
        FOLDED: "övriga",
        OTHERS: "annan kommun",
        "kind": "Slag av aktör",
        "city": "Kommun",
        "focus-area": "Prioriterat område",
        "method-group": "Åtgärdsgrupp",
        "matrix": "Förbindelser mellan grupper: {by}",
        "ties": "Talet anger hur många par av aktörer som har ett gemensamt projekt; n är antalet par.",
        "density": "Talet anger hur stor del av paren av aktörer som har ett gemensamt projekt; n är antalet par.",
        "lift": "Talet anger hur många gånger fler förbindelser det finns än slumpen skulle ge "
        "(curveball, fasta grader, {n} urval); n är antalet förbindelser.",
        "cell": "{one} – {other}: {ties} förbindelser, {pairs} par, {value}",
        "shown_groups": "{shown} av {all} grupper visas: de som har flest förbindelser.",
        "figure": "Tal",
        "basis": "n",
        "group": "Grupp",
        "other": "Andra gruppen",
        "timeline": "Samarbetet år för år",
        "timeline_told": "Ett projekt räknas varje år från början till slut. Streckad eller öppen: årets projekt är "
        "ännu inte alla kända.",
        "band": "Grått fält: 95 % av vad slumpen skulle ge (curveball, {n} urval).",
        "actors": "Aktörer i projekt",
        "tie_count": "Förbindelser",
        "mean_degree": "Partner per aktör",
        "density_panel": "Täthet: andel av paren som har ett gemensamt projekt",
        "undated": "{n} projekt utan känt startår saknas.",
        "year": "År",
        "flows": "Projekt från prioriterade områden till åtgärdsgrupper och kommuner",
        "flows_told": "{n} projekt; alla är lika höga. Ett projekt med flera klasser delas jämnt mellan dem.",
        "from": "Från",
        "to": "Till",
        "projects": "Projekt",
    },
    "en": {
        UNKNOWN: "not known",
        SEVERAL: "several",
        FOLDED: "all others",
        OTHERS: "another municipality",
        "kind": "kind of actor",
        "city": "municipality",
        "focus-area": "Focus area",
        "method-group": "Method group",
        "matrix": "Ties between groups: {by}",
        "ties": "The figure is how many pairs of actors share a project; n is the number of pairs.",
        "density": "The figure is the share of the pairs of actors that share a project; n is the number of pairs.",
        "lift": "The figure is how many times as many ties there are as chance would make (curveball, fixed degrees, "
        "{n} samples); n is the number of ties.",
        "cell": "{one} – {other}: {ties} ties, {pairs} pairs, {value}",
        "shown_groups": "{shown} of {all} groups are shown: those with the most ties.",
        "figure": "Figure",
        "basis": "n",
        "group": "Group",
        "other": "Other group",
        "timeline": "Collaboration by year",
        "timeline_told": "A project counts in every year from its start to its end. Dashed, or an open dot: not all "
        "projects of the year are known yet.",
        "band": "Grey: 95 % of what chance would give (curveball, {n} samples).",
        "actors": "Actors in projects",
        "tie_count": "Ties",
        "mean_degree": "Partners an actor",
        "density_panel": "Density: share of pairs that share a project",
        "undated": "{n} projects without a known start year are left out.",
        "year": "Year",
        "flows": "Projects from focus areas to method groups and municipalities",
        "flows_told": "{n} projects, each of the same height. One with several classes is shared out evenly.",
        "from": "From",
        "to": "To",
        "projects": "Projects",
    },
}


def matrix_picture(release: Release, projection: Projection, asked: Excerpting, by: str, measure: Measure) -> Picture:
    """Return the heat map of the ties between groups of actors `by`: kind or city.

    Raises
    ------
    BadField, NoRelease
        As `graph.rdf.excerpting.network_file`.
    """
    network = network_part(release, projection.network, asked)
    null = null_of(network) if measure == "lift" else None
    found = mixing(network, by, null=null)
    words, names = WORDS[asked.language], _names(release, by, asked.language)
    groups = _busiest(found)
    places = {group: place for place, group in enumerate(groups)}
    told = words[measure].format(n=null.samples if null else 0)
    left = (
        "" if len(groups) == len(found.sizes) else words["shown_groups"].format(shown=len(groups), all=len(found.sizes))
    )
    return matrix(
        Matrix(
            title=words["matrix"].format(by=words[by].lower()),
            language=asked.language,
            groups=[names.get(one, one) for one in groups],
            cells=[
                _cell(one, places, names, measure, asked.language)
                for one in found.cells
                if one.group in places and one.other in places
            ],
            columns=(words["group"], words["other"], words["figure"], words["basis"]),
            told=told,
            note=_note(release, projection, asked, left),
        )
    )


def timeline_picture(
    release: Release, projection: Projection, asked: Excerpting, *, with_null: bool = False
) -> Picture:
    """Return actors, ties, partners an actor and density over the years; `with_null` beside what chance would give.

    Raises
    ------
    BadField, NoRelease
        As `graph.rdf.excerpting.network_file`.
    """
    network = network_part(release, projection.network, asked)
    null = null_of(network) if with_null else None
    found = windows(network, first=asked.first, last=asked.last, null=null, today_year=int(release.issued[:4]))
    words, language = WORDS[asked.language], asked.language
    told = words["timeline_told"] + (" " + words["band"].format(n=null.samples) if null else "")
    return timeline(
        Timeline(
            title=words["timeline"],
            language=language,
            panels=[
                Panel(
                    title=words["actors"], bars=True, points=[_count(one, one.actors, language) for one in found.rows]
                ),
                Panel(
                    title=words["tie_count"], bars=True, points=[_rate(one, one.ties, language) for one in found.rows]
                ),
                Panel(title=words["mean_degree"], points=[_rate(one, one.mean_degree, language) for one in found.rows]),
                Panel(title=words["density_panel"], points=[_rate(one, one.density, language) for one in found.rows]),
            ],
            year_label=words["year"],
            told=told,
            note=_note(release, projection, asked, words["undated"].format(n=found.undated_projects)),
        )
    )


def flows_picture(release: Release, projection: Projection, asked: Excerpting) -> Picture:
    """Return how projects flow from focus areas to method groups and to the cities of their actors.

    Raises
    ------
    BadField, NoRelease
        As `graph.rdf.excerpting.network_file`.
    """
    network = network_part(release, projection.network, asked)
    found = project_flows(network, FLOWING, groups=CITIES)
    words, language = WORDS[asked.language], asked.language
    stages = []
    for by, sizes in zip(found.by, found.sizes, strict=True):
        names = _names(release, by, language)
        order = sorted(sizes, key=lambda one: (one == UNKNOWN, one == OTHERS, one))
        stops = [
            Stop(
                id=one,
                label=names.get(one, one),
                value=sizes[one],
                shown=_written(sizes[one], language),
                known=one != UNKNOWN,
            )
            for one in order
        ]
        stages.append(Stage(label=words[by].capitalize(), stops=stops))
    return flows(
        Flows(
            title=words["flows"],
            language=language,
            stages=stages,
            flows=[
                Flow(
                    stage=one.stage,
                    one=one.one,
                    other=one.other,
                    value=one.projects,
                    shown=_written(one.projects, language),
                )
                for one in found.flows
            ],
            columns=(words["from"], words["to"], words["projects"]),
            told=words["flows_told"].format(n=found.projects),
            note=_note(release, projection, asked, ""),
        )
    )


def _busiest(found: Mixing) -> list[str]:
    """Return the groups that have the most ends of ties, in the order of the analysis; those without a tie are not."""
    ends: dict[str, float] = dict.fromkeys(found.sizes, 0.0)
    for one in found.cells:
        ends[one.group] += one.ties.value or 0
        ends[one.other] += one.ties.value or 0
    most = sorted((one for one in ends if ends[one]), key=lambda one: -ends[one])[:MOST_GROUPS]
    return [one for one in found.sizes if one in most]


def _cell(
    one: MixingCell, places: Mapping[str, int], names: Mapping[str, str], measure: Measure, language: Language
) -> Cell:
    figure = one.density if measure == "density" else one.ties
    value = (figure.null.ratio if figure.null else None) if measure == "lift" else figure.value
    # a pair of one and the same actor is none: there could be no tie
    value = value if one.pairs else None
    ties, pairs = _written(one.ties.value or 0, language), _written(one.pairs, language)
    write = {"ties": _written, "density": _share, "lift": _times}[measure]
    written = "–" if value is None else write(value, language)
    return Cell(
        row=places[one.group],
        column=places[one.other],
        value=value,
        shown=written,
        basis=f"n = {ties if measure == 'lift' else pairs}",
        told=WORDS[language]["cell"].format(
            one=shown(names.get(one.group, one.group)),
            other=shown(names.get(one.other, one.other)),
            ties=ties,
            pairs=pairs,
            value=written,
        ),
    )


def _count(window: Window, value: int, language: Language) -> Point:
    return Point(year=window.year, value=value, shown=_written(value, language), partial=window.partial)


def _rate(window: Window, figure: Figure | int, language: Language) -> Point:
    if isinstance(figure, int):
        return _count(window, figure, language)
    return Point(
        year=window.year,
        value=figure.value,
        shown="–" if figure.value is None else _written(figure.value, language),
        low=figure.null.low if figure.null else None,
        high=figure.null.high if figure.null else None,
        partial=window.partial,
    )


def _written(value: float, language: Language) -> str:
    return number(value, language, "#,##0" if value == round(value) else "0.0##" if value < 1 else "#,##0.0")


def _share(value: float, language: Language) -> str:
    return number(value, language, "0.0 %" if value < 0.1 else "0 %")


def _times(value: float, language: Language) -> str:
    return number(value, language, "0.00" if value else "0")


def _names(release: Release, by: str, language: Language) -> Mapping[str, str]:
    """Return what groups are called, by how the analyses name them."""
    words = WORDS[language]
    own = {one: words[one] for one in (UNKNOWN, SEVERAL, FOLDED, OTHERS)}
    if by not in SCHEMES:
        return {**city_names(release, language), **own}
    [scheme] = [one for one in vocabulary(language).schemes if one.name == SCHEMES[by]]
    return {**{one.notation: one.label.value for one in scheme.concepts}, **own}


def _note(release: Release, projection: Projection, asked: Excerpting, *more: str) -> str:
    parts: Sequence[str] = (
        filters(asked),
        *more,
        computed(projection.coverage, asked.language),
        PICTURES[asked.language]["release"].format(release=release.id),
    )
    return " ".join(one for one in parts if one)
