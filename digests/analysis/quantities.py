"""Finds the quantities of a text: numbers with their units, ranges and words of comparison put together."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from digests.analysis import comparisons, labels, measures, numerals, ranges
from digests.analysis.measures import Quantity


def find(text: str, taken: Iterable[tuple[int, int]] = ()) -> list[Quantity]:
    """Return the quantities of a text from left to right; numbers that touch the stretches `taken` are none."""
    numbers = list(numerals.find(text))
    if not numbers:
        return []
    spans = [*taken, *labels.codes(text)]
    spans.sort()
    ends = list(accumulate((end for _, end in spans), max))
    single: list[Quantity] = []
    for number in numbers:
        earlier = bisect_left(spans, (number.end, 0)) - 1  # the last stretch that begins before the number ends
        floor = single[-1].end if single else 0
        if number.start < floor or (earlier >= 0 and ends[earlier] > number.start):
            continue
        if quantity := measures.measured(text, number, floor):
            single.append(quantity)
    return comparisons.bounded(text, [comparisons.compared(text, each) for each in ranges.joined(text, single)])
