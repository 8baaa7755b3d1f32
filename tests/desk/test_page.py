"""The pages as a browser shows them: nothing is cut off, all is reached by the keyboard, nothing is asked elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk.conftest import DeskProcess, enter

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PAGES = (
    "",
    "organ?code=990222-03",
    "organ?code=990100",
    "letters",
    "sum",
    "ranking",
    "changes",
    "publish",
    "log",
    "keep",
)
OUTSIDE = """() => [...document.querySelectorAll('main *, header *')].filter(one => {
  const box = one.getBoundingClientRect();
  const room = document.documentElement.clientWidth + 1;
  return box.width && box.right > room && !one.closest('.scroll, .picture, label.button');
}).map(one => one.outerHTML.slice(0, 120))"""
UNNAMED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, button')].filter(one =>
  !(one.labels && one.labels.length) && !one.textContent.trim() && !one.getAttribute('aria-label'))
  .map(one => one.outerHTML)"""
FOCUSED = "() => { const one = document.activeElement; return [one.tagName, one.innerText || one.name || '']; }"
SEEN = """() => { const one = document.activeElement, at = one.closest('label.button') || one;
  const style = getComputedStyle(at); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0; }"""


@pytest.fixture(scope="module")
def desk(taken_round: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskProcess]:
    """Of a round that is only looked at."""
    found = DeskProcess(tmp_path_factory.mktemp("home"), taken_round).start()
    yield found
    found.end()


def root_of(page: Page) -> str:
    return page.locator(".tabs a").first.get_attribute("href") or ""


@pytest.mark.parametrize("width", [1280, 1920, 1024])
def test_page__cuts_nothing_off_and_names_every_field(page: Page, desk: DeskProcess, width: int) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, desk)
    root = root_of(page)
    for path in PAGES:
        page.goto(desk.root.rstrip("/") + root + path)
        page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
        assert page.evaluate(OUTSIDE) == [], path
        assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        assert page.evaluate(UNNAMED) == [], path
        assert page.locator("h1").count() == 1
    assert [one for one in asked if not one.startswith(desk.root)] == []


def test_keyboard__corrects_a_figure_and_shows_where_it_is(
    page: Page, province: Path, start_desk: Callable[..., DeskProcess]
) -> None:
    enter(page, start_desk(province))
    reach(page, "INPUT", "q")
    page.keyboard.type("云台县财政局")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reach(page, "A", "云台县财政局")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reach(page, "SELECT", "field")
    while page.evaluate("() => document.activeElement.value") != "t2.licences.decisions":
        page.keyboard.press("ArrowDown")
    reach(page, "INPUT", "value")
    page.keyboard.type("3300")
    reach(page, "INPUT", "reason")
    page.keyboard.type("来电更正")
    reach(page, "INPUT", "by")
    page.keyboard.type("李四")
    reach(page, "BUTTON", "更正")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("ul.done").wait_for()
    assert "→ 3300" in page.locator("ul.done").inner_text()


def reach(page: Page, tag: str, words: str) -> None:
    """Presses Tab until what is meant has the focus, which is seen at each step."""
    for _ in range(400):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN) or page.evaluate("() => document.activeElement === document.body")
        found, text = page.evaluate(FOCUSED)
        if found == tag and (text.strip() == words or tag == "SELECT"):
            return
    raise AssertionError(f"{words} is not reached")


def test_drop__of_files_and_folders_is_carried_with_their_names(
    page: Page, province: Path, start_desk: Callable[..., DeskProcess], tmp_path: Path
) -> None:
    source = next((province / "收件").glob("990000-01*"))
    folder = tmp_path / "送来" / "教育口"
    folder.mkdir(parents=True)
    for number in range(3):
        (folder / f"{number} {source.name}").write_bytes(source.read_bytes())
    enter(page, start_desk(province))
    page.locator("[data-drop] [data-pick]").nth(1).set_input_files(str(tmp_path / "送来"))
    page.get_by_role("heading", name="收件：").wait_for()
    assert len(list((province / "收件").glob("*/送来/教育口/*.xlsx"))) == 3


def test_stopped_desk__is_told_on_a_page_that_is_open(
    page: Page, province: Path, start_desk: Callable[..., DeskProcess]
) -> None:
    desk = start_desk(province)
    enter(page, desk)
    desk.kill()
    page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    page.get_by_text("工作台已经停止").wait_for()
