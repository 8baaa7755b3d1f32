"""By what a person can be reached is left out of texts; figures, dates, references and codes that look alike stay."""

from __future__ import annotations

import pytest

from toolkit.reporting.reachable import Numbers, local_numbers, without_reach

KNOWN = Numbers(kept=frozenset(("13212300001", "17700000000-01")), local=frozenset(("84389999",)))


@pytest.mark.parametrize(
    "text",
    ["0527-84389999", "84389999转801", "8438 9999 转 801", "0527-84389999转801", "0527-84389999-801", "13812345678",
     "(0527)84389999分机3", "400-820-8820", "+86 138 1234 5678", "０５２７－８４３８９９９９", "84389999", "8438-9999",
     "zhang.san@xx.gov.cn", "zhang_3＠163.com"],
)  # fmt: skip
def test_left_out__wherever_it_stands(text: str) -> None:
    for said in ("有疑问找老张{}，谢谢", "{}", "县教育局{}.xlsx", "（{}）", "“{}”"):
        assert without_reach(said.format(text), KNOWN) == said.format("（略）")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系电话：83921234", "联系电话：（略）"),
        ("电话83921234、83925678", "电话（略）"),
        ("请打3921234", "请打（略）"),
        ("电话（张三）8392-1234。", "电话（张三）（略）。"),
        ("Tel: 83921234转12", "Tel: （略）"),
        ("联系人：张三 83921234", "联系人：张三 （略）"),
        ("县教育局（略）83921234.xlsx", "县教育局（略）（略）.xlsx"),
        ("QQ：283921234", "QQ：（略）"),
        ("QQ群 283921", "QQ群 （略）"),
        ("微信号：zhang_san88", "微信号：（略）"),
        ("加vx zhangsan88", "加vx （略）"),
        ("微信号13456", "微信号（略）"),
    ],
)
def test_left_out__by_what_stands_before_it(text: str, shown: str) -> None:
    assert without_reach(text, Numbers()) == shown


@pytest.mark.parametrize(
    "text",
    [
        "国办公开办函〔2021〕30号", "苏政办发〔2013〕1234567号", "邮编 223800", "邮政编码：223800",
        "编号0312-2024-0012", "2024-01-31", "20240131", "电话咨询 20240131 起", "1,138,123,456", "0.138123456",
        "主动公开政府信息 83921234 条", "接听热线电话2345678件", "拨打电话 2345678 次", "全年访问量83921234",
        "微信公众号发布信息12345条", "微信发布 12345 条", "微信12345条", "QQ 群 3 个", "附件2：12345678",
        "收到 3921234 转办 12 件",
        "12345678901", "13812345678901", "113213000142334567", "统一社会信用代码11321300MB0001234A",
        "13212300001_县教育局_2024.xlsx", "单位代码“13212300001”不在名录里", "17700000000-01 县教育局",
    ],
)  # fmt: skip
def test_kept__is_what_only_looks_alike(text: str) -> None:
    assert without_reach(text, KNOWN) == text


@pytest.mark.parametrize(
    ("telephone", "local"),
    [
        ("0527-84389999", {"84389999"}),
        ("(0571) 8765432", {"8765432"}),
        ("84389999转801", {"84389999"}),
        ("05278438 9999、84381111", {"84389999", "84381111"}),
        ("13812345678", set()),
        ("内线8123", set()),
        ("", set()),
    ],
)
def test_local_numbers__are_what_stands_behind_the_area_code(telephone: str, local: set[str]) -> None:
    assert local_numbers(telephone) == local
