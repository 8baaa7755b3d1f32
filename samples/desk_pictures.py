"""Pictures of the desk on the invented province, as a browser shows it at the two usual widths."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import toolkit

WIDTHS = (1280, 1920)
HEIGHT = 1000
_ORGAN, _AGAIN, _FIELD = "990222-03", "990121-02", "表三!D30"
_SHOTS = {
    "board": "",
    "return": f"organ?code={_ORGAN}",
    "versions": f"organ?code={_AGAIN}&beside=1",
    "letters": "letters",
    "sum": "sum",
    "log": "log",
}


def picture_desk(scratch: Path, province: Path, pictures: Path) -> None:
    """Pages of a round that has been going on for some days, into ``pictures``."""
    folder = scratch / "2024年度"
    _play(folder, province)
    command = [sys.executable, "-m", "toolkit", "desk", str(folder), "--no-browser"]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    try:
        assert desk.stdout is not None
        address = desk.stdout.readline().strip()
        with sync_playwright() as run:
            browser = run.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(locale="zh-CN")
            page.goto(address)
            page.wait_for_url(lambda url: "token" not in url)
            for width in WIDTHS:
                _shoot(page, address.partition("/?")[0], pictures, width)
            browser.close()
    finally:
        desk.terminate()
        desk.wait()


def _play(folder: Path, province: Path) -> None:
    settings = toolkit.Settings(2024, "2025-01-31", "2025年1月31日", "冯敏 099-60001406", "青禾省人民政府办公厅")
    toolkit.start_round(folder, province / "roster.csv", settings, prior=province / "last-year", by="李四")
    toolkit.take_returns(folder, [province / "inbox"], received=date(2025, 1, 20), by="李四")
    toolkit.correct_figure(folder, _AGAIN, _FIELD, "1", reason="来电更正", by="李四")
    toolkit.send_letters(folder, by="李四")
    again = toolkit.export_returns(folder, folder.parent / "导出")
    mended = next(name for name in again if name.startswith(_AGAIN))
    book = folder.parent / "重报" / mended
    book.parent.mkdir()
    toolkit.fill_workbook(folder.parent / "导出" / mended, {"fields": {"t3.carried_out.natural": 1}}, book)
    toolkit.take_returns(folder, [book.parent], received=date(2025, 1, 22), by="李四")


def _shoot(page: Page, host: str, pictures: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    root = page.locator(".tabs a").first.get_attribute("href") or ""
    for name, path in _SHOTS.items():
        page.goto(f"{host}{root}{path}")
        page.screenshot(path=pictures / f"desk-{name}-{width}.png")
