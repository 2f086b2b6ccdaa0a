"""What must happen to rewrites: a story that takes the place of another one, and does not take it back."""

from tests.pipeline.claims.newsroom import kill, wire
from tests.pipeline.claims.scenario import ASKS_FOR_ALL, NK, scenario

PARENT = wire("a", "AFP", "08:00", "3,000 KP in RU")
THREE = f"new: 3,000 {NK}"

REWRITES = (
    scenario(
        "a rewrite in other words, under another name: one origin",
        PARENT,
        wire("b", "AFP Extra", "09:00", "3,000 KP in RU", rewrites="a"),
        told=[THREE],
        standing=[f"3,000 {NK}"],
        rules=(ASKS_FOR_ALL,),
    ),
    scenario(
        "a rewrite with another figure: revised, and its parent's stands",
        PARENT,
        wire("b", "AFP", "09:00", "10,000 KP in RU", rewrites="a"),
        told=[THREE, f"revised: 10,000 {NK}, up from 3,000"],
        standing=[f"3,000 {NK}", f"10,000 {NK}"],
    ),
    scenario(
        "a rewrite that says less than its parent",
        PARENT,
        wire("b", "AFP", "09:00", "at least 2,000 KP in RU", rewrites="a"),
        told=[THREE, f"revised: at least 2,000 {NK}, down from 3,000"],
        standing=[f"3,000 {NK}", f"at least 2,000 {NK}"],
    ),
    scenario(
        "another 1,500 that the rewrite has as 2,000",
        wire("a", "AFP", "08:00", "1,500 more KP in RU"),
        wire("b", "AFP", "09:00", "2,000 more KP in RU", rewrites="a"),
        told=[f"new: 1,500 more {NK}", f"revised: 2,000 more {NK}, up from 1,500"],
        standing=[f"1,500 more {NK}", f"2,000 more {NK}"],
    ),
    scenario(
        "a figure that the rewrite leaves out is not withdrawn",
        PARENT,
        wire("b", "AFP", "09:00", rewrites="a"),
        told=[THREE],
        standing=[f"3,000 {NK}"],
    ),
    scenario(
        "a rewrite that has its parent's time of publication is as new as it is",
        wire("a", "AFP", "08:00"),
        wire("c", "Reuters", "09:00", "5,000 KP in RU"),
        wire("b", "AFP", "10:00", "12,000 KP in RU", published="08:00", rewrites="a"),
        told=[f"new: 5,000 {NK}", f"revised: 12,000 {NK}, up from 5,000"],
        standing=[f"5,000 {NK}", f"12,000 {NK}"],
    ),
    scenario(
        "a parent after its rewrite: counted, and no news",
        wire("b", "AFP", "09:00", "10,000 KP in RU", "500 KP killed in RU", rewrites="a"),
        wire("a", "AFP", "08:00", "3,000 KP in RU", "700 KP wounded in RU"),
        told=[f"new: 10,000 {NK}", "new: 500 North Korean soldiers killed in Russia"],
        standing=[
            *(f"3,000 {NK}", f"10,000 {NK}"),
            "500 North Korean soldiers killed in Russia",
            "700 North Korean soldiers wounded in Russia",
        ],
    ),
    scenario(
        "what a parent said after its rewrite had left it out is news from another outlet",
        wire("b", "AFP", "09:00", rewrites="a"),
        PARENT,
        wire("c", "Reuters", "10:00", "3,000 KP in RU"),
        told=[THREE],
        standing=[f"3,000 {NK}"],
    ),
    scenario(
        "a version of the parent that is newer than the rewrite is news",
        PARENT,
        wire("b", "AFP", "09:00", "3,000 KP in RU", rewrites="a"),
        wire("a", "AFP", "10:00", "10,000 KP in RU"),
        told=[THREE, f"revised: 10,000 {NK}, up from 3,000"],
        standing=[f"3,000 {NK}", f"10,000 {NK}"],
    ),
    scenario(
        "a chain of three, in order",
        PARENT,
        wire("b", "AFP", "09:00", "5,000 KP in RU", rewrites="a"),
        wire("c", "AFP", "10:00", "10,000 KP in RU", rewrites="b"),
        told=[
            THREE,
            f"revised: 5,000 {NK}, up from 3,000",
            f"revised: 10,000 {NK}, up from 5,000",
        ],
        standing=[f"3,000 {NK}", f"5,000 {NK}", f"10,000 {NK}"],
    ),
    scenario(
        "a chain of three, the last first",
        wire("c", "AFP", "10:00", "10,000 KP in RU", rewrites="b"),
        wire("b", "AFP", "09:00", "5,000 KP in RU", rewrites="a"),
        PARENT,
        told=[f"new: 10,000 {NK}"],
        standing=[f"3,000 {NK}", f"5,000 {NK}", f"10,000 {NK}"],
    ),
    scenario(
        "a killed parent whose figure the rewrite has too: it stands",
        PARENT,
        wire("b", "AFP", "09:00", "3,000 KP in RU", rewrites="a"),
        kill("a", "AFP", "10:00"),
        told=[THREE],
        standing=[f"3,000 {NK}"],
    ),
    scenario(
        "a killed parent that the rewrite corrected: who was told of it knows",
        PARENT,
        wire("b", "AFP", "09:00", "10,000 KP in RU", rewrites="a"),
        kill("a", "AFP", "10:00"),
        told=[THREE, f"revised: 10,000 {NK}, up from 3,000"],
        standing=[f"10,000 {NK}"],
    ),
    scenario(
        "a killed parent whose figure the rewrite left out: withdrawn",
        PARENT,
        wire("b", "AFP", "09:00", rewrites="a"),
        kill("a", "AFP", "10:00"),
        told=[THREE, f"withdrawn: 3,000 {NK}"],
        standing=[],
    ),
    scenario(
        "a killed rewrite: its figure is withdrawn, its parent's stands",
        PARENT,
        wire("b", "AFP", "09:00", "10,000 KP in RU", rewrites="a"),
        kill("b", "AFP", "10:00"),
        told=[THREE, f"revised: 10,000 {NK}, up from 3,000", f"withdrawn: 10,000 {NK}"],
        standing=[f"3,000 {NK}"],
    ),
    scenario(
        "a parent after its rewrite was killed is a story like any other",
        wire("b", "AFP", "09:00", "10,000 KP in RU", rewrites="a"),
        kill("b", "AFP", "10:00"),
        PARENT,
        told=[f"new: 10,000 {NK}", f"withdrawn: 10,000 {NK}", THREE],
        standing=[f"3,000 {NK}"],
    ),
    scenario(
        "two stories that are each other's rewrites",
        wire("a", "AFP", "08:00", "3,000 KP in RU", rewrites="b"),
        wire("b", "AFP", "09:00", "10,000 KP in RU", rewrites="a"),
        told=[THREE, f"revised: 10,000 {NK}, up from 3,000"],
        standing=[f"3,000 {NK}", f"10,000 {NK}"],
    ),
)
