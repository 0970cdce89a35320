"""What repairs demand of the grouping."""

from collections.abc import Iterable

from adapters.interface import Repair
from digests.grouping import Constraints


def constraints(repairs: Iterable[Repair]) -> Constraints:
    """Return what repairs demand of the grouping.

    Args:
        repairs: Those that are in force, oldest first. Where two demand the opposite of the same articles, the later
            one holds, until it is undone.
    """
    together: list[tuple[str, ...]] = []
    apart: list[tuple[str, tuple[str, ...]]] = []
    for repair in repairs:
        articles = set(repair.articles)
        if repair.kind == "merge":
            together.append(repair.articles)
            apart = [(one, _without(others, articles) if one in articles else others) for one, others in apart]
        else:
            bound = [_without(many, {repair.other}) if articles & set(many) else many for many in together]
            together = [many for many in bound if len(many) > 1]
            apart.append((repair.other, repair.articles))
    return Constraints(tuple(together), tuple((one, others) for one, others in apart if others))


def _without(articles: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
    return tuple(article for article in articles if article not in gone)
