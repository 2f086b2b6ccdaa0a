"""What must happen, case by case: the stories that arrive, in order; what is told; which figures stand at the end.

The first part is DESIGN 4, row by row; the second is where one would get it wrong. The same table can be played
against the pure code and against real servers.
"""

from dataclasses import dataclass

from schemas import Rule, Story
from tests.pipeline.claims.newsroom import kill, wire, withhold

EVERYONE = Rule(name="everyone")
"""a rule with nothing set takes all that is news"""


@dataclass(frozen=True)
class Scenario:
    """`told`: `kind: words` of each alert, in order. `standing`: the figures that someone still claims."""

    name: str
    stories: tuple[Story, ...]
    told: tuple[str, ...] = ()
    standing: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = (EVERYONE,)


def _scenario(
    name: str, *stories: Story, told: list[str], standing: list[str], rules: tuple[Rule, ...] = (EVERYONE,)
) -> Scenario:
    return Scenario(name, stories, tuple(told), frozenset(standing), rules)


A_3000 = wire("a", "AFP", "08:00", "3,000 KP in RU")
NK = "North Korean troops in Russia"
ASKS_FOR_ALL = Rule(name="curious", kinds=("new", "revised", "corroborated", "withdrawn"))

DESIGN_4 = (
    _scenario(
        "a first story with a troop count",
        A_3000,
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "ten copies by other outlets: one alert",
        A_3000,
        *(wire(f"copy{n}", f"Outlet {n}", f"09:{n:02}", "3,000 KP in RU", body="a") for n in range(10)),
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
        rules=(ASKS_FOR_ALL,),
    ),
    _scenario(
        "another outlet's own report: nothing, unless a rule asks",
        A_3000,
        wire("b", "Reuters", "09:00", "3,000 KP in RU"),
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "another outlet's own report, and a rule that asks",
        A_3000,
        wire("b", "Reuters", "09:00", "3,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"corroborated: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
        rules=(ASKS_FOR_ALL,),
    ),
    _scenario(
        "a higher version with 10,000 for 3,000: revised once, nothing withdrawn",
        A_3000,
        wire("a", "AFP", "09:00", "10,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"revised: 10,000 {NK}, up from 3,000"],
        standing=[f"10,000 {NK}"],
    ),
    _scenario(
        "another story's differing figure: revised, and both stand",
        A_3000,
        wire("b", "Reuters", "09:00", "12,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"revised: 12,000 {NK}, up from 3,000"],
        standing=[f"3,000 {NK}", f"12,000 {NK}"],
    ),
    _scenario(
        "a lower figure is revised down",
        A_3000,
        wire("b", "Reuters", "09:00", "2,500 KP in RU"),
        told=[f"new: 3,000 {NK}", f"revised: 2,500 {NK}, down from 3,000"],
        standing=[f"3,000 {NK}", f"2,500 {NK}"],
    ),
    _scenario(
        "a correction that no longer has the figure",
        A_3000,
        wire("a", "AFP", "09:00"),
        told=[f"new: 3,000 {NK}", f"withdrawn: 3,000 {NK}"],
        standing=[],
    ),
    _scenario(
        "a kill",
        A_3000,
        kill("a", "AFP", "09:00"),
        told=[f"new: 3,000 {NK}", f"withdrawn: 3,000 {NK}"],
        standing=[],
    ),
    _scenario(
        "a late copy can't bring a killed story back",
        A_3000,
        kill("a", "AFP", "09:00"),
        A_3000,
        told=[f"new: 3,000 {NK}", f"withdrawn: 3,000 {NK}"],
        standing=[],
    ),
    _scenario(
        "the same version again",
        A_3000,
        A_3000,
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "an older version late",
        wire("a", "AFP", "09:00", "10,000 KP in RU"),
        A_3000,
        told=[f"new: 10,000 {NK}"],
        standing=[f"10,000 {NK}"],
    ),
    _scenario(
        "1,500 more, taking the total to 3,000: two claims, never summed",
        wire("a", "AFP", "08:00", "1,500 more KP in RU", "3,000 KP in RU"),
        told=[f"new: 1,500 more {NK}", f"new: 3,000 {NK}"],
        standing=[f"1,500 more {NK}", f"3,000 {NK}"],
    ),
    _scenario(
        "planned, hypothetical and denied figures are kept apart, and say so",
        wire(
            "a", "AFP", "08:00", "planned 10,000 KP to RU", "hypothetical 20,000 KP", "denied 3,000 KP in RU"
        ),
        told=[
            "new: planned: 10,000 North Korean troops to Russia",
            "new: hypothetical: 20,000 North Korean troops",
            f"new: denied: 3,000 {NK}",
        ],
        standing=[
            "planned: 10,000 North Korean troops to Russia",
            "hypothetical: 20,000 North Korean troops",
            f"denied: 3,000 {NK}",
        ],
    ),
    _scenario(
        "rules can leave plans out",
        wire("a", "AFP", "08:00", "planned 10,000 KP to RU", "3,000 KP in RU"),
        told=[f"new: 3,000 {NK}"],
        standing=["planned: 10,000 North Korean troops to Russia", f"3,000 {NK}"],
        rules=(Rule(name="facts", statuses=("actual",)),),
    ),
    _scenario(
        "historic and vague figures are counted and not told",
        wire("a", "AFP", "08:00", "vaguely 10,000 RU killed", "historic 14,000 RU killed"),
        told=[],
        standing=[
            "tens of thousands of Russian soldiers killed",
            "14,000 Russian soldiers killed (historic)",
        ],
    ),
    _scenario(
        "historic and vague figures are told to a rule that asks",
        wire("a", "AFP", "08:00", "vaguely 10,000 RU killed", "historic 14,000 RU killed"),
        told=[
            "new: tens of thousands of Russian soldiers killed",
            "new: 14,000 Russian soldiers killed (historic)",
        ],
        standing=[
            "tens of thousands of Russian soldiers killed",
            "14,000 Russian soldiers killed (historic)",
        ],
        rules=(Rule(name="historian", historic=True, vague=True),),
    ),
    _scenario(
        "withheld until a usable version",
        withhold("a", "AFP", "08:00"),
        wire("a", "AFP", "09:00", "3,000 KP in RU"),
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "withheld after it was told: taken back, and news again when it is usable",
        A_3000,
        withhold("a", "AFP", "09:00"),
        wire("a", "AFP", "10:00", "3,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"withdrawn: 3,000 {NK}", f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
    ),
)

TRICKY = (
    _scenario(
        "two corrections in a row, and back again",
        A_3000,
        wire("a", "AFP", "09:00", "10,000 KP in RU"),
        wire("a", "AFP", "10:00", "3,000 KP in RU"),
        told=[
            f"new: 3,000 {NK}",
            f"revised: 10,000 {NK}, up from 3,000",
            f"revised: 3,000 {NK}, down from 10,000",
        ],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "a kill before its original",
        kill("a", "AFP", "09:00"),
        A_3000,
        told=[],
        standing=[],
    ),
    _scenario(
        "a kill at the same moment as the story",
        A_3000,
        kill("a", "AFP", "08:00"),
        A_3000,
        told=[f"new: 3,000 {NK}", f"withdrawn: 3,000 {NK}"],
        standing=[],
    ),
    _scenario(
        "killed, while another story still says it: nothing",
        A_3000,
        wire("b", "Reuters", "08:30", "3,000 KP in RU"),
        kill("a", "AFP", "09:00"),
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "killed, and then the other story too: withdrawn once",
        A_3000,
        wire("b", "Reuters", "08:30", "3,000 KP in RU"),
        kill("a", "AFP", "09:00"),
        kill("b", "Reuters", "09:30"),
        told=[f"new: 3,000 {NK}", f"withdrawn: 3,000 {NK}"],
        standing=[],
    ),
    _scenario(
        "killed, while another story says it in other words; then that one too",
        wire("a", "AFP", "08:00", "at least 3,000 KP in RU"),
        wire("b", "Reuters", "08:30", "3,000 KP in RU"),
        kill("a", "AFP", "09:00"),
        kill("b", "Reuters", "09:30"),
        told=[f"new: at least 3,000 {NK}", f"withdrawn: at least 3,000 {NK}"],
        standing=[],
    ),
    _scenario(
        "a killed story that said it twice is taken back once, in the words that were told",
        wire("a", "AFP", "08:00", "at least 3,000 KP in RU", "at least 3,000 KP in RU", "3,000 KP in RU"),
        kill("a", "AFP", "09:00"),
        told=[f"new: at least 3,000 {NK}", f"withdrawn: at least 3,000 {NK}"],
        standing=[],
    ),
    _scenario(
        "at least 3,000 after 3,000 is no news, nor about 3,000, nor the other way round",
        A_3000,
        wire("b", "Reuters", "09:00", "at least 3,000 KP in RU"),
        wire("c", "AP", "10:00", "about 3,000 KP in RU"),
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}", f"at least 3,000 {NK}"],
    ),
    _scenario(
        "at least 3,000 after 5,000 is no news: it is weaker",
        wire("a", "AFP", "08:00", "5,000 KP in RU"),
        wire("b", "Reuters", "09:00", "at least 3,000 KP in RU"),
        told=[f"new: 5,000 {NK}"],
        standing=[f"5,000 {NK}", f"at least 3,000 {NK}"],
    ),
    _scenario(
        "more than 10,000 revises 3,000",
        A_3000,
        wire("b", "Reuters", "09:00", "more than 10,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"revised: more than 10,000 {NK}, up from 3,000"],
        standing=[f"3,000 {NK}", f"more than 10,000 {NK}"],
    ),
    _scenario(
        "5,000 revises at least 3,000",
        wire("a", "AFP", "08:00", "at least 3,000 KP in RU"),
        wire("b", "Reuters", "09:00", "5,000 KP in RU"),
        told=[f"new: at least 3,000 {NK}", f"revised: 5,000 {NK}, up from at least 3,000"],
        standing=[f"at least 3,000 {NK}", f"5,000 {NK}"],
    ),
    _scenario(
        "a range that narrows is no news; one that moves is",
        wire("a", "AFP", "08:00", "3,000-5,000 KP in RU"),
        wire("b", "Reuters", "09:00", "3,500-4,500 KP in RU"),
        wire("c", "AP", "10:00", "4,500-6,000 KP in RU"),
        told=[
            f"new: between 3,000 and 5,000 {NK}",
            f"revised: between 4,500 and 6,000 {NK}, up from between 3,000 and 5,000",
        ],
        standing=[
            f"between 3,000 and 5,000 {NK}",
            f"between 3,500 and 4,500 {NK}",
            f"between 4,500 and 6,000 {NK}",
        ],
    ),
    _scenario(
        "a unit mistake corrected: 3,000 for 300",
        wire("a", "AFP", "08:00", "300 KP in RU"),
        wire("copy", "Outlet", "08:30", "300 KP in RU", body="a"),
        wire("a", "AFP", "09:00", "3,000 KP in RU"),
        wire("copy", "Outlet", "09:30", "3,000 KP in RU", body="a"),
        told=[f"new: 300 {NK}", f"revised: 3,000 {NK}, up from 300"],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "the same figure for another role",
        wire("a", "AFP", "08:00", "3,000 KP killed in RU"),
        wire("b", "Reuters", "09:00", "3,000 KP wounded in RU"),
        told=[
            "new: 3,000 North Korean soldiers killed in Russia",
            "new: 3,000 North Korean soldiers wounded in Russia",
        ],
        standing=[
            "3,000 North Korean soldiers killed in Russia",
            "3,000 North Korean soldiers wounded in Russia",
        ],
    ),
    _scenario(
        "a correction of the role: the one is new, the other withdrawn",
        wire("a", "AFP", "08:00", "3,000 KP killed in RU"),
        wire("a", "AFP", "09:00", "3,000 KP wounded in RU"),
        told=[
            "new: 3,000 North Korean soldiers killed in Russia",
            "new: 3,000 North Korean soldiers wounded in Russia",
            "withdrawn: 3,000 North Korean soldiers killed in Russia",
        ],
        standing=["3,000 North Korean soldiers wounded in Russia"],
    ),
    _scenario(
        "a correction of the force: the one is new, the other withdrawn",
        wire("a", "AFP", "08:00", "3,000 KR in RU"),
        wire("a", "AFP", "09:00", "3,000 KP in RU"),
        told=[
            "new: 3,000 South Korean troops in Russia",
            f"new: 3,000 {NK}",
            "withdrawn: 3,000 South Korean troops in Russia",
        ],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "denied by the force itself: said, and the figure stands",
        A_3000,
        wire("b", "TASS", "09:00", "denied 3,000 KP in RU says Moscow"),
        told=[f"new: 3,000 {NK}", f"new: denied: 3,000 {NK}"],
        standing=[f"3,000 {NK}", f"denied: 3,000 {NK}"],
    ),
    _scenario(
        "a plan that came true in the next version: new, and the plan is not taken back",
        wire("a", "AFP", "08:00", "planned 10,000 KP in RU"),
        wire("a", "AFP", "09:00", "10,000 KP in RU"),
        told=[f"new: planned: 10,000 {NK}", f"new: 10,000 {NK}"],
        standing=[f"10,000 {NK}"],
    ),
    _scenario(
        "the place named only in the copy",
        wire("a", "AFP", "08:00", "3,000 KP"),
        wire("copy", "Outlet", "08:30", "3,000 KP in RU", body="a"),
        told=["new: 3,000 North Korean troops"],
        standing=["3,000 North Korean troops", f"3,000 {NK}"],
    ),
    _scenario(
        "the place named only in the next version",
        wire("a", "AFP", "08:00", "3,000 KP"),
        wire("a", "AFP", "08:30", "3,000 KP in RU"),
        kill("a", "AFP", "09:00"),
        told=["new: 3,000 North Korean troops", "withdrawn: 3,000 North Korean troops"],
        standing=[],
    ),
    _scenario(
        "the same number in a place that the other holds",
        A_3000,
        wire("b", "Reuters", "09:00", "3,000 KP in Kursk:RU"),
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}", "3,000 North Korean troops in Kursk"],
    ),
    _scenario(
        "fewer in a part of the country are no revision of those in all of it",
        wire("a", "AFP", "08:00", "10,000 KP in RU"),
        wire("b", "Reuters", "09:00", "3,000 KP in Kursk:RU"),
        told=[f"new: 10,000 {NK}", "new: 3,000 North Korean troops in Kursk"],
        standing=[f"10,000 {NK}", "3,000 North Korean troops in Kursk"],
    ),
    _scenario(
        "fewer at one spot are no revision of those whose place no one named",
        wire("a", "AFP", "08:00", "about 200,000 UA"),
        wire("b", "Reuters", "09:00", "about 2,000 UA in Azovstal"),
        told=["new: about 200,000 Ukrainian troops", "new: about 2,000 Ukrainian troops in Azovstal"],
        standing=["about 200,000 Ukrainian troops", "about 2,000 Ukrainian troops in Azovstal"],
    ),
    _scenario(
        "a figure of no place is another word on the nearest, not on the latest",
        wire("a", "AFP", "08:00", "140,000 RU in UA"),
        wire("b", "Reuters", "09:00", "30,000 RU in BY"),
        wire("c", "AP", "10:00", "170,000 RU"),
        told=[
            "new: 140,000 Russian troops in Ukraine",
            "new: 30,000 Russian troops in Belarus",
            "revised: 170,000 Russian troops, up from 140,000",
        ],
        standing=[
            "140,000 Russian troops in Ukraine",
            "30,000 Russian troops in Belarus",
            "170,000 Russian troops",
        ],
    ),
    _scenario(
        "a tenth and less of a figure is no word on it where no one names a place",
        wire("a", "AFP", "08:00", "200,000 UA"),
        wire("b", "Reuters", "09:00", "2,000 UA"),
        wire("c", "AP", "10:00", "210,000 UA"),
        told=[
            "new: 200,000 Ukrainian troops",
            "new: 2,000 Ukrainian troops",
            "revised: 210,000 Ukrainian troops, up from 200,000",
        ],
        standing=["200,000 Ukrainian troops", "2,000 Ukrainian troops", "210,000 Ukrainian troops"],
    ),
    _scenario(
        "in one place even a tenth is a revision",
        wire("a", "AFP", "08:00", "30,000 KP in RU"),
        wire("b", "Reuters", "09:00", "2,000 KP in RU"),
        told=[f"new: 30,000 {NK}", f"revised: 2,000 {NK}, down from 30,000"],
        standing=[f"30,000 {NK}", f"2,000 {NK}"],
    ),
    _scenario(
        "the dead of a day are no word on those of a war, in one place or not",
        wire("a", "AFP", "08:00", "24,000 RU killed in UA"),
        wire("b", "Reuters", "09:00", "900 RU killed in UA"),
        wire("c", "AP", "10:00", "26,000 RU killed in UA"),
        told=[
            "new: 24,000 Russian soldiers killed in Ukraine",
            "new: 900 Russian soldiers killed in Ukraine",
            "revised: 26,000 Russian soldiers killed in Ukraine, up from 24,000",
        ],
        standing=[f"{n} Russian soldiers killed in Ukraine" for n in ("24,000", "900", "26,000")],
    ),
    _scenario(
        "older news late, of no place, between two that stand",
        wire("a", "AFP", "08:00", "10,000 KP"),
        wire("b", "Reuters", "12:00", "20,000 KP"),
        wire("c", "AP", "10:00", "12,000 KP"),
        told=["new: 10,000 North Korean troops", "revised: 20,000 North Korean troops, up from 10,000"],
        standing=[f"{n} North Korean troops" for n in ("10,000", "12,000", "20,000")],
    ),
    _scenario(
        "the same number in another country",
        A_3000,
        wire("b", "Reuters", "09:00", "3,000 KP in UA"),
        told=[f"new: 3,000 {NK}", "new: 3,000 North Korean troops in Ukraine"],
        standing=[f"3,000 {NK}", "3,000 North Korean troops in Ukraine"],
    ),
    _scenario(
        "additional never revises a total, nor a part",
        wire("a", "AFP", "08:00", "3,000 KP in RU"),
        wire("b", "Reuters", "09:00", "1,500 more KP in RU"),
        wire("c", "AP", "10:00", "500 of the KP in RU"),
        told=[f"new: 3,000 {NK}", f"new: 1,500 more {NK}", f"new: 500 of the {NK}"],
        standing=[f"3,000 {NK}", f"1,500 more {NK}", f"500 of the {NK}"],
    ),
    _scenario(
        "another 2,000 are other troops than another 1,500",
        wire("a", "AFP", "08:00", "1,500 more KP in RU"),
        wire("b", "Reuters", "09:00", "2,000 more KP in RU"),
        told=[f"new: 1,500 more {NK}", f"new: 2,000 more {NK}"],
        standing=[f"1,500 more {NK}", f"2,000 more {NK}"],
    ),
    _scenario(
        "another 2,000 for another 1,500 in the next version is a correction",
        wire("a", "AFP", "08:00", "1,500 more KP in RU"),
        wire("a", "AFP", "09:00", "2,000 more KP in RU"),
        told=[f"new: 1,500 more {NK}", f"revised: 2,000 more {NK}, up from 1,500"],
        standing=[f"2,000 more {NK}"],
    ),
    _scenario(
        "a further additional figure in the next version is no correction of the first",
        wire("a", "AFP", "08:00", "1,500 more KP in RU"),
        wire("a", "AFP", "09:00", "1,500 more KP in RU", "200 more KP in RU"),
        told=[f"new: 1,500 more {NK}", f"new: 200 more {NK}"],
        standing=[f"1,500 more {NK}", f"200 more {NK}"],
    ),
    _scenario(
        "what was total is corrected to additional",
        wire("a", "AFP", "08:00", "1,500 KP in RU"),
        wire("a", "AFP", "09:00", "1,500 more KP in RU"),
        told=[f"new: 1,500 {NK}", f"new: 1,500 more {NK}", f"withdrawn: 1,500 {NK}"],
        standing=[f"1,500 more {NK}"],
    ),
    _scenario(
        "two sources in one story are no revision of each other",
        wire("a", "AFP", "08:00", "3,000 KP in RU says Washington", "12,000 KP in RU says Kyiv"),
        told=[f"new: 3,000 {NK}", f"new: 12,000 {NK}"],
        standing=[f"3,000 {NK}", f"12,000 {NK}"],
    ),
    _scenario(
        "a newer report of an old figure that still stands is no news",
        A_3000,
        wire("b", "Reuters", "09:00", "12,000 KP in RU"),
        wire("c", "AP", "10:00", "3,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"revised: 12,000 {NK}, up from 3,000"],
        standing=[f"3,000 {NK}", f"12,000 {NK}"],
    ),
    _scenario(
        "older news late takes no one back",
        wire("b", "Reuters", "09:00", "12,000 KP in RU"),
        wire("a", "AFP", "08:00", "3,000 KP in RU"),
        told=[f"new: 12,000 {NK}"],
        standing=[f"3,000 {NK}", f"12,000 {NK}"],
    ),
    _scenario(
        "published before midnight, received after: older news late",
        wire("b", "Reuters", "23:30", "12,000 KP in RU"),
        wire("a", "AFP", "1d 00:10", "3,000 KP in RU", published="23:00"),
        told=[f"new: 12,000 {NK}"],
        standing=[f"3,000 {NK}", f"12,000 {NK}"],
    ),
    _scenario(
        "a story dated in the future silences no one",
        wire("a", "AFP", "08:00", "3,000 KP in RU", published="9d 08:00"),
        wire("b", "Reuters", "09:00", "12,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"revised: 12,000 {NK}, up from 3,000"],
        standing=[f"3,000 {NK}", f"12,000 {NK}"],
    ),
    _scenario(
        "an old story's update with its first figure is today's news",
        wire("a", "AFP", "06:00", published="06:00"),
        wire("b", "Reuters", "09:00", "3,000 KP in RU"),
        wire("a", "AFP", "10:00", "12,000 KP in RU", published="06:00"),
        told=[f"new: 3,000 {NK}", f"revised: 12,000 {NK}, up from 3,000"],
        standing=[f"3,000 {NK}", f"12,000 {NK}"],
    ),
    _scenario(
        "said again when it no longer stood: a new generation, and news",
        A_3000,
        kill("a", "AFP", "09:00"),
        wire("b", "Reuters", "10:00", "3,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"withdrawn: 3,000 {NK}", f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "a copy before its original",
        wire("copy", "Outlet", "08:30", "3,000 KP in RU", body="a"),
        A_3000,
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
        rules=(ASKS_FOR_ALL,),
    ),
    _scenario(
        "a copy in the same second as its original",
        A_3000,
        wire("copy", "Outlet", "08:00", "3,000 KP in RU", body="a"),
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
        rules=(ASKS_FOR_ALL,),
    ),
    _scenario(
        "the same provider's second story is no other origin; a third provider's is told once",
        A_3000,
        wire("a2", "AFP", "08:30", "3,000 KP in RU"),
        wire("b", "Reuters", "09:00", "3,000 KP in RU"),
        wire("copy", "Outlet", "09:30", "3,000 KP in RU", body="b"),
        told=[f"new: 3,000 {NK}", f"corroborated: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
        rules=(ASKS_FOR_ALL,),
    ),
    _scenario(
        "a copy whose figure was changed is a differing figure",
        A_3000,
        wire("copy", "Outlet", "09:00", "8,000 KP in RU", body="a"),
        told=[f"new: 3,000 {NK}", f"revised: 8,000 {NK}, up from 3,000"],
        standing=[f"3,000 {NK}", f"8,000 {NK}"],
    ),
    _scenario(
        "a rule hears how what it was told is revised, even below its least figure",
        wire("a", "AFP", "08:00", "10,000 KP in RU"),
        wire("a", "AFP", "09:00", "1,000 KP in RU"),
        told=[f"new: 10,000 {NK}", f"revised: 1,000 {NK}, down from 10,000"],
        standing=[f"1,000 {NK}"],
        rules=(Rule(name="large", at_least=5_000),),
    ),
    _scenario(
        "no rule takes it: nothing is told, and nothing is taken back",
        wire("a", "AFP", "08:00", "10 KP in RU"),
        kill("a", "AFP", "09:00"),
        told=[],
        standing=[],
        rules=(Rule(name="large", at_least=5_000),),
    ),
    _scenario(
        "a story that goes back to what another still says withdraws its own",
        wire("b", "Reuters", "07:00", "3,000 KP in RU"),
        wire("a", "AFP", "08:00", "10,000 KP in RU"),
        wire("a", "AFP", "09:00", "3,000 KP in RU"),
        told=[
            f"new: 3,000 {NK}",
            f"revised: 10,000 {NK}, up from 3,000",
            f"withdrawn: 10,000 {NK}",
        ],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "a story that comes round to what revised it withdraws nothing",
        A_3000,
        wire("b", "Reuters", "09:00", "10,000 KP in RU"),
        wire("a", "AFP", "10:00", "10,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"revised: 10,000 {NK}, up from 3,000"],
        standing=[f"10,000 {NK}"],
    ),
    _scenario(
        "a correction to a weaker figure is news from the story that gave the stronger",
        wire("a", "AFP", "08:00", "5,000 KP in RU"),
        wire("a", "AFP", "09:00", "at least 3,000 KP in RU"),
        told=[f"new: 5,000 {NK}", f"revised: at least 3,000 {NK}, down from 5,000"],
        standing=[f"at least 3,000 {NK}"],
    ),
    _scenario(
        "a correction from a range to what lies in its middle is no news, and a kill still is",
        wire("a", "AFP", "08:00", "3,000-5,000 KP in RU"),
        wire("a", "AFP", "09:00", "4,000 KP in RU"),
        kill("a", "AFP", "10:00"),
        told=[f"new: between 3,000 and 5,000 {NK}", f"withdrawn: between 3,000 and 5,000 {NK}"],
        standing=[],
    ),
    _scenario(
        "one of a story's two figures goes: only that one is withdrawn",
        wire("a", "AFP", "08:00", "3,000 KP in RU", "500 KP killed"),
        wire("a", "AFP", "09:00", "3,000 KP in RU"),
        told=[
            f"new: 3,000 {NK}",
            "new: 500 North Korean soldiers killed",
            "withdrawn: 500 North Korean soldiers killed",
        ],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "a story that said it twice and now says more is revised, not withdrawn",
        wire("a", "AFP", "08:00", "3,000 KP in RU", "3,000 KP in RU"),
        wire("a", "AFP", "09:00", "10,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"revised: 10,000 {NK}, up from 3,000"],
        standing=[f"10,000 {NK}"],
    ),
    _scenario(
        "a vague figure is nothing that another revises",
        wire("a", "AFP", "08:00", "vaguely 10,000 RU killed"),
        wire("b", "Reuters", "09:00", "70,000 RU killed"),
        told=["new: 70,000 Russian soldiers killed"],
        standing=["tens of thousands of Russian soldiers killed", "70,000 Russian soldiers killed"],
        rules=(EVERYONE,),
    ),
    _scenario(
        "troops that no one is named for are told only to a rule that asks, and revise nothing",
        wire("a", "AFP", "08:00", "3,000 troops in RU"),
        wire("b", "Reuters", "09:00", "500 troops in RU"),
        told=["new: 3,000 troops in Russia", "new: 500 troops in Russia"],
        standing=["3,000 troops in Russia", "500 troops in Russia"],
        rules=(EVERYONE, Rule(name="anyone's", unnamed=True)),
    ),
    _scenario(
        "a force without a country",
        wire("a", "AFP", "08:00", "25,000 Wagner in UA"),
        wire("b", "Reuters", "09:00", "30,000 Wagner in UA"),
        told=[
            "new: 25,000 Wagner troops in Ukraine",
            "revised: 30,000 Wagner troops in Ukraine, up from 25,000",
        ],
        standing=["25,000 Wagner troops in Ukraine", "30,000 Wagner troops in Ukraine"],
    ),
    _scenario(
        "a flash, and the story behind it",
        wire("flash", "AFP", "08:00", "3,000 KP in RU", flash=True),
        wire("a", "AFP", "08:10", "3,000 KP in RU"),
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
        rules=(ASKS_FOR_ALL,),
    ),
)

REPLAYS = (
    _scenario(
        "a silent replay reads another figure in the same version: no one is told, and it is known",
        A_3000,
        wire("a", "AFP", "08:00", "30,000 KP in RU", silent=True),
        wire("b", "Reuters", "09:00", "30,000 KP in RU"),
        told=[f"new: 3,000 {NK}"],
        standing=[f"30,000 {NK}"],
    ),
    _scenario(
        "a silent replay finds a figure that was missed: no one is told, and it is known",
        wire("a", "AFP", "08:00"),
        wire("a", "AFP", "08:00", "3,000 KP in RU", silent=True),
        wire("b", "Reuters", "09:00", "3,000 KP in RU"),
        told=[],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "a silent replay no longer finds a figure: it goes, and no one is told",
        A_3000,
        wire("a", "AFP", "08:00", silent=True),
        told=[f"new: 3,000 {NK}"],
        standing=[],
    ),
    _scenario(
        "who was told of a figure that a replay has changed hears when the story is killed",
        A_3000,
        wire("a", "AFP", "08:00", "30,000 KP in RU", silent=True),
        kill("a", "AFP", "09:00"),
        told=[f"new: 3,000 {NK}", f"withdrawn: 3,000 {NK}"],
        standing=[],
    ),
    _scenario(
        "a replay, and the one that follows it, which finds again what the first lost",
        A_3000,
        wire("a", "AFP", "08:00", "30,000 KP in RU", silent=True),
        wire("a", "AFP", "08:00", "3,000 KP in RU", silent=True),
        wire("b", "Reuters", "09:00", "3,000 KP in RU"),
        told=[f"new: 3,000 {NK}"],
        standing=[f"3,000 {NK}"],
    ),
    _scenario(
        "a silent replay of a version that has been replaced changes nothing",
        A_3000,
        wire("a", "AFP", "09:00", "10,000 KP in RU"),
        wire("a", "AFP", "08:00", "30,000 KP in RU", silent=True),
        told=[f"new: 3,000 {NK}", f"revised: 10,000 {NK}, up from 3,000"],
        standing=[f"10,000 {NK}"],
    ),
    _scenario(
        "a silent replay of a story that was killed changes nothing",
        A_3000,
        kill("a", "AFP", "09:00"),
        wire("a", "AFP", "08:00", "30,000 KP in RU", silent=True),
        told=[f"new: 3,000 {NK}", f"withdrawn: 3,000 {NK}"],
        standing=[],
    ),
    _scenario(
        "a silent replay that finds the same changes nothing, and the next correction is told",
        A_3000,
        wire("a", "AFP", "08:00", "3,000 KP in RU", silent=True),
        wire("a", "AFP", "09:00", "10,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"revised: 10,000 {NK}, up from 3,000"],
        standing=[f"10,000 {NK}"],
    ),
    _scenario(
        "what a replay made of a story is corrected by the newsroom: those who were told hear of it",
        A_3000,
        wire("a", "AFP", "08:00", "30,000 KP in RU", silent=True),
        wire("a", "AFP", "09:00", "12,000 KP in RU"),
        told=[f"new: 3,000 {NK}", f"revised: 12,000 {NK}, down from 30,000"],
        standing=[f"12,000 {NK}"],
    ),
)

SCENARIOS = DESIGN_4 + TRICKY + REPLAYS
