"""All letters of one day: what goes back, who is reminded, in one folder with one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.reporting.day import CODE, DAY, DUE, LINE, OFFICE, OTHER, Day, corrected, table
from tests.reporting.test_sendback import WRONG
from toolkit.findings import tell
from toolkit.output import OutputError
from toolkit.reading import find_files
from toolkit.records import Agency, Return
from toolkit.reporting.contacts import hiding_in
from toolkit.reporting.reachable import LEFT_OUT
from toolkit.reporting.sendback import Chased, Kind, Sent
from toolkit.reporting.sendback.sent import SentBack
from toolkit.written import LETTERS


def test_chase__says_what_is_owed_since_when_and_to_whom(day: Day) -> None:
    (one,) = day.write(chased=(Chased(OTHER, DUE, template="11321300MB0002_某市公安局_2024.xlsx"),))
    assert (one.kinds, one.copy, one.agency.code) == ((Kind.CHASE,), "", OTHER.code)
    assert sorted(path.name for path in day.out.iterdir()) == sorted([*one.files, LETTERS])
    text = day.letter(one)
    assert text == one.text
    for part in (
        "关于报送2024年度政府信息公开工作年度报告的催报通知", "某市公安局：", "报送期限是2025年1月31日", "逾期 5 天",
        "“11321300MB0002_某市公安局_2024.xlsx”", "报送给：某市政府办公室", "张三 0571-88001234", "2025年2月10日",
        "2025年2月5日",
    ):  # fmt: skip
        assert part in text
    assert "次催报" not in text


def test_chase__from_the_second_on_says_so_and_when_the_earlier_ones_went_out(day: Day) -> None:
    before = (date(2025, 2, 1), date(2025, 2, 3))
    (one,) = day.write(chased=(Chased(OTHER, DUE, before=before),))
    assert one.text.startswith("关于报送2024年度政府信息公开工作年度报告的第3次催报通知")
    assert "这是第3次催报（第1次催报在2025年2月1日、第2次催报在2025年2月3日）" in one.text
    assert "发给你单位的模板" in one.text


def test_chase__none_while_there_is_leave_then_by_its_day(day: Day) -> None:
    on_leave, over = Chased(OTHER, DAY, leave=True), Chased(LINE, date(2025, 2, 4), leave=True)
    (one,) = day.write(chased=(on_leave, over))
    assert one.agency.code == LINE.code
    assert "经同意，报送期限延至2025年2月4日" in one.text
    assert "逾期 1 天" in one.text


def test_chase__before_the_day_and_without_one_is_not_late(day: Day) -> None:
    first, second = day.write(chased=(Chased(LINE, date(2025, 2, 20)), Chased(OTHER)))
    assert "报送期限是2025年2月20日" in first.text
    assert "报送期限" not in second.text
    assert "逾期" not in first.text + second.text


def test_letters__of_every_kind_stand_in_one_table(day: Day) -> None:
    bad, good = day.returned("坏.xlsx", WRONG), day.returned("好.xlsx")
    fine = replace(corrected(good, "t3.received.natural", 1), findings=())
    sent = day.write(bad, fine, chased=(Chased(OTHER, DUE),))
    assert [one.kinds for one in sent] == [(Kind.BACK,), (Kind.CONFIRM,), (Kind.CHASE,)]
    rows = table(day)
    assert [row["函件"] for row in rows] == ["退回通知", "更正确认函", "催报通知"]
    assert [row["联系人"] for row in rows] == ["王安", "王安", "陈安"]
    assert [(row["须改正"], row["已更正"], row["逾期天数"]) for row in rows] == [
        (1, None, None), (None, 1, None), (None, None, 5)
    ]  # fmt: skip
    assert [row["通知"] for row in rows] == [one.text for one in sent]
    assert [(row["附件"], row["通知文件"]) for row in rows] == [(one.copy or None, one.notice) for one in sent]


def test_letters__an_accepted_return_without_corrections_gets_none(day: Day) -> None:
    assert day.write(replace(day.returned(), findings=())) == ()
    assert table(day) == []


def test_letters__late_and_sent_back_is_one_letter(day: Day) -> None:
    (one,) = day.write(day.returned(changed=WRONG), chased=(Chased(LINE, DUE, before=(date(2025, 2, 1),)),))
    assert one.kinds == (Kind.BACK, Kind.CHASE)
    assert "现退回" in one.text
    assert "报送期限是2025年1月31日，到2025年2月5日已逾期 5 天。这是第2次催报" in one.text
    assert one.text.count("报回期限") == 1


def test_unreadable__gets_its_blank_and_says_that_it_is_late(day: Day) -> None:
    broken = Return(f"{OTHER.name}.docx", "ab" * 32, None, (tell("FILE-TRUNCATED"),))
    (one,) = day.write(broken, chased=(Chased(OTHER, DUE),))
    assert one.kinds == (Kind.BACK, Kind.CHASE)
    assert "无法读取" in one.text
    assert "逾期 5 天" in one.text
    assert one.copy


def test_names__that_clash_are_told_apart(day: Day) -> None:
    item = day.returned("甲/报告.xlsx", WRONG)
    day.data["乙/报告.XLSX"] = day.data["甲/报告.xlsx"]
    other = corrected(replace(item, file="乙/报告.XLSX", findings=()), CODE, 22)
    clash = replace(OTHER, code="报告", name="")
    sent = day.write(item, other, chased=(Chased(OTHER, DUE), Chased(replace(OTHER, code="x"), DUE), Chased(clash)))
    names = [name for one in sent for name in one.files]
    assert len({name.casefold() for name in names}) == len(names)
    assert sorted(path.name for path in day.out.iterdir()) == sorted([*names, LETTERS])


def test_names__of_a_confirmation_that_comes_back_stay(day: Day) -> None:
    item = corrected(replace(day.returned("县教育局-更正确认.xlsx"), findings=()), CODE, 22)
    (one,) = day.write(item)
    assert one.copy == "县教育局-更正确认.xlsx"


def hidden(item: Return) -> Callable[[str], str]:
    return hiding_in(item, OFFICE.roster)


def test_contacts__are_hidden_in_the_table_where_it_is_passed_on(day: Day) -> None:
    item = corrected(replace(day.returned("王安 县教育局.xlsx"), findings=()), CODE, 22)
    sent = day.write(item, chased=(Chased(OTHER, DUE),), office=OFFICE.without_contacts(), hiding=hidden)
    assert not any("王安" in path.name for path in day.out.iterdir())
    told = "\n".join(str(value) for row in table(day) for value in row.values())
    for name in (LINE.contact, LINE.phone, OTHER.contact, OTHER.phone, "李四"):
        assert name not in told
    assert LEFT_OUT in told
    assert "张三 0571-88001234" in told  # whom the office itself says to ask
    assert "李四" in day.letter(sent[0])


def test_folder__that_is_not_empty_is_left_alone(day: Day) -> None:
    day.out.mkdir()
    (day.out / "别人的.txt").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="已经存在"):
        day.write(chased=(Chased(OTHER, DUE),))
    with pytest.raises(OutputError, match=r"别人的\.txt"):
        day.write(chased=(Chased(OTHER, DUE),), force=True)
    assert [path.name for path in day.out.iterdir()] == ["别人的.txt"]
    assert sorted(path.name for path in day.folder.iterdir()) == ["函件"]


def test_folder__is_replaced_where_all_in_it_is_ours(day: Day) -> None:
    day.write(chased=(Chased(OTHER, DUE), Chased(LINE, DUE)))
    day.write(chased=(Chased(OTHER, DUE),), force=True)
    assert len(list(day.out.iterdir())) == 2


def test_folder__holds_no_returns(day: Day) -> None:
    item = corrected(replace(day.returned(), findings=()), CODE, 22)
    day.write(item, chased=(Chased(OTHER, DUE),))
    found = find_files([day.folder])
    assert [Path(source.name).name for source in found.files] == ["原件.xlsx"]


def test_originals__are_never_changed(day: Day) -> None:
    item = corrected(day.returned(changed=WRONG), CODE, 22)
    original = bytes(day.data["县教育局.xlsx"])
    day.write(item)
    assert day.data["县教育局.xlsx"] == original


def test_sent_back__alone_says_that_it_goes_back() -> None:
    assert SentBack.__dataclass_fields__["kinds"].default == (Kind.BACK,)
    assert Sent(Agency(), (Kind.CHASE,), "", "甲.txt", "").files == ("甲.txt",)
