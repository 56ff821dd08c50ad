"""Words that organisations are called by and persons are not, in the languages of the participants we meet.

Legal forms stand in `graph.identity.names`. Words are without accents, in small letters. A short word counts only as a
whole, for "bio" is in Fabio and "net" in Janet; a longer one also at the head of a word, and those that Finnish,
Swedish and German build compounds with anywhere in it. What is a common surname or given name too (Park, Sun, Per,
Ville, Cooper) is left out: the name of a firm that is set aside does less harm than that of a person which is not.
"""

import unicodedata
from functools import lru_cache

from graph.identity.names import FORMS

WHOLE = frozenset(
    # what joins the words of a name, though not what surnames have (de, la, van, von, di, y)
    "and of for the by with und fur et pour ja och para "
    # firms and what they do
    "act agro air amt app arts auto bank bio camera care cars chamber chambre club data deep digi eco euro expo "
    "farm farms films fit food foods fund game games gas group gruppo grupo hub info ict inc it junta labs lab "
    "legal med media micro mobile nano net oil one open plus port ports press pro rail robot schule smart soft "
    "solar space sport state studio studios team tech tel trade travel trust water web werk work works world "
    # bodies and places
    "arc asbl cite city ente eu europa europe france icm ihk ngo staat stadt uk usa finland suomi sverige sweden norge "
    "norway danmark denmark deutschland germany italia italy espana spain portugal polska poland belgium belgique "
    "nederland netherlands greece hellas austria osterreich schweiz suisse brussels "
    # legal forms that are no words of names elsewhere, and what others are cut into at their points and blanks
    "amke bt clg coop cv dih eeig kft oo scarl scoop soc sp sro suarl zoo".split()
)
"""Words that count as a whole."""

HEADS = tuple(
    "academ accademi advis aero agenc agenti agenz agric airport akadem allian analyt archiv associ asoci ateneu "
    "automat autorid azienda biblio biolog biomed biotech bureau business capital center central centre centro "
    "centrum chemic clinic cluster colegio colleg comision comit commis commun compagn compan comput comune "
    "concept connect conseil consej consor consult control coopera corpor council creativ cultur cyber departa "
    "departm design develop digital diput direct dynamic ecole econom editor educat electr elektr empresa energ "
    "engineer enterpris entrepr environ escuela europe expert facult federa festiv filmin financ finans fintech "
    "firma fondat fondaz forestr formaz forschung forum foundat fraunhofer fundac fundat future general gestion "
    "global govern health helicopt holding hospit hotel hydro ideas image imaging impresa incubat industr inform "
    "infrastr ingenier ingenieur innov inspect insti instrum integr intelli interact internat invest istitut "
    "kamari kansal kommun konsult koninklij kunnan labora labour learn library limited logist machin mairie "
    "manage manufac marine maritim market maschin material medical medizin metal microb ministe ministr mobil "
    "motor munici museo museum nation natur network nuclear observ office oficin operat optic organi ospedal "
    "partner patent pharm photon physic planet plasma platform policl politec polytech produc progr project "
    "provinc public quantu radio recherch region rehab renew republ research resour restau ricerc robotic sanit "
    "school scien scuola secretar secur semicon sensor servic servizi sihtasut sistem skol social sociedad societ "
    "software solut special spolka standard startup statist stiftel strateg suppl sustain syndic synth system "
    "techn tecn tekn telecom telekom telema theat therap tourism training transpo turism union univ utilit valley "
    "venture vereni verlag video virtual vision visual wissen workshop zdruzen zentr zorg zwiazek".split()
)
"""How words begin."""

WITHIN = tuple(
    "akadeemi akatemi anstalt bolag bureau center egyesulet energi fabrik forbund forening gesellschaft group "
    "gymnasi hallitus handels hochschul hogskol institu instytut kammer kaupun keskus kirkko klinik kommun "
    "konsortio korkeakoul koulu laborator laitos landkreis liitto maatschap ministeri museo myndighet opisto "
    "osakeyhti osuusk palvelu puisto rahasto saatio sairaal seurakunt software stadtwerke stichting stiftung "
    "system technik teknik tekniikka teknolog tutkimus universi uniwersyt verband verein verkosto verket "
    "vereniging virasto werke yhdisty yhtio yhtym yliopist zentrum".split()
)
"""Parts of compounds."""


@lru_cache(maxsize=1 << 14)
def is_of_organisations(word: str) -> bool:
    """Say whether a word is a legal form, or one that organisations are called by.

    >>> is_of_organisations("S.r.l."), is_of_organisations("Säätiön"), is_of_organisations("BIO")
    (True, True, True)
    >>> is_of_organisations("Fabio"), is_of_organisations("Åsa"), is_of_organisations("ESIMERKKI")
    (False, False, False)
    """
    plain = word.replace(".", "").casefold()
    letters = "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))
    if plain in FORMS or letters in WHOLE:
        return True
    return letters.startswith(HEADS) or any(one in letters for one in WITHIN)
