"""Word lists that tell, without a tagger, where a noun phrase ends and whether it is a plural; all lower-case."""

import re

# Words no noun phrase holds.
STOPS = frozenset(
    """
    a about above according across after again against ago ahead alone along already also although altogether
    always am amid among an and annually any anyway apart apiece april are around as at august away back be
    became because become been before began behind being below between both but by can cannot compared could
    december despite did do does down due during each earlier either else especially even ever every except far
    february few for friday from further gave get gets given gives goes going got had has have having he her
    here hers higher him his how however i if in including inside instead into is it its itself january july
    june just last lately later least less like lower made make makes making many march may me meanwhile might
    mine monday more moreover most much must my near neither next no nor not november now october of off often
    on once one only onto or other our out outside over overall own past per percent perhaps plus put rather
    said same saturday saw say saying says see seen september several shall she should since so some soon still
    such sunday take taken takes taking than that the their them themselves then there therefore these they this
    those though through throughout thursday thus till to today together told tomorrow tonight too took toward
    towards tuesday under unless until up upon us very via was we wednesday well went were what when where
    whether which while who whom whose why will with within without would yesterday yet you your
    """.split()
)

# Verbs that stand beside nouns in reports of the news.
_LISTED = frozenset(
    """
    accept add adds affects agree agreed allows announced appear appeared applies approved arrested arrive
    arrived asked attend attended backed beats becomes begin begins begun believe believed bought bring called
    came cast caused changed claimed climbed closed come comes confirmed continue continued costs crossed cut
    declined demanded died dropped earned end ended enter entered exceeded excludes exist expect expected expire
    expired expires face faced faces fell finished fled flee follow followed gain gained gathered gives go goes
    gone grew grow happened held helped hike hit hold imposes include included includes increase increased
    involved involves join joined jumped keep keeps kept killed lasted lasts launched leads leave led left live
    lived lose lost lower marched meet met moved need needed occurred offered opened opposed ordered paid pass
    passed pay pays planned pledged posted produced protested push raise raised raises ran ranked rated reach
    reached receive received reduce reflects refused registered rejected remain remained remains reported
    represents requested requires rescued responded returned rise rose run sank seek seeking seeks serve served
    showed shows shrank signed slid slipped sold sought spend spent staged stand stands stayed stood stopped
    suffered supported surged tested totaled totalled traded traveled travelled turn turned use used visited
    voted want wanted wants watched win won worked wrote
    """.split()
)

# More of them: regular verbs, whose third person and past are made below. None has a plural noun in its third person.
_REGULAR = """
    accuse achieve add adopt affect allow announce appear apply argue arrive assert attend avoid await beat become
    believe belong block bring build carry carve choose comply concede confirm consider consist contain continue
    create decide declare defeat defend deliver deny depend deprive describe deserve destroy develop disagree
    discover earn employ enable encourage enjoy ensure enter exceed exclude exist expand expect expire explain
    explore express extend fail fulfil gather generate happen hear help identify ignore imply impose improve include
    incur indicate inform insist intend introduce invite involve join keep learn let maintain matter mean meet merge
    obtain occur oppose outnumber overcome persist prefer prevent proceed prohibit protect prove provide pursue
    qualify raise reach realise receive recognise recommend recover reflect refuse reject relate rely remain remove
    replace represent require resemble resign respond restore resume retain reveal say secure seek seem sell send
    settle soar spend stay strengthen submit succeed suffer suggest surpass survive tell tend threaten understand
    underline urge violate want warn weaken widen withdraw worsen write yield
    """.split()
_IRREGULAR_PAST = """
    beaten built caught chose drew drove fought forgot froze gave heard laid lay led lent meant met put rode said
    sat saw sent shook shot spoke stole struck stuck taught thought threw told took understood withdrew woke wore
    """.split()


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeou" else f"{verb}s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if verb.endswith("y") and verb[-2] not in "aeou" else f"{verb}ed"


VERBS = _LISTED | {form for verb in _REGULAR for form in (_third(verb), _past(verb))} | frozenset(_IRREGULAR_PAST)
# Forms in -s that are nouns as often: verbs only where their object follows.
DOUBLE = frozenset(
    """
    aims asks backs boosts calls claims costs covers cuts drops ends faces falls fuels gains hits hopes leaves
    limits lives looks marks moves names needs opens orders places plans plays points reports rises runs shows signs
    starts stops supports targets tests turns uses visits votes wins works
    """.split()
)
# Participles that stand before a noun as adjectives do: "injured men", "registered voters".
ADJECTIVES = frozenset(
    """
    abandoned accused added affected agreed alleged approved armed arrested confirmed convicted damaged detained
    displaced documented educated elected employed enrolled estimated expected expired failed fixed fired finished
    freed gathered hired imposed infected injured invited involved killed limited listed lost married masked missed
    needed organised organized paid pending planned pledged posted printed proposed protected qualified ranked rated
    recorded reduced registered rejected related released reported requested rescued retired sealed seized shared
    skilled sold stolen stranded suspected tested trained unarmed unsold used vaccinated wanted wounded
    """.split()
)
# Words for a change that are nouns behind an amount with an article: "a 3% rise", "the 116 percent increase".
CHANGES = frozenset(
    "change climb cut decline decrease drop fall gain hike increase jump raise rise surge slump".split()
)

# Words in -s that are no plural, or stand before another noun: "12 sales representatives".
NO_PLURAL = re.compile(r"(?:ss|us|is|['’]s|news|sales|arms|sports|goods|operations|affairs|savings|gas|bus|s-)$")
PLURALS = frozenset(
    "people men women children troops personnel cattle fish sheep aircraft feet mice policemen policewomen servicemen "
    "businessmen lawmen fishermen firemen congressmen".split()
)
# Collective nouns: plurals too, but often before another: "hundreds of police officers".
COLLECTIVES = frozenset("staff police crew women".split())
# Words in -ly that are nouns or adjectives.
LY = frozenset(
    "family assembly supply rally reply ally monopoly daily weekly monthly quarterly yearly early elderly".split()
)
