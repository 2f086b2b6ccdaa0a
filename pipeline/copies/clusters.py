"""Clusters: the stories that were made from one another, under the one that came first, their origin.

A story is made from another if it has its words, or if its newsroom says that it is a rewrite of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.copies.signature import THRESHOLD, similarity


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


def joined(story: Member, others: Iterable[Member]) -> dict[str, Member]:
    """The cluster that a story is in, by uri, each member with the place that it has now.

    `others` are stories that may be copies of it, and all members of their clusters. The story may be the link
    between clusters that knew nothing of each other, and may be earlier than the origin they had: stories that
    come in any order end in the same clusters. A story that was made from no other is in a cluster of its own.
    """
    known = {other.uri: other for other in others if other.uri != story.uri}
    alike = {uri: _alike(story, other) for uri, other in known.items()}
    kin = {uri: share for uri, share in alike.items() if share >= THRESHOLD}
    family = {uri for uri, other in known.items() if uri == story.parent or other.parent == story.uri}
    origins = {known[uri].origin for uri in (*kin, *family)}
    cluster = {uri: other for uri, other in known.items() if uri in family or other.origin in origins}
    origin = min((story, *cluster.values()), key=_age).uri
    everyone = {**known, story.uri: story}
    near = {uri: {story.uri: share} for uri, share in kin.items()} | {story.uri: kin}
    return {
        uri: replace(_closest(everyone[uri], near.get(uri, {}), everyone), origin=origin)
        for uri in (story.uri, *cluster)
    }


def superseded(members: Mapping[str, Member], of: Iterable[str]) -> dict[str, Member]:
    """Those among some members, all of them usable, whose latest rewrite has changed: it has come, or is gone."""
    changed = {}
    for uri in set(of) & members.keys():
        rewrites = [other for other in members.values() if other.parent == uri]
        latest = max(rewrites, key=_age).uri if rewrites else None
        if members[uri].superseded_by != latest:
            changed[uri] = replace(members[uri], superseded_by=latest)
    return changed


def _alike(one: Member, other: Member) -> float:
    return similarity(one.signature, other.signature) if one.signature and other.signature else 0.0


def _closest(member: Member, near: Mapping[str, float], everyone: Mapping[str, Member]) -> Member:
    """The member as a copy of the earlier story that it has most in common with; of two alike, of the earliest."""
    earlier = [
        (-round(share, 3), _age(everyone[uri]))
        for uri, share in near.items()
        if _age(everyone[uri]) < _age(member)
    ]
    if member.copy_of is not None and member.similarity is not None and member.copy_of in everyone:
        earlier.append((-member.similarity, _age(everyone[member.copy_of])))
    if not earlier:
        return member
    share, (_, uri) = min(earlier)
    return replace(member, copy_of=uri, similarity=-share)


def _age(member: Member) -> tuple[int, str]:
    return member.born, member.uri
