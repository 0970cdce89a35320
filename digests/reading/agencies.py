"""News agencies, and the outlets that a name is recognised by."""

import re

# The agencies whose reports newspapers print, each with the forms in which a line or a dateline names it.
_AGENCIES = {
    "AAP": ("AAP", "Australian Associated Press"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "AGERPRES": ("AGERPRES",),
    "Anadolu": ("Anadolu", "Anadolu Agency", "AA"),
    "ANI": ("ANI", "Asian News International"),
    "ANP": ("ANP",),
    "ANSA": ("ANSA",),
    "Antara": ("Antara",),
    "APA": ("APA",),
    "Associated Press": ("AP", "Associated Press", "AP News"),
    "Belga": ("Belga",),
    "Bernama": ("Bernama",),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "BNS": ("BNS",),
    "Canadian Press": ("Canadian Press", "CP"),
    "CTK": ("CTK", "ČTK"),
    "Dow Jones": ("Dow Jones", "Dow Jones Newswires"),
    "dpa": ("dpa", "Deutsche Presse-Agentur", "dpa-AFX", "dpa/lby", "dpa/tmn"),
    "EFE": ("EFE",),
    "epd": ("epd", "Evangelischer Pressedienst"),
    "Europa Press": ("Europa Press",),
    "IANS": ("IANS", "Indo-Asian News Service"),
    "Interfax": ("Interfax",),
    "IRNA": ("IRNA",),
    "Jiji Press": ("Jiji", "Jiji Press"),
    "Keystone-SDA": ("SDA", "Keystone-SDA"),
    "KNA": ("KNA",),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Lusa": ("Lusa",),
    "MTI": ("MTI",),
    "NTB": ("NTB",),
    "PA Media": ("PA", "PA Media", "Press Association"),
    "PAP": ("PAP",),
    "PTI": ("PTI", "Press Trust of India"),
    "Reuters": ("Reuters", "Thomson Reuters"),
    "RIA Novosti": ("RIA", "RIA Novosti"),
    "Ritzau": ("Ritzau",),
    "SPA": ("SPA", "Saudi Press Agency"),
    "STT": ("STT",),
    "Tanjug": ("Tanjug",),
    "TASS": ("TASS", "ITAR-TASS"),
    "TT": ("TT",),
    "Ukrinform": ("Ukrinform",),
    "UPI": ("UPI", "United Press International"),
    "WAM": ("WAM",),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
}
_BY_NAME = {name.casefold(): agency for agency, names in _AGENCIES.items() for name in names}

# What may stand around an agency's name: "The Associated Press", "Reuters Staff", "via AFP".
_BEFORE = re.compile(r"^(?:source|by|via|from|quelle)\b:?\s+|^the\s+", re.IGNORECASE)
_BEHIND = re.compile(r"\s+(?:staff|news\s+agency|news\s+service|newswires?|reports?)$|\.(?:com|de|org)$", re.IGNORECASE)

# Words of which outlets make their names; a short capitalised line with one of them is taken for an outlet.
OUTLET_WORDS = set(
    "advertiser advocate argus banner beacon bee broadcasting bugle bulletin chronicle citizen courant "
    "courier daily democrat dispatch echo enquirer examiner express gazette globe guardian herald inquirer "
    "independent journal ledger magazine mail media mercury messenger mirror monitor news newspaper "
    "newspapers observer online outlook post press radio record register reporter republic review scotsman "
    "sentinel spectator standard star sun telegraph television times today tribune tv voice weekly wire world "
    "anzeiger allgemeine blatt kurier merkur morgenpost nachrichten presse rundschau spiegel tageblatt "
    "tagblatt tageszeitung zeitung correo corriere courrier diario figaro gazzetta giornale heraldo jornal "
    "mundo país quotidien repubblica".split()
)
# An outlet that is named by its site: "harborledger.com".
_SITE = re.compile(
    r"(?:www\.)?[\w-]+(?:\.[\w-]+)?\.(?:com|org|net|news|info|co\.\w\w|com\.\w\w|[a-z]{2})", re.IGNORECASE
)
# What a line that calls for something begins with: "Support the Sentinel", "More News".
_CALLS = set(
    "support read see more about follow subscribe visit join get watch listen contact send why how what our "
    "your".split()
)
_LONGEST_NAME = 6  # words of an outlet's name
_SMALL = {"of", "the", "and", "de", "la", "le", "der", "die", "das", "für", "del", "&", "for", "in"}


def agency(text: str) -> str | None:
    """Return the news agency that a text names and nothing else ("(AP)", "Reuters Staff"), by its usual name."""
    name = _BEHIND.sub("", _BEFORE.sub("", _BEFORE.sub("", text.strip(" ()[].,;:|—–-/"))))
    return _BY_NAME.get(name.casefold())


def trailing_agency(text: str) -> tuple[str, str] | None:
    """Return what stands before an agency's name at the end of a text, and the agency: "JANE DOE Associated Press"."""
    words = text.split()
    for length in (3, 2, 1):
        known = agency(" ".join(words[-length:])) if length < len(words) else None
        if known:
            return " ".join(words[:-length]).removesuffix(" The").removesuffix(" the"), known
    return None


def is_outlet(text: str) -> bool:
    """Whether a text looks like an outlet's name: capitalised words, one of them usual in such names, or a site."""
    words = text.split()
    if not 1 <= len(words) <= _LONGEST_NAME or words[0].casefold() in _CALLS:
        return False
    if len(words) == 1 and _SITE.fullmatch(text):
        return True
    capital = all(word[0].isupper() or word.lower() in _SMALL for word in words) and words[0][0].isupper()
    return capital and len(words) > 1 and any(_bare(word) in OUTLET_WORDS for word in words)


def _bare(word: str) -> str:
    return word.strip(".,’'").casefold()
