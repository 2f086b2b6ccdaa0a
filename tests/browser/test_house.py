"""Signing in, and a desk whose Elasticsearch goes away and comes back."""

from pathlib import Path

from playwright.sync_api import Page, expect

from consumers.desk.users import Users
from deploy.local import LocalServers
from tests.browser.conftest import no_faults
from tests.browser.desk import running_desk
from tests.integration.installation import Installation


def test_signing_in_and_out(page: Page, installed: Installation, tmp_path: Path) -> None:
    Users(tmp_path / "users").add("mari", "analyst", "mari's password")
    with running_desk(installed.with_(desk_users=tmp_path / "users", home=tmp_path).settings) as desk:
        page.goto(f"{desk}/?q=ships")
        no_faults(page)
        page.get_by_label("Name").fill("mari")
        page.get_by_label("Password").fill("wrong")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("No one has that name")
        no_faults(page)
        page.get_by_label("Password").fill("mari's password")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{desk}/?q=ships")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_elasticsearch_away_is_said_and_the_page_comes_back_by_itself(
    page: Page, desk: str, servers: LocalServers
) -> None:
    servers.elasticsearch.stop()
    try:
        page.goto(f"{desk}/?q=ships")
        expect(page.get_by_role("heading", level=1)).to_have_text("Elasticsearch is away")
        no_faults(page)
    finally:
        servers.elasticsearch.start()
    expect(page.locator(".hit").first).to_be_visible(timeout=30_000)
