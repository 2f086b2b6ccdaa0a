"""What the desk of the browser tests has in it: the seeds, a story with copies, a hostile one, a fortnight's news."""

from datetime import UTC, datetime, timedelta
from typing import Any

HOSTILE = '<script>window.hacked=1</script>"\'>\u202e<img src=x onerror="window.hacked=2"> 🪖{{7*7}} ${1}'
LONG_WORD = "x" * 1_000_000

COPIED = (
    "Four grey ships have lain off the harbour of Narvik since Sunday, the port authority said, and none of them has"
    " said what it carries.\nDockers were told to stay at home, the road to the quay is closed, and the school next to"
    " it is empty.\n“Nobody told me anything,” the mayor, Ingrid Dahl, said. “I learned of it from a fisherman.”\n"
    "Norway has sent 450 soldiers to Narvik, defence minister Kari Lunde told reporters on Monday."
)

_PAPERS = ("Harbour Post", "Nordland Daily", "Example Wire", "Coast Radio", "Fjord News", "The Quay")
_FORCES = (
    ("Norway", "Norwegian", "Estonia"),
    ("Turkey", "Turkish", "Libya"),
    ("North Korea", "North Korean", "Russia"),
    ("France", "French", "Chad"),
)

_MORE = (
    "“We count them every week,” spokeswoman Anna Berg told reporters. “There were fewer before.”\nAid worth {million} million dollars was pledged for the region.",
    "They live in tents beside the railway, where {bridges} bridges are being repaired, a driver said.\n“Nobody sleeps here,” he added. “The trains run all night.”",
    "John Kirby said in Washington that the United States had known of it for weeks.\nThe market in the old town stayed open, and bread cost {million} percent more than a year ago.",
    "A convoy of {bridges} lorries was seen before dawn on the coast road.\n“I have stopped counting,” the mayor, Ingrid Dahl, said. “Ask the fishermen.”",
    "Parliament will vote on the cost, {million} million euros, before the summer, according to the finance minister, Pavel Novak.",
    "The United Nations asked both sides to keep {bridges} roads open for relief.\n“Winter does not wait for talks,” its envoy, Amina Baloch, said in Geneva.",
    "Farmers say that {bridges} wells have run dry since the camp was built.\nThe army denied it, and promised to drill for water in spring.",
)


def articles() -> list[dict[str, Any]]:
    """All of them, in the order in which they come."""
    return [*_copies(), *_news(), *_versions(), *_odd(), *hostile()]


def hostile() -> list[dict[str, Any]]:
    """Stories that would break a page that trusts them."""
    text = (
        f"“{HOSTILE} is what we sent,” John {HOSTILE} Kirby said. Norway has sent 1,300 soldiers to Estonia, he said."
        f"\nمرحبا \u202eabc\u202c 👩‍👩‍👧‍👦 3,000 soldiers.\n</p></main><style>*{{display:none}}</style>"
    )
    common = {"published": "2026-11-14T08:00:00Z", "versioncreated": "2026-11-14T08:00:00Z"}
    return [
        {
            "uri": "urn:hostile:<script>alert(1)</script>?a=1&b=\"#'%2F/../🪖",
            "headline": f"Hostile {HOSTILE}",
            "text": text,
            "provider": f"Evil {HOSTILE}",
            "byline": HOSTILE,
            "url": "javascript:window.hacked=3",
            **common,
        },
        {
            "uri": "urn:hostile:long",
            "headline": "Hostile long " + LONG_WORD[:100_000],
            "text": f"Hostile. {LONG_WORD} 2,000 soldiers.",
            "provider": "Evil " + LONG_WORD[:5_000],
            "url": "data:text/html,<script>window.hacked=4</script>",
            **common,
        },
        {
            "uri": '=HYPERLINK("evil")',
            "headline": "=cmd|' /C calc'!A0 hostile",
            "text": "@SUM(1+1) hostile formula.",
            "provider": "-2+3",
            **common,
        },
    ]


