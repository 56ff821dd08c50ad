"""Words for generated names: enough of them that names look like names, and that a filter on text finds a few."""

from random import Random

from graph.records import Names

MUNICIPALITIES = (
    ("091", "Helsinki", "Helsingfors"),
    ("049", "Espoo", "Esbo"),
    ("092", "Vantaa", "Vanda"),
    ("235", "Kauniainen", "Grankulla"),
    ("106", "Hyvinkää", "Hyvinge"),
    ("186", "Järvenpää", "Träskända"),
    ("245", "Kerava", "Kervo"),
    ("257", "Kirkkonummi", "Kyrkslätt"),
    ("444", "Lohja", "Lojo"),
    ("543", "Nurmijärvi", "Nurmijärvi"),
    ("638", "Porvoo", "Borgå"),
    ("753", "Sipoo", "Sibbo"),
    ("858", "Tuusula", "Tusby"),
    ("927", "Vihti", "Vichtis"),
)
"""Municipalities of Uusimaa: code of Statistics Finland, Finnish name, Swedish name."""

FIRST = ("Lumi", "Revontuli", "Saari", "Kallio", "Meri", "Koivu", "Halla", "Suvi", "Routa", "Aalto", "Tuuli", "Niemi")
SECOND = ("tekniikka", "data", "energia", "lääke", "logistiikka", "rakenne", "optiikka", "robotti", "ruoka", "malli")
FORMS = {
    "company": "Oy",
    "university": "yliopisto",
    "uas": "ammattikorkeakoulu",
    "research-institute": "tutkimuslaitos",
}

QUALITIES = (("Älykäs", "Smart"), ("Vähähiilinen", "Low-carbon"), ("Avoin", "Open"), ("Jaettu", "Shared"))
TOPICS = (
    ("jäteveden käsittely", "waste water treatment"),
    ("ruokahävikin seuranta", "food waste monitoring"),
    ("kaupunkilogistiikka", "city logistics"),
    ("kotihoidon teknologia", "home care technology"),
    ("kaukolämmön joustavuus", "district heating flexibility"),
    ("rakennusosien uudelleenkäyttö", "reuse of building parts"),
    ("oppimisympäristö", "learning environment"),
    ("liikenteen digitaalinen kaksonen", "digital twin of traffic"),
    ("hulevesien hallinta", "storm water management"),
    ("sairaalalogistiikka", "hospital logistics"),
    ("akkumateriaalien kierrätys", "recycling of battery materials"),
    ("kasvintuotanto sisätiloissa", "indoor plant production"),
)
ACTIONS = (("pilotti", "pilot"), ("kokeilu", "experiment"), ("ekosysteemi", "ecosystem"), ("alusta", "platform"))


def organisation_names(number: int, kind: str) -> Names:
    """Return the names of the organisation `number`, which no other number has."""
    stem = FIRST[number % len(FIRST)] + SECOND[number // len(FIRST) % len(SECOND)]
    serial = number // (len(FIRST) * len(SECOND))
    fi = " ".join(filter(None, [stem, str(serial) if serial else "", FORMS.get(kind, "")]))
    return Names(fi=fi, en=f"{fi} ({kind})" if kind != "company" else None)


def title(rng: Random) -> Names:
    """Return the name of a project, a trial or a test bed."""
    quality, topic, action = rng.choice(QUALITIES), rng.choice(TOPICS), rng.choice(ACTIONS)
    return Names(fi=f"{quality[0]} {topic[0]}: {action[0]}", en=f"{quality[1]} {topic[1]} {action[1]}")


def sentence(rng: Random) -> str:
    """Return an English sentence on what goes on."""
    return f"{rng.choice(QUALITIES)[1]} {rng.choice(TOPICS)[1]} is tried out together with an {rng.choice(ACTIONS)[1]}."
