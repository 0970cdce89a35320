"""Keeps the garbage collector from holding up the event loop.

Python's full collections look at every object there is while nothing else runs: with a day's stories in memory that
takes more than 100 ms, and under load it happens time and again. Here young objects are collected as ever, and all
objects only every few minutes.
"""

import asyncio
import gc

_YOUNG = 20_000  # allocations between collections of the youngest; 700 is Python's own
_MIDDLE = 20
_NEVER = 1_000_000_000
_EVERY = 300.0  # seconds


async def tend() -> None:
    """Collect all garbage every few minutes, and at no other time; until cancelled."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()  # what is there from the start stays
    gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)
    try:
        while True:
            await asyncio.sleep(_EVERY)
            gc.collect()
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
