"""An analyst searches, folds out copies, follows names, walks by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import no_faults


def test_searching_leads_to_stories_and_the_address_is_the_search(page: Page, desk: str) -> None:
    page.goto(desk)
    page.get_by_role("combobox", name="Search").fill("ships Narvik")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=ships\+Narvik"))
    expect(page.locator("mark", has_text="Narvik").first).to_be_visible()
    no_faults(page)


def test_copies_fold_out(page: Page, desk: str) -> None:
    page.goto(f"{desk}/?q=grey+ships")
    expect(page.locator(".hit")).to_have_count(1)
    page.get_by_text("and 11 copies").click()
    copies = page.locator(".copy-list li")
    expect(copies).to_have_count(11)
    no_faults(page)
    copies.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Narvik")


def test_names_come_as_one_types_and_are_taken_by_arrow_keys(page: Page, desk: str) -> None:
    page.goto(desk)
    box = page.get_by_role("combobox", name="Search")
    box.press_sequentially("ships ing", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Ingrid Dahl")
    assert box.get_attribute("aria-expanded") == "true"
    no_faults(page)
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(box).to_have_value('ships person:"Ingrid Dahl" ')
    box.press("Enter")
    expect(page.get_by_role("link", name="person: Ingrid Dahl")).to_be_visible()


def test_a_facet_narrows_and_is_taken_away_again(page: Page, desk: str) -> None:
    page.goto(f"{desk}/?q=soldiers")
    page.get_by_label("Forces").get_by_role("link", name="Turkey").click()
    expect(page).to_have_url(re.compile("force%3ATurkey"))
    expect(page.locator(".hit").first).to_be_visible()
    page.get_by_role("link", name="force: Turkey").click()
    expect(page).to_have_url(re.compile(r"\?q=soldiers$"))


def test_the_histogram_narrows_by_a_click_and_by_dragging(page: Page, desk: str) -> None:
    page.goto(f"{desk}/?q=soldiers")
    bars = page.locator(".dates a")
    box = [bars.nth(at).bounding_box() for at in (1, 4)]
    assert box[0]
    assert box[1]
    page.mouse.move(box[0]["x"] + 3, box[0]["y"] + 20)
    page.mouse.down()
    page.mouse.move(box[1]["x"] + 3, box[1]["y"] + 20, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"after%3A2026-11-02\+before%3A2026-11-06"))
    page.locator(".dates a").nth(1).click()
    expect(page).to_have_url(re.compile(r"after%3A2026-11-03\+before%3A2026-11-04"))


def test_without_a_mouse(page: Page, desk: str) -> None:
    page.goto(f"{desk}/?q=soldiers")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("j")
    first = page.locator(".hit h3 a").nth(0)
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".hit h3 a").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_be_focused()
    page.keyboard.type("jk grey ships")
    expect(box).to_have_value("jk grey ships")
    page.keyboard.press("Control+a")
    page.keyboard.type("grey ships ")
    page.keyboard.press("Enter")
    page.wait_for_url("**grey+ships**")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Narvik")


def test_alert_me_leads_to_the_rule_form_with_the_search(page: Page, desk: str) -> None:
    page.goto(f"{desk}/?q=ships+force:KP")
    address = page.get_by_role("link", name="Alert me about this").get_attribute("href")
    assert address == "/rules/new?watch=counts&search=ships&force=KP"


@pytest.mark.parametrize("query", ["", "soldiers", "nothing-has-this", "bogus:x", "hostile"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_serious_fault_in_any_state_at_any_width(page: Page, desk: str, query: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{desk}/?q={query}")
    no_faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_dark_has_no_serious_fault(page: Page, desk: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{desk}/?q=soldiers")
    no_faults(page)
    page.goto(f"{desk}/story?uri=urn:copied:0")
    no_faults(page)
