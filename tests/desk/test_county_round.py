"""A county's round by the page alone: every step by clicks in real Chromium, with a power cut in the middle.

All figures are held against the plain sums of ``tests.round.county``, which knows nothing of the toolkit's.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk.conftest import DeskProcess, enter
from tests.round.county import COUNTY, YEAR, Count, County, Figures, Version, more, roster_lines, write_roster

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NAME = "t2.licences.decisions"
FIRST, SECOND = 30, 12  # organs that report in the first drop, and in the one that is broken off
MINUTE = 60_000.0


class Clicks:
    """What a person does on the page, and what is known of what it should show."""

    def __init__(self, page: Page, home: Path) -> None:
        self.page, self.home = page, home
        self.count = Count()
        self.county = County({})
        self.came = 0

    def go(self, name: str) -> None:
        """Goes where the link called ``name`` leads."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).click()

    def press(self, name: str) -> None:
        """Presses the button called ``name``, and goes where that leads."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).click()

    def drop(self, *paths: Path) -> None:
        """Picks files to be taken in, and waits until they are judged."""
        self.go("进度")
        self.page.locator("[data-drop] [data-pick]").first.set_input_files([str(path) for path in paths])
        self.page.get_by_role("heading", name="收件：").wait_for(timeout=MINUTE)

    def fill(self, code: str, figures: Figures, minute: int) -> Path:
        """An organ fills in what it was handed out."""
        saved = datetime(YEAR + 1, 1, 6, 2, tzinfo=UTC) + timedelta(minutes=minute)
        path = self.county.fill(code, figures, self.home / "来" / str(minute) / f"{code}.xlsx", saved)
        self.came += 1
        self.count.came(code, Version(self.came, path.name, dict(figures), saved))
        return path

    def organ(self, name: str) -> None:
        """Goes to the page of one organ, by looking for it."""
        self.go("进度")
        self.page.get_by_role("searchbox").fill(name)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="看", exact=True).click()
        with self.page.expect_navigation():
            self.page.get_by_role("table").get_by_role("link", name=name).first.click()
        self.page.get_by_role("heading", level=1, name=name).wait_for()

    def said(self) -> str:
        """What the page says was decided."""
        return self.page.locator("ul.done").inner_text()

    def counts(self) -> dict[str, int]:
        """The figures at the top of the board."""
        self.go("进度")
        shown = self.page.locator(".figures a").all_inner_texts()
        return {words.split()[1]: int(words.split()[0]) for words in shown}

    def download(self, press: Callable[[], None]) -> bytes:
        with self.page.expect_download() as got:
            press()
        return Path(got.value.path()).read_bytes()


@pytest.fixture
def clicks(page: Page, tmp_path: Path) -> Clicks:
    page.set_default_timeout(MINUTE / 2)
    return Clicks(page, tmp_path)


def test_county__plays_its_round_by_clicks(
    clicks: Clicks, start_desk: Callable[..., DeskProcess], tmp_path: Path
) -> None:
    page, desk = clicks.page, start_desk()
    enter(page, desk)
    open_round(clicks, tmp_path)
    codes = [line.code for line in clicks.county.organs]
    names = {line.code: line.name for line in clicks.county.organs}
    first, second = codes[:FIRST], codes[FIRST : FIRST + SECOND]

    filled = [clicks.fill(code, clicks.county.first(code), 0) for code in first]
    wrong = more(clicks.county.first(second[0]), 3, "t3.received.natural")
    filled.append(clicks.fill(second[0], wrong, 0))
    archive = tmp_path / "第一批.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in filled[:10]:
            packed.write(path, path.name)
    clicks.drop(archive, *filled[10:])
    assert clicks.counts() == {"应报": 53, "已收": FIRST, "退回待重报": 1, "逾期未报": 22, "准予延期": 0,
                               "未报（未到期）": 0, "已收、待说明": 0}  # fmt: skip

    power_cut(clicks, desk, [clicks.fill(code, clicks.county.first(code), 1) for code in second[1:]])
    desk = start_desk()
    enter(page, desk)
    page.get_by_role("link", name=clicks.county.lines[0].name).click()
    if page.get_by_role("button", name="现在收下").count():
        page.get_by_role("button", name="现在收下").click()
        page.get_by_role("heading", name="收件：").wait_for(timeout=MINUTE)
    assert clicks.counts()["已收"] == FIRST + SECOND - 1

    decide(clicks, names, first, second[0])
    new_version(clicks, names, second[0])
    letters(clicks)
    sums(clicks)
    publish(clicks, first[3])
    clicks.press("停止工作台")
    page.get_by_text("工作台已停止").wait_for()
    assert desk.process is not None
    assert desk.process.wait(20) == 0


def open_round(clicks: Clicks, home: Path) -> None:
    """A new round from a roster, and the workbooks that are handed out."""
    page = clicks.page
    write_roster(roster_lines(), home / "名录.csv")
    clicks.go("新建一轮")
    page.get_by_label("经手人").fill("张三")
    page.get_by_role("button", name="新建").click()
    page.get_by_text("请先选单位名录").wait_for()
    page.locator("[data-kind=roster] [data-pick]").set_input_files(str(home / "名录.csv"))
    page.get_by_text("应报 53 家").wait_for()
    page.get_by_label("报告年度").fill(str(YEAR))
    page.get_by_label("填报期限").fill("2026年1月31日")
    page.get_by_label("落款的单位").fill("清溪县人民政府办公室")
    clicks.press("新建")
    page.get_by_role("link", name="去下载工作簿").click(timeout=MINUTE)
    got = clicks.download(lambda: page.get_by_role("link", name="全部下载").click())
    with zipfile.ZipFile(io.BytesIO(got)) as archive:
        archive.extractall(home / "发出")
        issued = {Path(name).name.partition("_")[0]: home / "发出" / name for name in archive.namelist()}
    assert len(issued) == 53
    clicks.county = County(issued)


def power_cut(clicks: Clicks, desk: DeskProcess, filled: list[Path]) -> None:
    """Returns are dropped, and the desk is killed while it judges them."""
    page = clicks.page
    clicks.go("进度")
    page.locator("[data-drop] [data-pick]").first.set_input_files([str(path) for path in filled])
    page.wait_for_url("**/work/*")
    desk.kill()
    page.locator(".gone-desk").wait_for(timeout=MINUTE)


def decide(clicks: Clicks, names: dict[str, str], codes: list[str], wrong: str) -> None:
    """Corrections, leave, a renaming; one of each taken back."""
    page = clicks.page
    code = codes[3]
    old = clicks.county.first(code)[NAME]
    assert old is not None
    clicks.organ(names[code])
    page.locator(f"td[data-field='{NAME}']").click()
    correct = page.locator("[data-correct]")
    correct.get_by_label("改成").fill(str(old + 5))
    correct.get_by_label("理由", exact=True).fill("来电更正")
    clicks.press("更正")
    assert "→" in clicks.said()
    assert page.locator(f"td[data-field='{NAME}']").first.inner_text().startswith(str(old + 5))
    page.get_by_text("撤销", exact=True).click()
    clicks.press("撤销第")
    assert "已撤销" in clicks.said()
    assert page.locator(f"td[data-field='{NAME}']").first.inner_text().startswith(str(old))

    page.locator(f"td[data-field='{NAME}']").click()
    correct.get_by_label("改成").fill(str(old + 7))
    correct.get_by_label("理由", exact=True).fill("再次来电")
    clicks.press("更正")
    assert "→" in clicks.said()
    version = clicks.count.versions[code][-1]
    clicks.count.versions[code][-1] = Version(
        version.came, version.name, {**version.figures, NAME: old + 7}, version.saved
    )

    late = next(code for code in names if code not in clicks.count.versions)
    clicks.organ(names[late])
    page.get_by_label("延到哪一天").fill("2099-01-31")
    clicks.press("延期")
    assert "2099-01-31" in clicks.said()
    page.get_by_text("改名、并入、分设").click()
    page.get_by_label("新名称").fill("清溪县新名称局")
    clicks.press("改名")
    assert "清溪县新名称局" in clicks.said()
    page.get_by_role("heading", level=1, name="清溪县新名称局").wait_for()

    clicks.organ(names[wrong])
    clicks.press("生成退回函件")
    page.get_by_text("已生成 1 份函件（退回 1）").wait_for(timeout=MINUTE)


def new_version(clicks: Clicks, names: dict[str, str], code: str) -> None:
    """What went back comes again, mended; the version before stands beside it."""
    page = clicks.page
    clicks.drop(clicks.fill(code, clicks.county.first(code), 30))
    clicks.organ(names[code])
    assert page.locator("td.moved").count() >= 1
    clicks.go("两份并排看")
    assert page.locator(".pairwise table").count() == 6
    assert clicks.counts()["已收"] == FIRST + SECOND


def letters(clicks: Clicks) -> None:
    """Reminders go out; one is read, another saved."""
    page = clicks.page
    clicks.go("函件")
    clicks.press("生成现在该发的函件")
    page.get_by_text("催报 10").wait_for(timeout=MINUTE)
    page.get_by_text("看信的内容").first.click()
    assert "清溪县" in page.locator("pre.letter").first.inner_text()
    got = clicks.download(lambda: page.get_by_role("link", name="全部下载").first.click())
    with zipfile.ZipFile(io.BytesIO(got)) as archive:
        assert "函件汇总.xlsx" in archive.namelist()


def sums(clicks: Clicks) -> None:
    """The sum is what plain sums say, on the page and in what is had from it; and a cut-off."""
    page = clicks.page
    known = clicks.count.all(clicks.county.lines)
    clicks.go("汇总与截止")
    total = known[COUNTY, NAME]
    assert page.locator("section.sheet").first.get_by_role("cell", name=str(total), exact=True).count()
    page.locator("summary", has_text="截止").click()
    clicks.press("仍然截止")
    page.get_by_text("校验值", exact=False).first.wait_for(timeout=MINUTE)
    clicks.go("看汇总")
    got = clicks.download(lambda: page.get_by_role("link", name="全部", exact=True).first.click())
    with zipfile.ZipFile(io.BytesIO(got)) as archive:
        facts = list(csv.DictReader(archive.read("facts.csv").decode("utf-8-sig").splitlines()))
    found = {(row["agency_code"], row["field"]): Decimal(row["value"]) for row in facts if row["value"]}
    assert found == known
    clicks.go("变化")
    clicks.press("比较")
    page.locator("ul.lines").wait_for(timeout=MINUTE)


def publish(clicks: Clicks, corrected: str) -> None:
    """A draft of the report, and published pages held against what was filed."""
    page = clicks.page
    clicks.go("公布")
    page.get_by_label("格式").select_option("html")
    clicks.press("生成")
    page.get_by_role("link", name="下载").wait_for(timeout=MINUTE)
    got = clicks.download(lambda: page.get_by_role("link", name="下载").click())
    assert "草稿" in got.decode()
    clicks.go("公布")
    page.get_by_label("谁的报告").select_option("organs")
    page.get_by_label("格式").select_option("html")
    clicks.press("生成")
    page.get_by_role("link", name="下载").wait_for(timeout=MINUTE)
    got = clicks.download(lambda: page.get_by_role("link", name="下载").click())
    archive = clicks.home / "公布.zip"
    archive.write_bytes(got)
    with zipfile.ZipFile(archive) as packed:
        name = next(one.name for one in clicks.county.lines if one.code == corrected)
        report = next(packed.read(one).decode() for one in packed.namelist() if name in one)
    assert f">{clicks.count.versions[corrected][-1].figures[NAME]}<" in report  # what was corrected, not what came
    clicks.go("公布")
    page.locator("[data-then=check] [data-pick]").first.set_input_files(str(archive))
    page.get_by_role("heading", name="核对已公布的报告：").wait_for(timeout=MINUTE)
