"""Two tabs, or the desk and the command line at once, lose nothing; who must wait is told for whom."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

import toolkit
from tests.desk.asking import Answer, Asking, entered
from tests.desk.conftest import DeskProcess
from toolkit.round.holding import sole_writer
from toolkit.round.ledger import open_ledger

Start = Callable[..., DeskProcess]
CODE, OTHER = "990222-03", "990000-01"
FIELD = "t2.licences.decisions"


def lines(folder: Path) -> list[tuple[int, str]]:
    with open_ledger(folder) as ledger:
        return [(one.n, one.verb) for one in ledger.lines()]


def upto(asking: Asking, code: str) -> str:
    """Up to which line the page of an organ, as it is drawn now, knows."""
    page = asking.ask(f"{asking.round}organ?code={code}")
    found = re.search(r'name="upto" value="(\d+)"', page.text)
    assert found
    return found[1]


def correct(asking: Asking, code: str, value: str, seen: str) -> Answer:
    return asking.post(
        f"{asking.round}decide/correct", organ=code, field=FIELD, value=value, reason="来电", by="李四", upto=seen
    )


def after(asking: Asking, answer: Answer) -> str:
    """What is told once a piece of work has ended."""
    assert answer.status == 303
    where = answer.headers["location"]
    for _ in range(600):
        page = asking.ask(where)
        if page.status == 303:
            where = page.headers["location"]
        elif "data-work" in page.text:
            time.sleep(0.1)
        else:
            return page.text
    raise AssertionError("the work has no end")


@pytest.fixture
def asking(province: Path, start_desk: Start) -> Asking:
    return entered(start_desk(province))


def test_decision__stands_in_the_ledger_with_who_made_it(asking: Asking, province: Path) -> None:
    told = after(asking, correct(asking, CODE, "77", upto(asking, CODE)))
    assert "→ 77" in told
    with open_ledger(province) as ledger:
        last = ledger.lines()[-1]
    assert (last.verb, last.organ, last.by) == ("correct", CODE, "李四")


def test_second_tab__that_has_not_seen_a_decision_is_told_of_it_first(asking: Asking, province: Path) -> None:
    seen = upto(asking, CODE)
    after(asking, correct(asking, CODE, "77", seen))
    before = lines(province)
    told = after(asking, correct(asking, CODE, "78", seen))
    assert "再看一遍" in told
    assert "更正" in told
    assert lines(province) == before
    after(asking, correct(asking, OTHER, "5", seen))  # of another organ nothing has happened
    assert len(lines(province)) == len(before) + 1


def test_command_line__at_the_same_time_is_seen_and_nothing_is_lost(asking: Asking, province: Path) -> None:
    seen = upto(asking, CODE)
    toolkit.correct_figure(province, CODE, FIELD, "66", reason="来电", by="王五")
    assert "再看一遍" in after(asking, correct(asking, CODE, "78", seen))
    page = asking.ask(f"{asking.round}organ?code={CODE}").text
    assert "王五" in page
    told = after(asking, correct(asking, CODE, "78", upto(asking, CODE)))
    assert "66 → 78" in told


def test_held_lock__is_told_with_who_and_since_when(asking: Asking, province: Path) -> None:
    seen = upto(asking, CODE)
    with sole_writer(province, "收件"):
        answer = correct(asking, CODE, "77", seen)
        assert answer.status == 303
        where = answer.headers["location"]
        assert where.startswith("/work/")
        for _ in range(100):
            page = asking.ask(where).text
            if "正在收件" in page:
                break
            time.sleep(0.1)
        assert re.search(r"自 \d{4}-\d\d-\d\d \d\d:\d\d 起正在收件", page)
        assert asking.ask(asking.round).status == 200  # who only looks waits for nobody
    assert "→ 77" in after(asking, answer)


@pytest.mark.parametrize(
    ("verb", "given", "said"),
    [
        ("correct", {"field": FIELD, "value": "x", "reason": "来电"}, "不是"),
        ("correct", {"field": FIELD, "value": "5", "reason": ""}, "理由"),
        ("correct", {"field": "t3.received.total", "value": "5", "reason": "来电"}, "合计"),
        ("correct", {"field": "", "value": "5", "reason": "来电"}, "填报项|没有"),
        ("accept", {"reason": "好"}, "勾选"),
        ("accept", {"rule": "T3-BALANCE", "reason": "经核实无误，理由充分"}, "没有|不能受理"),
        ("extend", {"until": "明天"}, "不是日期"),
        ("extend", {"until": "2020-01-01"}, "不晚于"),
        ("choose", {"n": "9999"}, "报来的有"),
        ("merge", {"into": ""}, "并入哪个"),
        ("merge", {"into": "没有的局"}, "名录里没有"),
        ("split", {"code": "1", "name": "甲局"}, "两个以上"),
        ("undo", {"n": "1"}, "不是一项决定"),
        ("undo", {"n": "x"}, "第几号"),
        ("rename", {"name": "", "code": OTHER}, "代码|重复|已"),
    ],
)
def test_decision__that_can_t_be_is_told_and_changes_nothing(
    asking: Asking, province: Path, verb: str, given: dict[str, str], said: str
) -> None:
    before = lines(province)
    answer = asking.post(f"{asking.round}decide/{verb}", organ=CODE, by="李四", upto=upto(asking, CODE), **given)
    told = after(asking, answer)
    assert re.search(said, re.sub("<[^>]+>", "", told)), told
    assert "没有办成" in told
    assert lines(province) == before


def test_return__of_another_year_or_that_is_a_copy_is_told_as_that(asking: Asking, province: Path) -> None:
    source = next((province / "收件").glob(f"{OTHER}*"))
    assert "完全相同" in dropped(asking, "再报.xlsx", source.read_bytes())
    blank = province.parent / "去年.xlsx"
    toolkit.write_template(toolkit.load_form(2023), blank, year=2023)
    filled = province.parent / "去年填好.xlsx"
    given = {one.code: 0 for one in toolkit.load_form(2023).inputs}
    cover = {"agency_code": OTHER, "agency_name": "青禾省教育厅"}
    toolkit.fill_workbook(blank, {"cover": cover, "fields": given}, filled)
    assert "是 2023 年度的，不计入 2024 年度的汇总" in dropped(asking, "去年.xlsx", filled.read_bytes())


def dropped(asking: Asking, name: str, data: bytes) -> str:
    """What is told once a file was dropped and judged."""
    drop = re.search(r'"id":"(\w+)"', asking.ask(f"{asking.round}drop", "POST", b"").text)
    assert drop
    assert asking.ask(f"{asking.round}drop/{drop[1]}?name={quote(name)}", "PUT", data).status == 200
    where = re.search(r'"next":"([^"]+)"', asking.ask(f"{asking.round}drop/{drop[1]}/take", "POST", b"").text)
    assert where
    for _ in range(600):
        told = asking.ask(where[1]).text
        if "data-work" not in told:
            return told
        time.sleep(0.1)
    raise AssertionError("the work has no end")


def test_decision__without_who_decides_or_of_an_incomplete_page_is_refused(asking: Asking, province: Path) -> None:
    before = lines(province)
    path = f"{asking.round}decide/correct"
    told = after(asking, asking.post(path, organ=CODE, field=FIELD, value="5", reason="来电", by="李四"))
    assert "不完整" in told
    assert lines(province) == before


def test_return__dropped_is_judged_and_kept_as_it_came(asking: Asking, province: Path, tmp_path: Path) -> None:
    source = next((province / "收件").glob(f"{OTHER}*"))
    data = source.read_bytes()
    for name, content in (("../../../逃.xlsx", data), ("坏.xlsx", b"PK\x03\x04 nothing")):
        told = dropped(asking, name, content)
    assert not list(tmp_path.glob("逃*"))
    assert "无法读取" in told
    kept = [path for path in (province / "件").rglob("*") if path.is_file()]
    assert data in [path.read_bytes() for path in kept]
    assert b"PK\x03\x04 nothing" in [path.read_bytes() for path in kept]


def test_return__that_comes_while_a_decision_waits_is_told_first(asking: Asking, province: Path) -> None:
    seen = upto(asking, CODE)
    with sole_writer(province, "收件"):
        answer = correct(asking, CODE, "77", seen)
        with open_ledger(province) as ledger, ledger.changing():  # as who has the lock writes meanwhile
            ledger.add("extend", "王五", {"until": "2099-01-01", "reason": "", "with": [CODE]}, CODE)
    told = after(asking, answer)
    assert "再看一遍" in told
    assert "王五" in told
    assert "correct" not in [verb for _, verb in lines(province)]


def test_doubts__that_are_accepted_together_are_all_accepted_or_none(asking: Asking, province: Path) -> None:
    before = lines(province)
    body = f"organ={CODE}&by=x&upto={upto(asking, CODE)}&reason={quote('经核实无误，理由充分')}&rule=T2-YUAN&rule=SWING"
    answer = asking.ask(f"{asking.round}decide/accept", "POST", body.encode(), Origin=f"http://{asking.host}")
    assert "一项也没有受理" in after(asking, answer)
    assert lines(province) == before


def test_merged_organ__is_decided_of_no_more(asking: Asking, province: Path) -> None:
    answer = asking.post(
        f"{asking.round}decide/merge", organ=OTHER, into="990000-02", by="李四", upto=upto(asking, OTHER)
    )
    assert "不再计入" in after(asking, answer)
    assert "已并入" in after(asking, correct(asking, OTHER, "5", upto(asking, OTHER)))
    page = asking.ask(f"{asking.round}organ?code={OTHER}").text
    assert "现计入" not in page
    assert "decide/extend" not in page


def test_ledger__that_is_replaced_while_the_desk_is_open_is_read_anew(asking: Asking, province: Path) -> None:
    other = province.parent / "另一份"
    shutil.copytree(province, other)
    toolkit.correct_figure(province, CODE, FIELD, "111", reason="来电", by="甲")
    toolkit.correct_figure(other, CODE, FIELD, "222", reason="来电", by="甲")
    assert ">111<" in asking.ask(f"{asking.round}organ?code={CODE}").text
    for path in province.glob("账.sqlite*"):
        path.unlink()
    shutil.copy(other / "账.sqlite", province)
    assert ">222<" in asking.ask(f"{asking.round}organ?code={CODE}").text


def test_inbox__files_that_nobody_would_take_are_not_called_left(asking: Asking, province: Path) -> None:
    (province / "收件" / "Thumbs.db").write_bytes(b"x")
    assert "还没有收" not in asking.ask(asking.round).text


def test_links__lead_nothing_out_of_a_round(asking: Asking, province: Path, tmp_path: Path) -> None:
    secret = tmp_path / "别的.txt"
    secret.write_text("秘密")
    toolkit.send_letters(province, by="甲")
    for place in (province / "函件" / "1" / "leak.txt", province / "发放" / "leak.txt"):
        place.symlink_to(secret)
    (province / "函件" / "9").symlink_to(tmp_path, target_is_directory=True)
    assert asking.ask(f"{asking.round}get/made/letters/1/leak.txt").status == 404
    assert asking.ask(f"{asking.round}get/made/letters/9").status == 409
    for path in ("get/made/letters/1", "get/outbox"):
        answer = asking.ask(f"{asking.round}{path}")
        assert answer.status == 200
        assert b"leak.txt" not in answer.body


@pytest.mark.parametrize(
    "path", ["organ?code=990222-03&done=" + "9" * 5000, "log?page=" + "9" * 5000, "?page=" + "9" * 5000,
             "get/version/" + "9" * 20]
)  # fmt: skip
def test_number__of_any_length_is_no_fault(asking: Asking, path: str) -> None:
    assert asking.ask(f"{asking.round}{path}").status in (200, 404, 409)
