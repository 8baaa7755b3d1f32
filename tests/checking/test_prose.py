"""What assessors mark down in the texts and the contact of one return: told where it is plain, else silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checking.returns import PLAIN_TEXTS, good_record, good_return
from toolkit.checking import check_returns
from toolkit.editions import load_form
from toolkit.findings import Finding
from toolkit.form import Severity
from toolkit.records import Agency, Return

KINDS = {"length", "topics", "substance", "claimed", "dated", "entries"}
FORM = load_form(2024)
OURS = {rule.id for rule in FORM.rules if rule.kind in KINDS}


def findings(item: Return) -> list[Finding]:
    (judged,) = check_returns([item])
    return [finding for finding in judged.findings if finding.rule in OURS]


def told(carried: int = 0, name: str = "清溪县教育局", **texts: str) -> list[Finding]:
    """What the rules of this page say of a return of 2024 with ``texts``; ``carried`` cases are carried out of 10."""
    zero = {field.code: 0 for field in FORM.inputs}
    figures = {"t3.received.natural": 10, "t3.granted.natural": 10 - carried, "t3.carried_out.natural": carried}
    one = good_return(2024, {**zero, **figures}, narrative={**PLAIN_TEXTS, **texts})
    assert one.record is not None
    return findings(replace(one, record=replace(one.record, agency=Agency("1", name))))


def rules(**given: object) -> list[str]:
    return [finding.id for finding in told(**given)]  # type: ignore[arg-type]


def test_rules__are_notices_that_reject_nothing() -> None:
    assert {FORM.by_rule[name].severity for name in OURS} == {Severity.NOTICE}


def test_good_return__is_told_nothing() -> None:
    assert findings(good_return(2024)) == findings(good_return(2023)) == findings(good_return(2020)) == []


def test_summary__owes_no_text_and_no_contact() -> None:
    record = replace(good_record(2024), is_summary=True, narrative={"overview": "无"}, cover={"agency_name": "某市"})
    assert findings(Return("汇总.xlsx", "00", record)) == []


@pytest.mark.parametrize(("extra", "over"), [("", 0), (" \n\u3000\t", 0), ("字", 1), ("字 字", 2)])
def test_length__counts_characters_without_blanks(extra: str, over: int) -> None:
    text = PLAIN_TEXTS["overview"].ljust(1000, "字") + extra
    found = told(overview=text)
    assert [finding.rule for finding in found] == ["TEXT-LENGTH"] * bool(over)
    assert all(f"{1000 + over} 字" in finding.message and f"多 {over} 字" in finding.message for finding in found)


def test_topics__are_named_all_in_one_finding_at_the_section() -> None:
    (finding,) = told(overview="2024年，本局主动公开信息20条，未收到申请。")
    assert (finding.rule, finding.cell) == ("TEXT-TOPICS", "A4")
    assert "没有写到“政府信息管理”、“平台建设”、“监督保障”" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "对外发布各类公告30条。申请渠道畅通。公开目录随时更新。公众号推送80篇。组织业务学习2次。",
        "公布预算决算；没有人提出申请；公文标注公开属性；在门户开设专题；社会评议得分良好。",
        "公示办事结果。依申请件零收件。三审三校。公告栏、电子屏等载体齐备。明确专人负责。",
    ],
)
def test_topics__may_be_spoken_of_in_other_words(text: str) -> None:
    assert rules(overview=text) == []


@pytest.mark.parametrize("text", ["公开的栏目更新不及时，业务人员不熟。", "内容单一。"])
def test_problems__without_a_word_on_mending_them(text: str) -> None:
    (finding,) = told(problems=text)
    assert (finding.rule, "“改进情况”" in finding.message, "问题" in finding.message[20:]) == (
        "TEXT-PROBLEMS",
        True,
        False,
    )


@pytest.mark.parametrize(
    "text",
    [
        "更新不及时。已增设一名专职人员。",
        "对照往年短板，本年举办培训三次。",
        "解读形式有待丰富，今后多用图解。",
        "公开质量需进一步提高。",
        "去年指出的目录不全，现均补齐，将定期复查。",
    ],
)
def test_problems__told_with_what_is_done_about_them(text: str) -> None:
    assert rules(problems=text) == []


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "无。",
        "暂无",
        "没有",
        "不存在问题。",
        "没有需要说明的问题",
        "本年度无突出问题。",
        "（一）存在的主要问题：无。（二）改进情况：无。",
        "我局政府信息公开工作目前不存在明显问题。",
        "一、存在问题：暂无；二、改进措施：无",
    ],
)
def test_substance__a_section_that_says_there_is_nothing_is_told_once(text: str) -> None:
    assert rules(problems=text) == ["TEXT-SUBSTANCE@problems"]


@pytest.mark.parametrize(
    "text",
    [
        "无障碍浏览功能不足，将改进。",
        "没有专职人员，下一步将配备。",
        "不存在重大问题，但解读材料偏少，拟增加图解，将改进。",
        "存在问题：解读少。改进措施：将加强。",
    ],
)
def test_substance__a_section_that_says_anything_is_not(text: str) -> None:
    assert rules(problems=text) == []


def claim(text: str, carried: int = 3) -> list[str]:
    return rules(carried=carried, overview=PLAIN_TEXTS["overview"] + text)


@pytest.mark.parametrize(
    "text",
    [
        "2024年，我局收到政府信息公开申请10件，均已办结。",
        "全年收到申请10件，全部按时办结。",
        "本年度受理依申请公开10件，均在规定时限内答复完毕。",
        "收到政府信息公开申请10件。已全部办理完毕。",
        "依申请公开办结率达100%。",
        "收到依申请公开10件，答复率为95%。",
    ],
)
def test_claim__that_the_tables_contradict(text: str) -> None:
    assert claim(text) == ["CLAIMED@overview"]


def test_claim__says_what_the_tables_have() -> None:
    (finding,) = told(carried=3, overview=f"{PLAIN_TEXTS['overview']}收到政府信息公开申请10件，办结率99%。")
    assert "办结率99%" in finding.message
    assert "70.0%" in finding.message
    assert "办结总计·总计为 7" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请10件，均已办结。",
        "收到政府信息公开申请10件，答复率100%。",
    ],
)
def test_claim__that_the_tables_bear_out(text: str) -> None:
    assert claim(text, carried=0) == []


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请10件，办结7件，其余3件尚在办理期限内，均按期办理。",
        "收到申请10件，除结转下年度3件外均已办结。",
        "依申请公开办结率70%。",
        "依申请公开办结率70.0%。",
        "收到政府信息公开申请10件。办理信访件8件，均已办结。",
        "收到政府信息公开申请10件，热线工单66件，全部办结。",
        "办理人大建议、政协提案5件，均已办结，答复率100%。",
        "收到政府信息公开申请10件，上年的2件已全部办结。",
        "上年结转的政府信息公开申请2件均已办结。",
        "2023年收到政府信息公开申请4件，均已办结。2024年的情况见表。",
        "严格管理政府信息公开申请，确保全部按时办结。",
        "对政府信息公开申请，做到均在法定期限内办结。",
        "收到政府信息公开申请10件，未全部办结。",
        "指导各镇办理政府信息公开申请6件，均已办结。",
        "行政复议2件，均已办结。",
        "收到政府信息公开申请10件，其中自然人6件均已办结。",
        "收到政府信息公开申请10件，按时答复率100%。",
        "网民留言回复率100%。",
        "全部办结。",
    ],
)
def test_claim__of_others_of_a_part_or_in_doubt(text: str) -> None:
    assert claim(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我局主动公开信息120条。",
        "2023年，清溪县教育局认真贯彻条例。",
        "2023年度，本单位公开信息30条。",
        "2023年我局按照公开透明的原则开展工作。",
        "现将我局2023年度政府信息公开情况报告如下。",
        "2022年，在县委领导下，我局有序公开。",
        "现将2023年度政府信息公开工作情况报告如下。2024年的工作如下。",
        "本报告统计期限自2023年1月1日至2023年12月31日。",
        "（一）主动公开。2023年，本局发布信息12条。",
    ],
)
def test_year__last_years_text(text: str) -> None:
    (finding,) = told(overview=f"{PLAIN_TEXTS['overview']}\n{text}")
    assert finding.id == "TEXT-YEAR@overview"
    assert "报告年度是 2024 年" in finding.message


def test_year__opens_the_section() -> None:
    assert rules(overview=f"2023年，全县各单位积极公开。{PLAIN_TEXTS['overview']}") == ["TEXT-YEAR@overview"]
    assert rules(overview=f"2023年全县共5件，2022年4件。{PLAIN_TEXTS['overview']}") == []


@pytest.mark.parametrize(
    "text",
    [
        "2024年，我局主动公开信息120条，比2023年多20条。",
        "2023年，我局收到申请5件；2024年收到8件。",
        "按照县府办〔2023〕5号文件，我局补齐目录。",
        "落实2021—2025年法治建设规划，我局制定清单。",
        "截至2023年底，我局共有现行有效文件12件。",
        "自2023年以来，我局连续开展培训。",
        "2023年5月，我局成立政务公开科。",
        "2023年机构改革后，我局职责有所调整。",
        "2023年，国务院办公厅印发通知，我局逐条对照。",
        "针对2023年考核中的不足，我局逐项整改。",
        "2025年，我局将加强培训。",
        "与2023年相比，我局公开数量持平。",
        "今年，我局公开30条。2023年，我局公开28条。",
        "公开2023年度部门决算。",
        "2023年存在的更新慢问题，本局已解决。",
        "2022年和2023年，我局各培训两次。",
        "2023年，我局与县志办合并。",
        "2023年我局收到申请31起，本年度下降三成。",
    ],
)
def test_year__of_what_was_before_or_will_be(text: str) -> None:
    assert rules(overview=f"{PLAIN_TEXTS['overview']}\n{text}") == []


def contact(**entries: str) -> list[Finding]:
    one = good_return(2024)
    assert one.record is not None
    return findings(replace(one, record=replace(one.record, cover={**one.record.cover, **entries})))


def test_contact__is_told_once_at_the_first_cell_with_all_that_is_missing() -> None:
    (finding,) = contact(address="", telephone="无")
    assert (finding.rule, finding.label, len(finding.related)) == ("COVER-CONTACT", "联系地址", 1)
    assert "“联系地址”没有填" in finding.message
    assert "“联系电话”写“无”" in finding.message


@pytest.mark.parametrize(
    ("postcode", "faulty"),
    [
        ("223800", False),
        ("２２３８００", False),
        ("223800、223801", False),
        ("22380", True),
        ("/", True),
        ("见网站", True),
    ],
)
def test_contact__postcode_has_six_digits(postcode: str, faulty: bool) -> None:
    assert bool(contact(postcode=postcode)) is faulty


@pytest.mark.parametrize("telephone", ["12345", "0527-84368000", "（0527）84368000转801", "010 6510 1234"])
def test_contact__telephone_is_any_number(telephone: str) -> None:
    assert contact(telephone=telephone) == []


def test_contact__of_a_cover_that_could_not_be_read_is_not_asked_for() -> None:
    record = replace(good_record(2024), cover={})
    assert findings(Return("甲.xlsx", "00", record)) == []
