"""An analyst reads a story: follows quotes to speakers, opens it at a span, sees what changed; hostile ones are text."""

from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.conftest import no_faults
from tests.browser.stories import COPIED, HOSTILE, hostile


def test_a_quote_leads_to_its_speaker(page: Page, desk: str) -> None:
    page.goto(f"{desk}/story?uri=urn:copied:0")
    quotes = page.get_by_role("region", name="Quotes")
    item = quotes.get_by_role("listitem").filter(has_text="Nobody told me anything")
    item.get_by_role("link", name="to the speaker").click()
    start = COPIED.index("the mayor")
    focused = page.locator(":focus")
    expect(focused).to_contain_text("mayor")
    target = page.locator("#text").get_attribute("data-target")
    assert target is not None
    assert int(target.split("-")[0]) in (start, start + 4)
    expect(page.get_by_role("tooltip")).to_contain_text("Said by Ingrid Dahl")
    no_faults(page)


def test_a_link_to_a_span_opens_and_marks_there(page: Page, desk: str) -> None:
    start = COPIED.index("450")
    page.set_viewport_size({"width": 1000, "height": 260})
    page.goto(f"{desk}/story?uri=urn:copied:0#c={start}-{start + 3}")
    mark = page.locator("#text .troops")
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    marked = "[...CSS.highlights.get('target')].map(range => range.toString()).join()"
    assert page.evaluate(marked) == "450"
    expect(page.get_by_role("tooltip")).to_contain_text("450 Norwegian troops")
    expect(page.locator("#aloud")).to_contain_text("450")


def test_offsets_are_code_points_behind_emoji_and_right_to_left(page: Page, desk: str) -> None:
    evil = hostile()[0]
    start = evil["text"].index("3,000")
    page.goto(f"{desk}/story?uri={quote(evil['uri'], safe='')}#c={start}-{start + 5}")
    expect(page.locator("#text")).to_have_attribute("data-target", f"{start}-{start + 5}")
    assert page.evaluate("[...CSS.highlights.get('target')][0].toString()") == "3,000"
    assert page.evaluate("document.getElementById('text').textContent") == evil["text"]


def test_hovering_and_tabbing_say_what_a_mark_is(page: Page, desk: str) -> None:
    page.goto(f"{desk}/story?uri=urn:copied:0")
    tip = page.get_by_role("tooltip")
    page.locator("#text .person").first.hover()
    expect(tip).to_contain_text("Ingrid Dahl, mayor (person")
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    page.locator("#text [tabindex]").first.focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_what_changed_between_versions(page: Page, desk: str) -> None:
    page.goto(f"{desk}/story?uri=urn:corrected")
    versions = page.get_by_role("region", name="Versions")
    details = versions.get_by_text("What changed after it")
    expect(details).to_have_count(2)
    details.nth(1).click()
    expect(versions.locator("del", has_text="3,000").first).to_be_visible()
    expect(versions.locator("ins", has_text="2,200").first).to_be_visible()
    no_faults(page)


def test_a_killed_story_says_so(page: Page, desk: str) -> None:
    page.goto(f"{desk}/story?uri=urn:none")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not here")
    no_faults(page)


def test_a_hostile_story_is_text_and_breaks_nothing(page: Page, desk: str) -> None:
    for evil in hostile():
        page.goto(f"{desk}/story?uri={quote(evil['uri'], safe='')}")
        expect(page.get_by_role("heading", level=1)).to_contain_text("ostile")
        assert page.evaluate("window.hacked") is None
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert page.locator("#main a[href^='javascript'], #main a[href^='data']").count() == 0
        assert page.evaluate("document.getElementById('text').textContent.length") > 10
    page.goto(f"{desk}/?q=hostile")
    expect(page.locator(".hit")).to_have_count(3)
    assert page.evaluate("window.hacked") is None
    assert HOSTILE[:8] in page.locator("main").inner_text()


def test_on_a_phone(page: Page, desk: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{desk}/story?uri=urn:copied:0")
    no_faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator("#text .troops").click()
    expect(page.get_by_role("tooltip")).to_be_visible()
