"""Photo captions and their credits: "The quay at dawn. (AP Photo/Jane Doe)", "FILE PHOTO: ...", "Image source, ..."."""

import re
from collections.abc import Iterator

from digests.reading.lines import Line

# Who supplies pictures, beside the agencies; a bracket at the end of a line with one of them is a credit.
_SUPPLIER_NAMES = (
    "AP|Associated Press|AFP|Reuters|REUTERS|Getty|EPA|EFE|dpa|ANI|PTI|UPI|PA Wire|Shutterstock|Alamy|iStock|Unsplash|"
    "Pixabay|Pexels|Adobe Stock|Zuma|Imago|IMAGO|Sipa|SIPA|NurPhoto|Magnum|Bloomberg|Wikimedia|Flickr|Maxar|"
    "Planet Labs|NASA|Keystone|Belga|Yonhap|YONHAP|Kyodo|KYODO|Xinhua|Anadolu|Handout|HANDOUT|Pool|POOL"
).split("|")
_SUPPLIERS = "|".join(name.replace(" ", r"\s") for name in _SUPPLIER_NAMES)
_PICTURE = (
    r"(?i:(?:file\s|stock\s|handout\s|courtesy\s|undated\s)?(?:photo(?:graph)?s?|pictures?|pics?|images?|foto|bild|credits?|"
    r"screen\s?(?:grab|shot)|video|illustration|graphic|courtesy)(?:\s(?:credits?|sources?))?)"
)
_PERSON = r"[^\W\d_a-z][\w.'’-]*(?:\s(?:[^\W\d_a-z][\w.'’-]*|van|von|de|der|la)){0,3}"

# A credit at the end of a line, in brackets or behind a word for picture.
_BRACKETED = re.compile(
    rf"""
    \s*[\(\[]\s*
    (?: {_PICTURE}\b[^()\[\]]{{0,120}}                             # (Photo: Jane Doe), [Image courtesy of the port]
      | (?:via\s|Source:\s)?[^()\[\]/]{{0,80}}/[^()\[\]]{{0,80}}\b(?:{_SUPPLIERS})\b[^()\[\]]{{0,60}}
                                                                 # (Jane Doe/AP Images)
      | (?:{_SUPPLIERS})(?:\s(?:Photo|Images|Pictures|file|FILE))?\s?(?:/|via\s|,|-)[^()\[\]]{{1,80}}
                                                                 # [REUTERS/YONHAP]
      | (?:Getty\sImages|AP\sPhoto|AP\sImages|AFP\sPhoto|PA\sWire|File|FILE|Handout|Shutterstock|Alamy|EPA|iStock)
      | {_PERSON}(?:\s?/\s?|\sfor\s|\svia\s)[^\W\d_][^()\[\]]{{1,60}}   # (Jane Doe/The Harbor Ledger)
    )\s*[\)\]]\.?$
    """,
    re.VERBOSE,
)
_TRAILING = re.compile(
    rf"""
    (?:^|(?<=[.!?…"”’)\]|–—/-])\s*
      |\s+(?=(?:Photo|Picture|Image|Photograph|Credit|Foto|Bild)s?(?:\sCredit)?:))
    (?: (?:File\s|Stock\s)?
        (?:Photo(?:graph)?|Image|Picture|Credit|Foto|Bild|Illustration|PHOTO|CREDIT|Video)s?
        (?:\s(?:[Cc]redit|CREDIT|[Ss]ource))?
        (?:\s?:\s?|\s(?:by|courtesy\sof|via)\s|\s?/\s?|,\s(?=Getty|AP|AFP|Reuters|EPA|PA\b))[^.!?]{{2,90}}
      | Image\s(?:source|copyright),?\s[^.!?]{{2,80}}
      | (?:AP|AFP|Getty|EPA|Reuters|REUTERS|PA)\s?(?:Photo|Images|Pictures)?\s?(?:/|via\s)[^.!?]{{2,80}}
      | {_PERSON}\s?(?:/|via|—|–|\|)\s?(?:{_SUPPLIERS})\b(?:\s(?:Images|Photo|Pictures|News|Wire|via))*[^.!?]{{0,40}}
      | (?:Getty\sImages|Shutterstock|iStock|Alamy|AP\sPhoto|File\s(?:photo|image|picture)|FILE\sPHOTO)
      | (?:Reuters\s(?:file\s)?photo|Handout(?:\s(?:photo|image))?|Courtesy\sphoto)
    )\.?$
    """,
    re.VERBOSE,
)
# A credit that fills its line: a photographer and whom the picture is for, or a page's buttons before them.
_ALONE = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*\s){1,3}[^\W\d_a-z][\w.'’-]*\s?/\s?[A-Z][\w.,’'& /-]{1,70}|"
    rf"[A-Z][^.!?]{{2,80}}\s(?:via|/)\s?(?:{_SUPPLIERS})\b[^.!?]{{0,30}}|"
    r"(?i:enlarge\s(?:this\s)?image|toggle\scaption|hide\scaption)\b.{0,200}"
)
# What a caption or credit cannot be without, one of the marks or one of the words, to leave most lines at a glance.
_MARKS = re.compile(r"[/|\[(—–]")
_HINTS = (
    "hoto|HOTO|mage|icture|ICTURE|redit|REDIT|oto:|ild:|Illustration|ideo|ourtesy| via |ile |FILE|aption|APTION|Above|"
    "In this|Shutterstock|iStock|Alamy|Handout"
).split("|")
# Credit and caption on one line, in either order.
_BOTH = re.compile(
    r"(?P<credit>(?:Image|Photo|Picture|Media)\s(?:source|copyright|credit),?\s.{1,80}?)\s"
    r"(?P<caption>(?:Image|Photo|Picture|Media)\scaption,?\s.+)"
)
_LED = re.compile(
    rf"(?P<credit>{_PERSON}\s?/\s?(?:[A-Z][\w ]{{1,30}}\s?/\s?)?(?:{_SUPPLIERS})\b(?:\s(?:Images|Photo|Pictures))?)\s"
    r"(?P<caption>[A-Z].{20,})"
)
# Words with which a caption begins.
_OPENING = re.compile(
    r"(?:FILE|File)(?:\s(?:PHOTO|photo|PIC|pic|IMAGE|image))?\s?[-–—:]|(?:Image|Photo|Picture|Media|Video)\scaption\b|"
    r"(?:Caption|CAPTION|Pictured|PICTURED|Above|Bild|Foto|Archivbild|Symbolbild|PHOTO|Photo)\s?:|"
    r"In\sthis\s(?:\S+\s){0,6}(?:photo|image|picture|photograph|handout|screengrab)\b"
)
_CAPTION_ALONE = re.compile(r"(?:Image|Photo|Picture)\scaption,?|Caption:?")
_SOURCE_ALONE = re.compile(r"(?:Image|Photo|Picture)\s(?:source|copyright|credit),?:?")
_LONGEST = 120  # words of a caption
_TAIL = 240  # characters at the end of a line in which a credit is looked for


