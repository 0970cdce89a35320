"""Articles to stories: which articles are about one event, which share an original text, and on which day they fall."""

from digests.grouping.days import inferred_days
from digests.grouping.origins import origins
from digests.grouping.placing import group, story_id

__all__ = ["group", "inferred_days", "origins", "story_id"]
