"""Clusters: the stories that were made from one another, under the one that came first, their origin.

A story is made from another if it has its words, or if its newsroom says that it is a rewrite of it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from pipeline.copies.signature import THRESHOLD, Sketches


@dataclass(frozen=True)
class Member:
    """A story as its cluster knows it.

    `born` is when it came about, in epoch milliseconds; `parent` the story that it is a rewrite of. One of a few words
    has no signature, and is no one's copy. `origin` is the uri of the cluster's first story, its own
    where it is that. `copy_of` is the earlier story that it has most in common with, `similarity` how much.
    `superseded_by` is its latest rewrite.
    """

    uri: str
    born: int
    signature: str | None
    origin: str
    copy_of: str | None = None
    similarity: float | None = None
    parent: str | None = None
    superseded_by: str | None = None


def placed(
    known: Mapping[str, Member], changed: Collection[str], *, former: Collection[str] = ()
) -> dict[str, Member]:
    """The members whose clusters may be others now that some stories have come, changed or gone, each with the place
    that it has now.

    `known` are the stories that there are, by uri: the changed ones, all that may be copies of them, and all members
    of the clusters concerned; `former` the origins of the clusters that the changed ones were in. Places hang on what
    there is, not on what came first or what has been: whatever the order, whoever was killed, a story's cluster ends
    the same. A story may be the link between clusters that knew nothing of each other, or have been it.
    """
    here = {uri: known[uri] for uri in changed if uri in known}
    everyone = _Crowd(known.values())
    kin = {uri: everyone.kin(one) for uri, one in here.items()}
    # their members may be linked by what has changed only
    loose = {*former, *(one.origin for one in here.values())}
    concerned = loose | {known[uri].origin for near in kin.values() for uri in near}
    members = {uri: one for uri, one in known.items() if uri in here or one.origin in concerned}
    crowd = _Crowd(members.values())
    found = {}
    for cluster in _components(members, crowd, kin, loose):
        origin = min((members[uri] for uri in cluster), key=_age).uri
        for uri in cluster:
            near = _near(members[uri], members, crowd, kin, changed)
            found[uri] = replace(_closest(members[uri], near, members), origin=origin)
    return found


def superseded(members: Mapping[str, Member], of: Iterable[str]) -> dict[str, Member]:
    """Those among some members, all of them usable, whose latest rewrite has changed: it has come, or is gone."""
    changed = {}
    for uri in set(of) & members.keys():
        rewrites = [other for other in members.values() if other.parent == uri]
        latest = max(rewrites, key=_age).uri if rewrites else None
        if members[uri].superseded_by != latest:
            changed[uri] = replace(members[uri], superseded_by=latest)
    return changed


class _Crowd:
    """Members, to ask many times whom of them one is related to."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._members = sorted(members, key=_age)
        self._places = {one.uri: at for at, one in enumerate(self._members)}
        self._parents: dict[str, list[int]] = {}
        for at, one in enumerate(self._members):
            if one.parent is not None:
                self._parents.setdefault(one.parent, []).append(at)

    @cached_property
    def _sketches(self) -> Sketches:
        """Made when it is first asked for: most who come join a cluster that stays whole."""
        return Sketches([one.signature for one in self._members])

    def kin(self, one: Member) -> dict[str, float]:
        """Those whose copy it is or that are its copies, its rewrites, and what it is a rewrite of; and how much they
        have in common."""
        shares = self._sketches.similarities(one.signature)
        family = [*self._parents.get(one.uri, ()), self._places.get(one.parent or "")]
        found = {*np.flatnonzero(shares >= THRESHOLD).tolist(), *(at for at in family if at is not None)}
        return {
            self._members[at].uri: float(shares[at])
            for at in sorted(found)
            if self._members[at].uri != one.uri
        }

    def nearest(self, one: Member) -> dict[str, float]:
        """The earlier ones that it has most in common with."""
        shares = self._sketches.similarities(one.signature)[: self._places[one.uri]]
        if not len(shares) or (most := shares.max()) < THRESHOLD:
            return {}
        # they are compared by three decimals
        return {
            self._members[at].uri: float(shares[at]) for at in np.flatnonzero(shares > most - 0.002).tolist()
        }


def _components(
    members: Mapping[str, Member],
    crowd: _Crowd,
    kin: Mapping[str, Mapping[str, float]],
    loose: Collection[str],
) -> list[list[str]]:
    """The clusters among members: what the changed ones link, and what was in one cluster before, unless that was one
    of the loose: there each is asked again whom it is related to."""
    left: dict[str, dict[str, None]] = {}
    """by origin, those that have not been reached yet"""
    for uri, one in members.items():
        left.setdefault(one.origin, {})[uri] = None
    found = []
    for start in members:
        if start not in left[members[start].origin]:
            continue
        del left[members[start].origin][start]
        reached = [start]
        # it grows as it is gone through
        for uri in reached:
            mates = left[members[uri].origin]
            if uri in kin:
                next_to = list(kin[uri])
            elif members[uri].origin not in loose:
                next_to = list(mates)
            else:
                next_to = [other for other in crowd.kin(members[uri]) if other in mates] if mates else []
            for other in (*next_to, *(other for other, near in kin.items() if uri in near)):
                if other in left[members[other].origin]:
                    del left[members[other].origin][other]
                    reached.append(other)
        found.append(reached)
    return found


def _near(
    member: Member,
    members: Mapping[str, Member],
    crowd: _Crowd,
    kin: Mapping[str, Mapping[str, float]],
    changed: Collection[str],
) -> Mapping[str, float]:
    """What it has in common with those that it may be a copy of. What it has been told of the unchanged still holds,
    as long as the nearest of them is there."""
    if member.uri in kin:
        return kin[member.uri]
    nearest = members.get(member.copy_of or "")
    if member.copy_of is not None and (nearest is None or nearest.uri in changed):
        return crowd.nearest(member)
    shares = {uri: near[member.uri] for uri, near in kin.items() if member.uri in near}
    if nearest is not None and member.similarity is not None:
        shares[nearest.uri] = member.similarity
    return shares


def _closest(member: Member, near: Mapping[str, float], members: Mapping[str, Member]) -> Member:
    """The member as a copy of the earlier story that it has most in common with; of two alike, of the earliest."""
    earlier = [
        (-round(share, 3), _age(members[uri]))
        for uri, share in near.items()
        if share >= THRESHOLD and _age(members[uri]) < _age(member)
    ]
    if not earlier:
        return replace(member, copy_of=None, similarity=None)
    share, (_, uri) = min(earlier)
    return replace(member, copy_of=uri, similarity=-share)


def _age(member: Member) -> tuple[int, str]:
    return member.born, member.uri
