"""Why articles are one story, as far as their words and times tell."""

from digests.model.article import Published
from digests.model.base import Value


class Shared(Value):
    """What several articles of a story have: a name, a figure or a phrase as one of them words it, and their ids."""

    text: str
    articles: tuple[str, ...]


class Membership(Value):
    """How an article stands in its story.

    Attributes:
        article: Its id.
        outlet: Its outlet, or what stands for that.
        headline: Its headline.
        url: Its link.
        published: When it was published, as it says itself.
        likeness: How alike it is to the others on average, from 0 to 1; None if that is not known.
        remarks: What makes it hard to group, in words.
    """

    article: str
    outlet: str
    headline: str
    url: str | None
    published: Published
    likeness: float | None
    remarks: tuple[str, ...] = ()


class Reasons(Value):
    """Why articles are one story: what they share, what most of them have first, and how each of them stands in it."""

    names: tuple[Shared, ...]
    figures: tuple[Shared, ...]
    phrases: tuple[Shared, ...]
    members: tuple[Membership, ...]

    @property
    def weakest(self) -> Membership | None:
        """The article that is least like the others; None if the likeness of fewer than two is known."""
        known = [(one.likeness, one) for one in self.members if one.likeness is not None]
        return min(known, key=lambda pair: pair[0])[1] if len(known) > 1 else None
