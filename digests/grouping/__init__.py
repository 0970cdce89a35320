"""Articles to stories: which articles are about one event, which share an original text, and on which day they fall."""

from digests.grouping.days import inferred_days
from digests.grouping.origins import origins
from digests.grouping.placing import group, story_id
from digests.grouping.reasons import reasons
from digests.grouping.sketch import Sketch, sketch
from digests.grouping.streaming import LIKENESS, Constraints, Grouping, Regrouping

__all__ = [
    "LIKENESS",
    "Constraints",
    "Grouping",
    "Regrouping",
    "Sketch",
    "group",
    "inferred_days",
    "origins",
    "reasons",
    "sketch",
    "story_id",
]
