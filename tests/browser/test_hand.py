"""An analyst's hand: what was found is marked right, wrong or corrected, what was missed is added, marks are taken back."""

import json

from playwright.sync_api import Page, expect

from tests.browser.conftest import no_faults
from tests.browser.stories import COPIED

SELECT = """words => {
  const text = document.getElementById("text");
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + words.length); return; }
  }
  throw new Error(words);
}"""


def test_a_figure_is_marked_wrong_and_corrected_on_the_story(page: Page, desk: str) -> None:
    page.goto(f"{desk}/story?uri=urn:seed:tripoli:un-turkish-count#c=11-16")
    hand = page.get_by_role("region", name="An analyst's hand")
    hand.get_by_role("button", name="Wrong").click()
    expect(hand.get_by_role("status")).to_contain_text("Marked as wrong: 3,200")
    expect(hand.locator(".mark-wrong")).to_contain_text("this machine")
    no_faults(page)
    hand.get_by_text("Correct it").first.click()
    hand.get_by_label("Low").first.fill("3,300")
    hand.get_by_label("High").first.fill("3,300")
    hand.get_by_label("Why").first.fill("see page 2")
    hand.get_by_role("button", name="Correct it").first.click()
    expect(hand.locator(".mark-corrected")).to_contain_text("is 3,300, Turkey, present, in Libya")
    expect(hand.locator(".mark-wrong")).to_have_count(0)
    page.reload()
    expect(hand.locator(".mark-corrected")).to_contain_text("see page 2")
    no_faults(page)
    marked = json.loads(
        page.request.get(f"{desk}/api/feedback?story=urn:seed:tripoli:un-turkish-count").text()
    )
    assert [one["right"]["low"] for one in marked["feedback"]] == [3300]
    hand.get_by_role("button", name="Take back the mark").click()
    expect(hand.get_by_role("status")).to_contain_text("Taken back: 3,200")
    expect(hand.locator(".taken-back")).to_contain_text("taken back by this machine")
    no_faults(page)


def test_a_speaker_and_a_name_are_marked_wrong(page: Page, desk: str) -> None:
    page.goto(f"{desk}/story?uri=urn:copied:0")
    hand = page.get_by_role("region", name="An analyst's hand")
    hand.get_by_text("A speaker is wrong").click()
    hand.get_by_label("Who says it").fill("Somebody Else")
    hand.get_by_role("button", name="Correct it").locator("visible=true").click()
    expect(hand.locator(".mark-corrected")).to_contain_text("is Somebody Else")
    hand.get_by_text("A name is wrong").click()
    hand.get_by_label("Is the same as").fill("Ingrid Dahl")
    hand.get_by_role("button", name="Correct it").locator("visible=true").click()
    expect(hand.locator(".mark-corrected").filter(has_text="the same as Ingrid Dahl")).to_have_count(1)


def test_words_are_selected_and_marked_as_a_figure_that_was_missed(page: Page, desk: str) -> None:
    page.goto(f"{desk}/story?uri=urn:copied:1")
    hand = page.get_by_role("region", name="An analyst's hand")
    expect(hand.get_by_text("A troop count is missing")).to_be_visible()
    page.evaluate(SELECT, "fisherman")
    bar = page.get_by_role("toolbar", name="The words that are selected")
    bar.get_by_role("button", name="A number is").click()
    form = hand.locator("[data-missing=number]")
    expect(form.get_by_label("Its words")).to_have_value("fisherman")
    expect(bar).to_be_hidden()
    expect(form.get_by_label("Low")).to_be_focused()
    no_faults(page)
    form.get_by_label("Low").fill("1")
    form.get_by_label("What is counted").fill("fisherman")
    page.keyboard.press("Enter")
    expect(hand.get_by_role("status")).to_contain_text("Marked as missed: fisherman")
    expect(hand.locator(".mark-missed")).to_contain_text("is 1 fisherman")
    hand.get_by_role("link", name="fisherman", exact=True).click()
    start = COPIED.replace("since Sunday", "since Sunday (1)").index("fisherman")
    expect(page.locator("#text")).to_have_attribute("data-target", f"{start}-{start + 9}")


def test_what_was_missed_is_marked_without_a_mouse(page: Page, desk: str) -> None:
    page.goto(f"{desk}/story?uri=urn:copied:2")
    hand = page.get_by_role("region", name="An analyst's hand")
    expect(hand.get_by_text("A troop count is missing")).to_be_visible()
    # as after selecting with the keyboard
    page.evaluate(SELECT, "Nobody")
    page.keyboard.press("m")
    form = hand.locator("[data-missing=troop_count]")
    expect(form.get_by_label("Low")).to_be_focused()
    page.keyboard.type("3 or so")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("'3 or so' is no number")
    page.keyboard.press("Control+a")
    page.keyboard.type("1,200")
    for name in ("High", "Bound", "Force"):
        page.keyboard.press("Tab")
        expect(form.get_by_label(name)).to_be_focused()
    page.keyboard.type("norway")
    page.keyboard.press("Enter")
    expect(hand.locator(".mark-missed")).to_contain_text("is 1,200, Norway, present")
    # and by its words alone
    hand.get_by_text("A troop count is missing").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("the school")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(hand.locator(".mark-missed")).to_have_count(2)
