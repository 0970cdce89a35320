"""Bytes to characters, with advice where they are none: text is UTF-8, or UTF-16 or UTF-32 with a byte order mark."""

import codecs
import gzip
import io
import re
import zlib

from digests.reading.unreadable import MAX_BYTES, Unreadable

# Byte order marks, those of UTF-32 first as one of them begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABELS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32"}

# First bytes of files that people mistake for text.
_KINDS = (
    (b"%PDF-", "is a PDF; save its text as .txt"),
    (b"PK\x03\x04", "is a ZIP or Office file; unpack it, or save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "is an Office file; save its text as .txt"),
    (b"{\\rtf", "is an RTF file; save its text as .txt"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"BZh", "is compressed with bzip2; unpack it or use gzip"),
    (b"\xfd7zXZ", "is compressed with xz; unpack it or use gzip"),
    (b"\x28\xb5\x2f\xfd", "is compressed with zstd; unpack it or use gzip"),
)
_GZIP = b"\x1f\x8b"
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65536  # bytes looked at for control characters
_TOLERATED = 0.01  # share of control characters that a text may hold

# A page's or feed's own word on its encoding: <meta charset=...>, <?xml encoding=...>.
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_DECLARATION_WITHIN = 4096
_WESTERN = "cp1252"  # what browsers take a page for that says nothing
# What a declared encoding means on the web, where that is more than its name: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT = {
    "iso-8859-1": _WESTERN,
    "latin1": _WESTERN,
    "us-ascii": _WESTERN,
    "ascii": _WESTERN,
    "windows-1252": _WESTERN,
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "utf8": "utf-8",
    "utf-16": "utf-8",  # a page that can say so in ASCII is not written in it
}
_KNOWN = {*_MEANT.values(), "big5", "euc_jp", "euc-jp", "koi8-r", "windows-1251", "iso-8859-2", "windows-1250"}


def unpacked(data: bytes) -> bytes:
    """Return the data, decompressed if they are gzip; raises Unreadable if they are broken or too large."""
    if not data.startswith(_GZIP):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable("is a damaged gzip file") from error
    if len(content) > MAX_BYTES:
        raise Unreadable(f"unpacks to more than {MAX_BYTES // 1_000_000} MB")
    return content


def decoded(data: bytes) -> str:
    """Return the characters of a text file; raises Unreadable naming the byte and offset that are none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, len(mark))
    for start, reason in _KINDS:
        if data.startswith(start):
            raise Unreadable(reason)
    if b"\0" in data or _is_controls(data):
        raise Unreadable("is binary")
    return _strict(data, "utf-8", 0)


def decoded_markup(data: bytes) -> str:
    """Return the characters of a web page, in the encoding it declares, else as UTF-8, else as Windows-1252.

    Bytes that the encoding does not know become U+FFFD, as in a browser.
    """
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return decoded(data)
    if data.count(b"\0") <= _TOLERATED * len(data):
        data = data.replace(b"\0", b"")
    if b"\0" in data or _is_controls(data):
        raise Unreadable("is binary")
    declared = _DECLARED.search(data[:_DECLARATION_WITHIN])
    named = declared[1].decode("ascii").lower() if declared else _WESTERN
    named = _MEANT.get(named, named)
    for encoding in ("utf-8", named):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode(named if named in _KNOWN else _WESTERN, errors="replace")


def _strict(data: bytes, encoding: str, skip: int) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        at = skip + error.start
        label = _LABELS[encoding.removesuffix("-le").removesuffix("-be")]
        raise Unreadable(f"is not {label} text (byte 0x{data[at]:02X} at offset {at}); save it as UTF-8") from error


def _is_controls(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > max(1, _TOLERATED * len(sample))
