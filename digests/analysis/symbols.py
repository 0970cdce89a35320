"""Reads units written in symbols: "14 mGy", "20 J/m^2", "35 µg/m³", "4e14 s-1"."""

import re

# Symbols of units, with the prefixes they are used with. One letter alone is never a unit here ("5 K", "2 A").
_UNITS = {
    "m": ("metre", "kdcmµnpfa"), "g": ("gram", "kmµnp"), "s": ("second", "mµnpfa"), "A": ("ampere", "kmµ"),
    "K": ("kelvin", "m"), "mol": ("mole", "mµn"), "cd": ("candela", ""), "Hz": ("hertz", "kMGT"),
    "N": ("newton", "kM"), "Pa": ("pascal", "hkMG"), "J": ("joule", "kMGTPE"), "W": ("watt", "kMGTm"),
    "V": ("volt", "kMm"), "F": ("farad", "µnp"), "T": ("tesla", "mµ"), "Ω": ("ohm", "kM"), "lm": ("lumen", ""),
    "lx": ("lux", ""), "Bq": ("becquerel", "kMGT"), "Gy": ("gray", "mµ"), "Sv": ("sievert", "mµ"),
    "eV": ("electronvolt", "kMGT"), "b": ("barn", "fpam"), "B": ("byte", "kMGTPE"), "bit": ("bit", "kMGT"),
    "L": ("litre", "dcmµ"), "l": ("litre", "dcm"), "h": ("hour", ""), "min": ("minute", ""), "a": ("year", "kMG"),
    "Wh": ("watt hour", "kMGT"), "Ah": ("ampere hour", "m"), "t": ("metric ton", "kM"), "dB": ("decibel", ""),
    "bar": ("bar", "m"), "cal": ("calorie", "k"), "ha": ("hectare", ""), "ft": ("foot", ""), "mi": ("mile", ""),
    "lb": ("pound-mass", ""), "yr": ("year", ""), "ppm": ("part per million", ""), "ppb": ("part per billion", ""),
}  # fmt: skip
_PREFIXES = {
    "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa", "h": "hecto", "d": "deci",
    "c": "centi", "m": "milli", "µ": "micro", "n": "nano", "p": "pico", "f": "femto", "a": "atto",
}  # fmt: skip
_BINARY = {"Ki": "kibi", "Mi": "mebi", "Gi": "gibi", "Ti": "tebi"}


def _symbols() -> dict[str, str]:
    """Every symbol, with and without a prefix, to the name of its unit."""
    table = {f"{short}{unit}": f"{long}{name}" for short, long in _BINARY.items() for unit, name in
             (("B", "byte"), ("bit", "bit"))}  # fmt: skip
    for symbol, (name, prefixes) in _UNITS.items():
        table[symbol] = name
        table |= {f"{prefix}{symbol}": f"{_PREFIXES[prefix]}{name}" for prefix in prefixes}
    return table


_SYMBOLS = _symbols()
# Symbols that are words, titles or times of day as well, unless something is joined to them.
_NOT_ALONE = frozenset("am pm as cd fa aa ab fb pb ft mi min bar cal MT".split())
# "2.1 pm" is no time of the day, while "2.15 pm" is.
_TIMES_OF_DAY = ("am", "pm")
_NO_TIME = re.compile(r"\.(?:\d|\d{3,})$")
_POWERS = {"2": "square ", "3": "cubic ", "²": "square ", "³": "cubic "}

_FACTOR = r"[A-Za-zµμΩ]{1,5}(?:\^?[23]|[²³]|\^?[-−⁻][1-3¹²³])?"
_RUN = re.compile(rf"[ \u00a0]?(?P<run>{_FACTOR}(?:[/·⋅]{_FACTOR}){{0,3}})(?![\w/^·-]|\.\w)")
_PIECE = re.compile(r"(?P<joint>[/·⋅]?)(?P<letters>[A-Za-zµΩ]+)\^?(?P<minus>[-−⁻]?)(?P<power>[1-3¹²³]?)")
_PLAIN_DIGITS = str.maketrans("¹", "1")


def read(text: str, end: int) -> tuple[str, int] | None:
    """Return the name of the unit in symbols behind a number that ends at `end`, and where it ends; None without one.

    The name puts prefixes, powers and rates in words: "milligray", "kilometre per square second", "joule second".
    """
    match = _RUN.match(text, end)
    if not match:
        return None
    run = match["run"].replace("μ", "µ")
    if run in _TIMES_OF_DAY:
        return (_SYMBOLS[run], match.end()) if _NO_TIME.search(text, max(0, end - 8), end) else None
    name = _alone(run) if run.isalpha() else _composed(run)
    return (name, match.end()) if name else None


def _alone(run: str) -> str | None:
    """The unit of a run of letters: a symbol, or two that are multiplied ("Js")."""
    if len(run) == 1 or run in _NOT_ALONE:
        return None
    return _SYMBOLS.get(run) or _product(run)


def _product(run: str) -> str | None:
    """Two symbols written together, the second of which is a time: "Js", "cds"."""
    first, second = _SYMBOLS.get(run[:-1]), run[-1:]
    return f"{first} {_SYMBOLS[second]}" if first and run[0] in "JNWAVc" and second in ("s", "h", "m") else None


def _composed(run: str) -> str | None:
    """The unit of symbols with powers, products and quotients; None if any of them is none."""
    upper: list[str] = []
    lower: list[str] = []
    for piece in _PIECE.finditer(run):
        name = _SYMBOLS.get(piece["letters"])
        if not name or (piece["minus"] and not piece["letters"][0].islower()):
            return None
        power = _POWERS.get(piece["power"].translate(_PLAIN_DIGITS), "")
        (lower if piece["joint"] == "/" or piece["minus"] else upper).append(f"{power}{name}")
    if all(each.isupper() for each in run.split("/")) and len(run) == 3:  # A/C
        return None
    if not upper:
        return f"inverse {' '.join(lower)}"
    return " per ".join((" ".join(upper), *lower))
