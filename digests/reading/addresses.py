"""Addresses of articles: as they are shown, and in the one form in which two spellings of an address are compared."""

import re
from unicodedata import normalize
from urllib.parse import parse_qsl, quote, quote_plus, urljoin, urlsplit

# Parameters that say where a reader came from and never which article it is: Google Analytics, the click ids of
# advertisers, senders of newsletters, and the marks that outlets put on the links of their feeds. After the lists of
# ClearURLs (https://github.com/ClearURLs/Rules) and Brave
# (https://github.com/brave/brave-core/blob/master/components/query_filter/utils.cc), and Matomo's and Piwik Pro's
# manuals; words that some site may use to name an article ("ref", "source", "id") are none of them.
_TRACKING = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id epik srsltid "
    "mc_cid mc_eid mkt_tok vero_id vero_conv oly_anon_id oly_enc_id wickedid rb_clickid s_cid sc_cid ml_subscriber "
    "ml_subscriber_hash _hsenc _hsmi __hssc __hstc __hsfp hsctatracking _openstat fb_action_ids fb_action_types "
    "fb_source fb_ref action_object_map action_type_map action_ref_map ncid cmpid cmp ocid icid intcid smid smtyp "
    "at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_type at_link_origin "
    "at_format at_ptr_name at_bbc_team"
    " ns_mchannel ns_source ns_campaign ns_linkname ns_fee xtor wt_mc wt.mc_id wt_zmc wtmc "
    "ftag ftcamp taid guccounter guce_referrer guce_referrer_sig spm soc_src soc_trk "
    "rss_campaign __twitter_impression amp_js_v usqp ito ref_src ref_url tblci".split()
)
_TRACKING_FROM = ("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "trk_", "stm_")
_AMP = frozenset({("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp")})  # the page for phones
_PREFIX = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")  # of a host, before one that stands alone
_AMP_ENDING = re.compile(r"(?:/+(?:amp)?|\.amp)$|\.amp(?=\.html?$)")
_PORTS = (None, 80, 443)
_DOTS = re.compile(r"/\.{1,2}(?:/|$)")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}|.", re.DOTALL)
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_KEPT = "!$&'*+,;=:@/~()"  # of a path, beside letters and digits: https://www.rfc-editor.org/rfc/rfc3986#section-3.3
_SPACES = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")  # halves of characters, as JSON may have them
_ROUTE = ("!", "/")  # what a fragment begins with that names a page and not a place in it
LONGEST = 4000  # characters of an address; longer ones belong to no article


def shown(url: str, base: str = "") -> str | None:
    """Return an address as a reader is sent to it: absolute, without tracking parameters or a user's name.

    Args:
        url: The address, perhaps relative.
        base: What a relative one is resolved by.

    Returns:
        None for what is no address of the web, such as one of a script or a mail box.
    """
    url = _SURROGATES.sub("\ufffd", url)
    try:
        parts = urlsplit(urljoin(base, _SPACES.sub("", url[: LONGEST + 1]) if " " not in url.strip() else url.strip()))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or len(url) > LONGEST:
        return None
    query = "&".join(piece for piece in parts.query.split("&") if piece and not _is_tracking(piece.partition("=")[0]))
    place = f"[{host}]" if ":" in host else host
    place += f":{port}" if port is not None else ""
    path = quote(parts.path, safe=_KEPT + "%")
    whole = parts._replace(scheme=parts.scheme.lower(), netloc=place, path=path, query=query.replace(" ", "%20"))
    return whole.geturl()


def canonical(url: str) -> str:
    """Return the one form of all spellings of an address; what is no address of the web comes back as it is.

    It serves to tell whether two addresses are one article's and need not lead anywhere: https, the host in lower case
    and ASCII without "www.", "m." or "amp.", no port but an odd one, no user, no tracking parameters, the others
    sorted, no fragment but one that names a page ("#!/..."), no slash or "/amp" at the end, escapes only where needed.
    """
    text = _SURROGATES.sub("\ufffd", url.strip())
    if len(text) > LONGEST:
        return text
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return text
    if parts.scheme.lower() not in ("http", "https") or not host:
        return text
    name = _host(host)
    if len(name.split()) != 1 or name != name.strip():
        return text
    place = name + (f":{port}" if port not in _PORTS else "")
    fragment = f"#{_escaped(parts.fragment)}" if parts.fragment.startswith(_ROUTE) else ""
    query = _query(parts.query)
    return f"https://{place}{_path(parts.path)}{f'?{query}' if query else ''}{fragment}"


def host(url: str) -> str:
    """Return the host of a canonical address, "" if there is none."""
    return url.removeprefix("https://").partition("/")[0].partition("?")[0] if url.startswith("https://") else ""


def is_page(address: str) -> bool:
    """Whether a canonical address names more than a site: it has a path, a query or a route."""
    return address.startswith("https://") and any(mark in address[len("https://") :] for mark in "/?#")


def _is_tracking(name: str) -> bool:
    name = name.lower()
    return name in _TRACKING or name.startswith(_TRACKING_FROM)


def _host(host: str) -> str:
    """Return a host in ASCII as a browser has it, but for the prefixes of its pages for phones and the like."""
    if ":" in host:
        return f"[{host}]"
    if not host.isascii():
        host = normalize("NFKC", host).lower()
        labels = re.split(r"[.\u3002]", host)
        host = ".".join(one if one.isascii() else f"xn--{one.encode('punycode').decode()}" for one in labels)
    host = host.strip(".")
    while found := _PREFIX.match(host):
        host = host[found.end() :]
    return host


def _path(path: str) -> str:
    path = _escaped(path)
    if _DOTS.search(path):
        path = _undotted(path)
    while (shorter := _AMP_ENDING.sub("", path)) != path:
        path = shorter
    return path


def _undotted(path: str) -> str:
    """Return a path without steps to itself or upwards."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            steps = steps[:1] + steps[1:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _query(query: str) -> str:
    """Return a query's parameters sorted, without those that do not tell articles apart."""
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape", max_num_fields=None)
    kept = sorted(pair for pair in pairs if not _is_tracking(pair[0]) and (pair[0].lower(), pair[1]) not in _AMP)
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in kept)


def _quoted(text: str) -> str:
    return quote_plus(text, safe="~", encoding="utf-8", errors="surrogateescape")


def _escaped(text: str) -> str:
    """Return a path with escapes in capitals, and none for what needs none."""
    if text.isascii() and "%" not in text:
        return quote(text, safe=_KEPT)
    return "".join(_one(piece) for piece in _ESCAPE.findall(text))


def _one(piece: str) -> str:
    if len(piece) == len("%41"):
        plain = chr(int(piece[1:], 16))
        return plain if _UNRESERVED.fullmatch(plain) else piece.upper()
    return quote(piece, safe=_KEPT, errors="surrogatepass")
