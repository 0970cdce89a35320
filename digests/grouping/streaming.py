"""Stories that grow article by article: each arrival is placed at once, and its neighbourhood is grouped afresh.

    grouping = Grouping(constraints=Constraints())
    grouping.add(sketch(article)) -> Regrouping(stories, merged)   # what changed
    grouping.groups() -> tuple[Group, ...];  grouping.story_of(article_id);  grouping.expire(day)
    grouping.restore([(sketch, story), ...]);  grouping.enforce() -> Regrouping

The window of revision is what the nearness in time leaves: about two and a half days between dated articles, without
end for undated ones, whose stories `expire` keeps.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from typing import NamedTuple

from digests.grouping.linkage import average_link
from digests.grouping.placing import story_id
from digests.grouping.sketch import Sketch
from digests.grouping.terms import Terms
from digests.model.story import Group

# Chosen on 856 short dated articles of 2021 and 772 longer undated ones, alone and among 20,000 others.
LIKENESS = 0.03
"""The least average likeness at which two clusters of articles are one story."""
_STORIES = 4
# After so many further articles a story is looked at once more: the first time its terms were newer and looked rarer.
_SECOND_LOOK = 50
_YOUNG = 5000
# Of a larger story only the latest articles are weighed again; the earlier ones go where most of these go.
_REVISED = 24
# How many articles of a story are told how alike they are: that takes memory with their square.
_COMPARED = 400


class Constraints(NamedTuple):
    """What people decided: articles that are one story, and an article with the articles that it is apart from.

    A story of which people say that others went into it stands first in `together`: it keeps its id.
    """

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Regrouping(NamedTuple):
    """What an arrival changed: the stories with other articles than before, and old ids to those they went into."""

    stories: tuple[Group, ...]
    merged: dict[str, str]

    def then(self, later: "Regrouping") -> "Regrouping":
        """Return what this and a later change changed together."""
        stories = {group.id: group for group in (*self.stories, *later.stories) if group.id not in later.merged}
        return Regrouping(tuple(stories.values()), self.merged | later.merged)


class Grouping:
    """The open articles and their stories; every article is in exactly one story."""

    def __init__(self, constraints: Constraints = Constraints()) -> None:  # noqa: B008 - it is immutable
        self._constraints = constraints
        self._forget()
        self.aliases: dict[str, str] = {}

    def _forget(self) -> None:
        self._terms = Terms()
        self._arrived: list[Sketch] = []
        self._order: dict[str, int] = {}
        self._stories: dict[str, list[str]] = {}
        self._home: dict[str, str] = {}

    def add(self, sketch: Sketch) -> Regrouping:
        """Place an article and revise the stories near it; one whose id is there already changes nothing."""
        if sketch.id in self._order:
            return Regrouping((), {})
        self._take(sketch)
        placed = self._regroup(self._near(sketch), [sketch.id])
        return placed.then(self._second_look())

    def restore(self, kept: Iterable[tuple[Sketch, str]]) -> None:
        """Take back articles in their order of arrival, each with the story that it is in; none is grouped afresh."""
        for sketch, story in kept:
            if sketch.id not in self._order:
                self._take(sketch)
                self._stories.setdefault(story, []).append(sketch.id)
                self._home[sketch.id] = story

    def revise(self, articles: Iterable[str]) -> Regrouping:
        """Group the stories of those of these articles afresh that are open."""
        touched = dict.fromkeys(self._home[article] for article in articles if article in self._home)
        return self._regroup(list(touched), []) if touched else Regrouping((), {})

    def enforce(self) -> Regrouping:
        """Group the stories afresh that are not as people decided."""
        stories: dict[str, Group] = {}
        merged: dict[str, str] = {}
        for articles in self._violated():
            changed = self.revise(articles)
            merged |= changed.merged
            stories |= {group.id: group for group in changed.stories}
        return Regrouping(tuple(group for story, group in stories.items() if story in self._stories), merged)

    def expire(self, before: float) -> None:
        """Forget the stories whose last article appeared before a day (days since 1970, UTC).

        An undated article counts as of the day of the last dated one that came before it.
        """
        last: dict[str, float] = {}
        day = math.inf
        for sketch in self._arrived:
            day = day if sketch.day is None else sketch.day
            story = self._home[sketch.id]
            last[story] = max(last.get(story, -math.inf), day)
        homes = [(sketch, self._home[sketch.id]) for sketch in self._arrived]
        self._forget()
        self.restore((sketch, story) for sketch, story in homes if last[story] >= before)

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

    def closeness(self, articles: Iterable[str]) -> dict[str, float]:
        """Return how alike each of some articles that are open is to the others on average, with the times: 0 to 1."""
        import numpy as np

        names = [article for article in articles if article in self][-_COMPARED:]
        if len(names) < 2:
            return {}
        likeness = self._terms.likeness(self._sketches(names)).astype(np.float64)
        np.fill_diagonal(likeness, 0)
        return dict(zip(names, (likeness.sum(axis=1) / (len(names) - 1)).tolist(), strict=True))

    def __contains__(self, article: str) -> bool:
        """Return whether an article is open."""
        return article in self._home

    def _take(self, sketch: Sketch) -> None:
        number = self._order[sketch.id] = len(self._arrived)
        self._arrived.append(sketch)
        self._terms.add(number, sketch)

    def _sketches(self, articles: Iterable[str]) -> list[Sketch]:
        return [self._arrived[self._order[article]] for article in articles]

    def _violated(self) -> Iterator[Sequence[str]]:
        for together in self._constraints.together:
            if len(self._homes(together)) > 1:
                yield together
        for one, others in self._constraints.apart:
            if one in self and self._home[one] in self._homes(others):
                yield (one,)

    def _homes(self, articles: Iterable[str]) -> set[str]:
        return {self._home[article] for article in articles if article in self._home}

    def _second_look(self) -> Regrouping:
        """Group the story of an article of some time ago afresh, unless a later article of it has seen to that."""
        number = len(self._arrived) - 1 - _SECOND_LOOK
        if not 0 <= number < _YOUNG:
            return Regrouping((), {})
        earlier = self._arrived[number]
        story = self._home[earlier.id]
        if self._stories[story][-1] != earlier.id:
            return Regrouping((), {})
        return self._regroup(list(dict.fromkeys([story, *self._near(earlier)])), [])

    def _near(self, sketch: Sketch) -> list[str]:
        """Return the stories that an article may belong to or change, those it is bound to by people first."""
        bound = [a for articles in self._constraints.together if sketch.id in articles for a in articles]
        found = dict.fromkeys(self._home[article] for article in bound if article in self._home)
        near = [self._arrived[number] for number in self._terms.candidates(self._order[sketch.id], sketch)]
        if near:
            likeness = self._terms.likeness_to(sketch, near).tolist()
            for score, other in sorted(zip(likeness, (one.id for one in near), strict=True), reverse=True):
                if score >= LIKENESS and len(found) < _STORIES:
                    found.setdefault(self._home[other])
        return list(found)

    def _regroup(self, touched: list[str], new: list[str]) -> Regrouping:
        before = {story: self._stories.pop(story) for story in touched}
        latest = {story: self._weighed(articles) for story, articles in before.items()}
        revised = [article for articles in latest.values() for article in articles] + new
        revised.sort(key=self._order.__getitem__)
        parts = [[revised[number] for number in part] for part in self._linked(revised)]
        for story, articles in before.items():
            weighed = set(latest[story])
            settled = [article for article in articles if article not in weighed]
            if settled:
                max(parts, key=lambda part: len(weighed.intersection(part))).extend(settled)
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

    def _weighed(self, articles: list[str]) -> list[str]:
        """Return those of a story's articles that are weighed again: the latest, and those that people split off."""
        split = {one for one, _ in self._constraints.apart}
        return [article for article in articles[:-_REVISED] if article in split] + articles[-_REVISED:]

    def _linked(self, articles: list[str]) -> list[list[int]]:
        if len(articles) == 1:
            return [[0]]
        place = {article: number for number, article in enumerate(articles)}
        bound = [[place[one] for one in together if one in place] for together in self._constraints.together]
        together = [(numbers[0], other) for numbers in bound for other in numbers[1:]]
        apart: list[tuple[int, int]] = []
        for one, others in self._constraints.apart:
            if one in place:  # apart from all that is in their stories by now, for those have grown since
                stories = self._homes(others)
                near = [place[other] for other in articles if other in others or self._home.get(other) in stories]
                apart += [(place[one], other) for other in near if other != place[one]]
        likeness = self._terms.likeness(self._sketches(articles))
        return average_link(likeness, LIKENESS, together, apart)

    def _named(self, parts: list[list[str]], before: dict[str, list[str]]) -> dict[str, list[str]]:
        """Give each part an id: that of a story that has most of its articles here, else a new one.

        Of several it is the one into which people merged others, else the oldest.
        """
        chosen = self._homes(together[0] for together in self._constraints.together)
        claimed: dict[int, list[str]] = {}
        for story, articles in before.items():
            held = set(articles)
            shares = [len(held.intersection(part)) for part in parts]
            claimed.setdefault(shares.index(max(shares)), []).append(story)
        named: dict[str, list[str]] = {}
        for number, part in enumerate(parts):
            stories = claimed.get(number)
            if stories:
                named[min(stories, key=lambda story: (story not in chosen, self._order[before[story][0]]))] = part
        for number, part in enumerate(parts):
            if number not in claimed:
                turns = (f"{part[0]} {turn}" for turn in count(2))
                names = map(story_id, chain(part, turns))
                named[
                    next(name for name in names if not any(name in taken for taken in (self._stories, before, named)))
                ] = part
        return named

    def _largest(self, articles: list[str]) -> str:
        homes = [self._home[article] for article in articles]
        return max(dict.fromkeys(homes), key=homes.count)