def _copies() -> list[dict[str, Any]]:
    return [
        {
            "uri": f"urn:copied:{number}",
            "headline": "Four grey ships off Narvik"
            if number == 0
            else f"Ships off Narvik, edition {number}",
            "text": COPIED if number == 0 else COPIED.replace("since Sunday", f"since Sunday ({number})"),
            "provider": _PAPERS[number % len(_PAPERS)],
            "published": f"2026-11-16T06:{number:02}:00Z",
            "versioncreated": f"2026-11-16T06:{number:02}:00Z",
            "byline": "By Mari Tamm in Narvik",
            "url": f"https://example.org/{number}",
        }
        for number in range(12)
    ]


def _news() -> list[dict[str, Any]]:
    """Every day for a fortnight someone counts someone's soldiers."""
    first = datetime(2026, 11, 1, 7, tzinfo=UTC)
    found = []
    for number in range(28):
        country, people, place = _FORCES[number % len(_FORCES)]
        at = (first + timedelta(hours=12 * number)).isoformat().replace("+00:00", "Z")
        figure = 800 + 370 * (number % 9) + 150 * number
        found.append(
            {
                "uri": f"urn:news:{number}",
                "headline": f"{country} has {figure:,} soldiers in {place}, officials say",
                "text": (
                    f"{country} now has at least {figure:,} {people} soldiers in {place}, the defence ministry said.\n"
                    + _MORE[number % len(_MORE)].format(million=12 + number, bridges=3 + number)
                ),
                "provider": _PAPERS[number % len(_PAPERS)],
                "published": at,
                "versioncreated": at,
            }
        )
    return found


def _odd() -> list[dict[str, Any]]:
    """One with furniture, a caption and a table beside its prose; one in a language that is not read."""
    at = "2026-11-13T06:00:00Z"
    return [
        {
            "uri": "urn:beside",
            "headline": "Two states send soldiers to the strait",
            "html": (
                "<p>By Mari Tamm</p><p>TALLINN, Nov 13 (Example Wire) - Two states have sent soldiers to the strait,"
                " the Estonian defence ministry said on Friday.</p><p>Norway sent 210 of them, and Denmark 140.</p>"
                "<figure><figcaption>A patrol on the quay of Paldiski on Thursday</figcaption></figure>"
                "<table><tr><th>State</th><th>Soldiers</th><th>Since</th></tr><tr><td>Norway</td><td>210</td><td>Monday"
                "</td></tr><tr><td>Denmark</td><td>140</td><td>Wednesday</td></tr></table>"
                "<p>They will stay until the ice breaks, the ministry said.</p><p>Read more: ten years in the strait</p>"
                "<p>(Reporting by Mari Tamm; Editing by Jaan Kask)</p>"
            ),
            "provider": "Example Wire",
            "published": at,
            "versioncreated": at,
        },
        {
            "uri": "urn:foreign",
            "headline": "В порту Нарвы снова работают краны",
            "text": (
                "В порту Нарвы снова работают краны, сообщила администрация города.\n"
                "Первое судно с зерном вышло в море в понедельник утром, второе ждёт погоды."
            ),
            "provider": "Coast Radio",
            "published": at,
            "versioncreated": at,
        },
    ]


def _versions() -> list[dict[str, Any]]:
    """One story in three versions."""
    return [
        {
            "uri": "urn:corrected",
            "headline": headline,
            "text": (
                f"Sweden has sent {figure} soldiers to Gotland, the ministry in Stockholm said.\n"
                f"They came by ferry and will stay until {until}.\nThe harbour of Visby was closed for an hour."
            ),
            "provider": "Baltic Wire",
            "published": "2026-11-15T06:00:00Z",
            "versioncreated": f"2026-11-15T0{hour}:00:00Z",
        }
        for hour, figure, until, headline in (
            (6, "3,000", "spring", "Sweden sends 3,000 soldiers to Gotland"),
            (7, "2,200", "spring", "Sweden sends 2,200 soldiers to Gotland"),
            (8, "2,200", "the end of January", "Sweden sends 2,200 soldiers to Gotland until January"),
        )
    ]
