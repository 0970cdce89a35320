"""What an outlet's edit makes of an article that is known already."""

import re

from digests.model.article import Article, Published

_SPACE = re.compile(r"\s+")
_STUB = 0.5  # of the known text: a text that is shorter and says nothing else is a stub of it


def revised(old: Article, new: Article) -> Article | None:
    """Return an article as it is after an edit, or None if a reader would see nothing of it.

    Args:
        old: The article as it is known.
        new: The same as it was read now, not analysed.

    Returns:
        The new text and headline under the old id, with when it was first published; `updated` says when it was
        edited, with precision "unknown" if the outlet does not say. Not analysed. Where only a shorter stub of the
        known text came, the text stays; so does what the new reading does not say.
    """
    if _is_stub_of(new, old):
        new = new.model_copy(update={"text": old.text, "parts": old.parts, "furniture": old.furniture})
    headline_alone = new.headline_from == "first sentence" and old.headline_from != "first sentence"
    if headline_alone:
        new = new.model_copy(update={"headline": old.headline, "headline_from": old.headline_from})
    if _seen(old) == _seen(new):
        return None
    return new.model_copy(
        update={
            "id": old.id,
            "deck": new.deck or old.deck,
            "outlet": old.outlet or new.outlet,
            "agency": new.agency or old.agency,
            "authors": new.authors or old.authors,
            "place": new.place or old.place,
            "url": new.url or old.url,
            "language": new.language or old.language,
            "tags": new.tags or old.tags,
            "published": old.published if old.published.at else new.published,
            "updated": _updated(old, new),
            "sentences": (),
            "quotes": (),
            "figures": (),
            "names": (),
            "dates": (),
        }
    )


def _seen(article: Article) -> tuple[str, ...]:
    """Return what a reader sees of an article, white space aside."""
    return tuple(_SPACE.sub(" ", text).strip() for text in (article.headline, article.text))


def _is_stub_of(new: Article, old: Article) -> bool:
    """Whether a new reading holds but a piece of the known text, as when a feed stops sending all of it."""
    if len(new.text) >= _STUB * len(old.text):
        return False
    known = _seen(old)[1]
    return all(_SPACE.sub(" ", part.text).strip(" .…") in known for part in new.parts)


def _updated(old: Article, new: Article) -> Published:
    """Return when the edit was made, as far as the new reading says: by its update, or by a later publication."""
    said = [when for when in (new.updated, new.published) if when is not None and when.at is not None]
    before = [when.at for when in (old.updated, old.published) if when is not None and when.at is not None]
    later = [when for when in said if when.at is not None and all(when.at > at for at in before)]
    return later[0] if later else Published()
