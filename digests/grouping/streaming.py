"""Stories that grow article by article: each arrival is placed at once, and its neighbourhood is grouped afresh.

    grouping = Grouping(constraints=Constraints())
    grouping.add(sketch(article)) -> Regrouping(stories, merged)   # what changed
    grouping.groups() -> tuple[Group, ...];  grouping.story_of(article_id);  grouping.expire(day)

Restore by adding the stored sketches in their order of arrival. The window of revision is what the nearness in time
leaves: about two and a half days between dated articles, without end for undated ones, whose
stories `expire` keeps.
"""

from collections.abc import Iterable
from typing import NamedTuple

from digests.grouping.linkage import average_link
from digests.grouping.placing import story_id
from digests.grouping.sketch import Sketch
from digests.grouping.terms import Terms
from digests.model.story import Group

# Both were chosen on the whole of a stream of 856 short dated articles of 2021; no half was held back.
LIKENESS = 0.05
"""The least average likeness at which two clusters of articles are one story."""
NEARNESS_DAYS = 1.0
"""Standard deviation, in days, of the Gaussian by which likeness fades with the time between two articles."""
_STORIES = 6
# Of a larger story only the latest articles are weighed again; the earlier ones go where most of these go.
_REVISED = 40


class Constraints(NamedTuple):
    """What people decided: articles that are one story, and an article with the articles that it is apart from."""

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Regrouping(NamedTuple):
    """What an arrival changed: the stories with other articles than before, and old ids to those they went into."""

    stories: tuple[Group, ...]
    merged: dict[str, str]


class Grouping:
    """The open articles and their stories; every article is in exactly one story."""

    def __init__(self, constraints: Constraints = Constraints()) -> None:  # noqa: B008 - it is immutable
        self._constraints = constraints
        self._terms = Terms()
        self._sketches: dict[str, Sketch] = {}
        self._order: dict[str, int] = {}
        self._arrived = 0
        self._stories: dict[str, list[str]] = {}
        self._home: dict[str, str] = {}
        self.aliases: dict[str, str] = {}

    def add(self, sketch: Sketch) -> Regrouping:
        """Place an article and revise the stories near it; one whose id is there already changes nothing."""
        if sketch.id in self._sketches:
            return Regrouping((), {})
        touched = self._near(sketch)
        self._terms.add(sketch)
        self._sketches[sketch.id] = sketch
        self._order[sketch.id] = self._arrived
        self._arrived += 1
        return self._regroup(touched, [sketch.id])

    def expire(self, before: float) -> None:
        """Forget the stories whose last dated article appeared before a day (days since 1970, UTC)."""
        for story, articles in list(self._stories.items()):
            days = [day for article in articles if (day := self._sketches[article].day) is not None]
            if days and max(days) < before:
                for article in self._stories.pop(story):
                    self._terms.remove(self._sketches.pop(article))
                    del self._home[article], self._order[article]
        self._terms.forget_unless(self._sketches)

    def groups(self) -> tuple[Group, ...]:
        """Return the open stories in order of first article."""
        return tuple(
            Group(id=story, articles=tuple(articles))
            for story, articles in sorted(self._stories.items(), key=lambda item: self._order[item[1][0]])
        )

    def story_of(self, article: str) -> str:
        """Return the id of the story an open article is in."""
        return self._home[article]

    def current(self, story: str) -> str:
        """Return the id that answers for a story now: its own, or that of the story it went into."""
        while story not in self._stories and story in self.aliases:
            story = self.aliases[story]
        return story

    def _near(self, sketch: Sketch) -> list[str]:
        """Return the stories that an article may belong to or change, those it is bound to by people first."""
        bound = [a for articles in self._constraints.together if sketch.id in articles for a in articles]
        found = dict.fromkeys(self._home[article] for article in bound if article in self._home)
        near = self._terms.candidates(sketch)
        if near:
            likeness = self._terms.likeness(sketch, [self._sketches[other] for other in near], NEARNESS_DAYS)
            for score, other in sorted(zip(likeness.tolist(), near, strict=True), reverse=True):
                if score >= LIKENESS and len(found) < _STORIES:
                    found.setdefault(self._home[other])
        return list(found)

    def _regroup(self, touched: list[str], new: list[str]) -> Regrouping:
        before = {story: self._stories.pop(story) for story in touched}
        revised = [article for articles in before.values() for article in articles[-_REVISED:]] + new
        revised.sort(key=self._order.__getitem__)
        parts = [[revised[number] for number in part] for part in self._linked(revised)]
        for articles in before.values():
            settled = articles[:-_REVISED]
            if settled:
                latest = set(articles[-_REVISED:])
                max(parts, key=lambda part: len(latest.intersection(part))).extend(settled)
        for part in parts:
            part.sort(key=self._order.__getitem__)
        named = self._named(parts, before)
        for story, part in named.items():
            self._stories[story] = part
            self._home.update(dict.fromkeys(part, story))
            self.aliases.pop(story, None)
        merged = {story: self._largest(articles) for story, articles in before.items() if story not in named}
        self.aliases |= merged
        changed = [Group(id=i, articles=tuple(part)) for i, part in named.items() if before.get(i) != part]
        return Regrouping(tuple(changed), merged)

    def _linked(self, articles: list[str]) -> list[list[int]]:
        if len(articles) == 1:
            return [[0]]
        place = {article: number for number, article in enumerate(articles)}
        together = [
            (place[one], place[other])
            for bound in self._constraints.together
            for one in bound[:1]
            for other in bound[1:]
            if one in place and other in place
        ]
        apart = [
            (place[one], place[other])
            for one, others in self._constraints.apart
            for other in others
            if one in place and other in place
        ]
        likeness = self._terms.likenesses([self._sketches[article] for article in articles], NEARNESS_DAYS)
        return average_link(likeness, LIKENESS, together, apart)

    def _named(self, parts: list[list[str]], before: dict[str, list[str]]) -> dict[str, list[str]]:
        """Give each part an id: the oldest story's that has most of its articles here, else a new one."""
        claimed: dict[int, list[str]] = {}
        for story, articles in before.items():
            held = set(articles)
            shares = [len(held.intersection(part)) for part in parts]
            claimed.setdefault(shares.index(max(shares)), []).append(story)
        named: dict[str, list[str]] = {}
        for number, part in enumerate(parts):
            stories = claimed.get(number)
            if stories:
                named[min(stories, key=lambda story: self._order[before[story][0]])] = part
        taken = {*self._stories, *before}
        for number, part in enumerate(parts):
            if number not in claimed:
                named[self._new_id(part, taken)] = part
        return named

    def _new_id(self, part: Iterable[str], taken: set[str]) -> str:
        first, *rest = part
        names = [story_id(article) for article in (first, *rest)]
        turn = 2
        while names[0] in taken:
            names = names[1:] or [story_id(f"{first} {turn}")]
            turn += 1
        taken.add(names[0])
        return names[0]

    def _largest(self, articles: list[str]) -> str:
        homes = [self._home[article] for article in articles]
        return max(dict.fromkeys(homes), key=homes.count)
