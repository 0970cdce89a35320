"""Average-link agglomeration with constraints: joins the two clusters that are most alike on average, over and over."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import floating
    from numpy.typing import NDArray


def average_link(
    likeness: "NDArray[floating]",
    least: float,
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Return the clusters of items, each with its items in rising order, in order of first item.

    Args:
        likeness: Square and symmetric, of items to items.
        least: The least average likeness at which two clusters are joined.
        together: Pairs that are in one cluster whatever their likeness.
        apart: Pairs that are never in one cluster, unless `together` has put them there.
    """
    import numpy as np

    sums = np.array(likeness, np.float64)
    for one, other in apart:
        sums[one, other] = sums[other, one] = -np.inf
    clusters: dict[int, list[int]] = {number: [number] for number in range(len(sums))}
    home = list(range(len(sums)))
    sizes = np.ones(len(sums))

    def join(one: int, other: int) -> None:
        keep, gone = min(one, other), max(one, other)
        sums[keep] += sums[gone]
        sums[:, keep] = sums[keep]
        sums[gone] = sums[:, gone] = sums[keep, keep] = -np.inf
        sizes[keep] += sizes[gone]
        for item in clusters[gone]:
            home[item] = keep
        clusters[keep] += clusters.pop(gone)

    np.fill_diagonal(sums, -np.inf)
    for one, other in together:
        if home[one] != home[other]:
            join(home[one], home[other])
    while len(clusters) > 1:
        average = sums / np.outer(sizes, sizes)
        one, other = divmod(int(average.argmax()), len(sums))
        if average[one, other] < least:
            break
        join(one, other)
    return sorted(sorted(items) for items in clusters.values())