def mark(lines: list[Line]) -> list[Line]:
    """Return the lines with captions labelled and their credits on lines of their own, labelled as furniture."""
    marked: list[Line] = []
    for line in lines:
        if line.label is None and marked and _labels_next(marked[-1], line):
            pass
        elif line.label is None:
            marked.extend(parted(line))
            continue
        marked.append(line)
    _join_pairs(marked)
    return marked


def _labels_next(before: Line, line: Line) -> bool:
    """Label a line by the one before it, which says no more than "Image caption," or "Image source,"."""
    if _CAPTION_ALONE.fullmatch(before.text):
        before.label, line.label = "credit", "caption"
    elif _SOURCE_ALONE.fullmatch(before.text):
        before.label, line.label = "credit", "credit"
    return line.label is not None


def parted(line: Line) -> Iterator[Line]:
    """Yield a line, cut into the caption and the credit if it has one; it keeps its label if it has no credit."""
    text, tail = line.text, max(0, len(line.text) - _TAIL)
    if line.size > _LONGEST or not (_MARKS.search(text) or any(hint in text for hint in _HINTS)):
        yield line
        return
    both = _BOTH.fullmatch(text) or (_LED.fullmatch(text) if line.size <= _LONGEST // 2 else None)
    found = None if both or _ALONE.fullmatch(text) else _BRACKETED.search(text, tail) or _TRAILING.search(text, tail)
    if both:
        yield Line(both["credit"], line.gap, label="credit")
        yield Line(both["caption"], label="caption")
    elif found:
        caption, credit = text[: found.start()].strip(), text[found.start() :].strip()
        if caption:
            yield Line(caption, line.gap, line.mark, line.indent, label="caption")
        yield Line(credit, line.gap and not caption, label="credit")
    else:
        line.label = "credit" if _ALONE.fullmatch(text) else "caption" if _OPENING.match(text) else line.label
        yield line


def _join_pairs(lines: list[Line]) -> None:
    """Label a line as caption where it stands in one block with the credit below it and nothing else."""
    blocks = [*lines, Line("", gap=True)]
    for number, line in enumerate(lines[1:], start=1):
        before = lines[number - 1]
        alone = before.gap and not line.gap and blocks[number + 1].gap
        if line.label == "credit" and before.label is None and alone and before.size <= _LONGEST // 2:
            before.label = "caption"
