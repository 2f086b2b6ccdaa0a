"""An analyst looks at counts, follows quotes, watches alerts, and makes a rule."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from consumers.rules.rulebook import Rulebook
from consumers.stored.elastic import Store, Write
from pipeline.claims import play
from schemas import Alert, Rule, epoch_ms
from tests.browser.conftest import no_faults
from tests.integration.installation import Installation
from tests.pipeline.claims.newsroom import kill, wire

FIRST_VERSION = epoch_ms(datetime(2026, 11, 15, 6, tzinfo=UTC))
PAGES = (
    *(
        "/counts?force=TR",
        "/counts?force=NO&role=all&place=EE",
        "/quotes",
        "/quotes?about=soldiers",
        "/alerts",
    ),
    *("/story?uri=urn:beside", "/story?uri=urn:foreign", "/counts?force=SE&place=NO"),
    *("/copies?q=ships&origin=urn:copied:0", f"/story/changes?uri=urn:corrected&version={FIRST_VERSION}"),
    *(
        "/rules/remove?name=everyone",
        "/rules",
        "/rules/new",
        "/rules/show?name=everyone",
        "/feedback?uri=urn:seed:tripoli:un-turkish-count",
    ),
)


def tell(installed: Installation, alert: Alert) -> None:
    """As `count` does."""

    told = {**alert.model_dump(mode="json"), "told": datetime.now(UTC).isoformat()}
    installed.ask(lambda store: store.write("alerts", [Write(alert.id, told)]))


@pytest.fixture
def no_rule_left(installed: Installation) -> Iterator[str]:
    """The name of a rule that is gone when the test is over."""
    name = "Turkey, by browser"
    yield name

    async def remove(store: Store) -> None:
        book = Rulebook(store)
        kept = await book.kept([name])
        if name in kept and not kept[name].removed:
            await book.remove(name)

    installed.ask(remove)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault(page: Page, desk: str, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    answer = page.goto(desk + address)
    assert answer is not None
    assert answer.ok
    no_faults(page)
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("address", PAGES)
def test_on_a_phone_nothing_is_wider_than_the_page(page: Page, desk: str, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(desk + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    no_faults(page)


def test_a_point_of_the_chart_leads_to_its_sentence(page: Page, desk: str) -> None:
    page.goto(f"{desk}/counts")
    page.get_by_label("Force").select_option("TR")
    expect(page.get_by_role("heading", level=1)).to_have_text("Turkish troops")
    point = page.get_by_role("link", name=re.compile("^3,200 Turkish troops in Libya"))
    point.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Turkey has 3,200 soldiers in Libya")
    expect(page.locator("tr.pointed")).to_have_count(1)
    point.click()
    expect(page.locator("#text")).to_have_attribute("data-target", "11-16")
    assert page.evaluate("[...CSS.highlights.get('target')][0].toString()") == "3,200"


def test_the_chart_is_used_with_the_keyboard_alone(page: Page, desk: str) -> None:
    page.goto(f"{desk}/counts?force=TR")
    link = page.get_by_role("row").filter(has_text="3,200").get_by_role("link", name="on the chart")
    link.focus()
    page.keyboard.press("Enter")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("aria-label", re.compile("^3,200 Turkish troops"))
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/story\?uri=.*#c=11-16"))


def test_the_table_is_sorted_by_its_heads_and_the_picture_stays(page: Page, desk: str) -> None:
    page.goto(f"{desk}/counts?force=TR&measure=all")
    page.get_by_role("link", name="Figure").click()
    heads = page.locator("th[aria-sort]")
    expect(heads).to_have_attribute("aria-sort", "descending")
    marks = page.locator("svg.wide a.mark").count()
    first = page.locator("tbody tr").first.get_attribute("id")
    page.get_by_role("link", name="Figure").click()
    expect(heads).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("tbody tr").last).to_have_id(str(first))
    assert page.locator("svg.wide a.mark").count() == marks == page.locator("tbody tr").count() > 2


def test_the_chart_is_there_without_scripts_and_on_paper(browser: Browser, desk: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/counts?force=TR")
    assert page.locator("svg.wide a.mark").count() > 1
    page.emulate_media(media="print")
    expect(page.locator("svg.wide")).to_be_visible()
    expect(page.locator(".picker")).to_be_hidden()
    context.close()


def test_a_quote_is_found_by_who_said_it_and_leads_to_its_words(page: Page, desk: str) -> None:
    page.goto(f"{desk}/quotes")
    page.get_by_label("Who", exact=True).fill("lindqvist")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What lindqvist said")
    page.get_by_role("link", name="Numbers are like fish").click()
    expect(page.locator("#text")).to_have_attribute("data-target", re.compile(r"\d+-\d+"))
    assert "Numbers are like fish" in page.evaluate("[...CSS.highlights.get('target')][0].toString()")


def test_an_alert_comes_while_the_page_is_open_and_is_struck_when_it_is_taken_back(
    page: Page, desk: str, installed: Installation
) -> None:
    stories = [wire("urn:live", "AFP", "08:00", "7,700 KP in RU"), kill("urn:live", "AFP", "09:00")]
    first, second = play(stories, [Rule(name="everyone")]).alerts.values()
    page.goto(f"{desk}/alerts")
    expect(page.locator("[data-live]")).to_have_class(re.compile(r"\bon\b"))
    tell(installed, first)
    expect(page.locator("#feed article").first).to_contain_text("7,700 North Korean troops in Russia")
    expect(page.locator("#news")).to_have_text("new: 7,700 North Korean troops in Russia")
    tell(installed, second)
    expect(page.locator("#feed article").first).to_contain_text("Takes back")
    expect(page.locator(f"#a-{first.id} s")).to_have_text("7,700 North Korean troops in Russia")
    expect(page.locator(f"#a-{first.id}")).to_have_count(1)
    no_faults(page)


def test_alerts_of_one_kind_are_picked(page: Page, desk: str) -> None:
    page.goto(f"{desk}/alerts")
    page.get_by_label("Only").select_option("revised")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#feed article").first).to_have_class(re.compile("kind-revised"))
    assert page.locator("#feed article:not(.kind-revised)").count() == 0


def test_a_rule_is_made_tried_paused_and_removed(page: Page, desk: str, no_rule_left: str) -> None:
    page.goto(f"{desk}/rules")
    page.get_by_role("link", name="New rule").click()
    page.get_by_label("Name", exact=True).fill(no_rule_left)
    page.get_by_label("Forces").fill("Turkey")
    page.get_by_label("At least", exact=True).fill("a lot")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="is no number")).to_be_visible()
    expect(page.get_by_label("At least")).to_have_attribute("aria-invalid", "true")
    no_faults(page)
    page.get_by_label("At least").fill("1,000")
    page.get_by_label("days", exact=True).fill("3650")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", level=2).filter(has_text="would have sent")).to_be_visible()
    expect(page.locator(".tried")).to_contain_text("Turkish troops in Libya")
    no_faults(page)
    page.get_by_role("button", name="Save").click()
    row = page.get_by_role("row").filter(has_text=no_rule_left)
    expect(row).to_contain_text("troops of Turkey; at least 1,000")
    row.get_by_role("button", name="Pause").click()
    expect(row).to_contain_text("paused")
    row.get_by_role("button", name="Resume").click()
    expect(row.get_by_role("button", name="Pause")).to_be_visible()
    row.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("row").filter(has_text=no_rule_left)).to_have_count(0)


def test_a_rule_is_made_without_a_mouse(page: Page, desk: str, no_rule_left: str) -> None:
    page.goto(f"{desk}/rules")
    link = page.get_by_role("link", name="New rule")
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    name = page.get_by_label("Name", exact=True)
    expect(name).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if name.evaluate("field => field === document.activeElement"):
            break
    page.keyboard.type(no_rule_left)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Saved")).to_contain_text(no_rule_left)


def test_a_search_becomes_a_rule(page: Page, desk: str) -> None:
    page.goto(f"{desk}/rules/new?search=bridge&force=KP&watch=stories")
    expect(page.get_by_label("Search: what the story must say")).to_have_value("bridge")
    expect(page.get_by_label("Watches")).to_have_value("stories")
    expect(page.get_by_label("Forces")).to_have_value("KP")
