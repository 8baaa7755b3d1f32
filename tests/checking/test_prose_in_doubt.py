"""What is told of the written sections stays untold where a text may well mean something else."""

from __future__ import annotations

import pytest

from toolkit.checking.examples import judge_example
from toolkit.editions import load_form
from toolkit.narrative import claim_scope
from toolkit.narrative.lexicon import Lexicon
from toolkit.narrative.tagging import Token, tag

# Ten received, eight closed, two carried out: whoever says that all are closed is contradicted by the tables.
CARRYING = {"t3.received.natural": 10, "t3.granted.natural": 8, "t3.carried_out.natural": 2}


def told(section: str, text: str) -> set[str]:
    return {finding.rule for finding in judge_example(load_form(2024), {**CARRYING, f"said.{section}": text})}


@pytest.mark.parametrize("text", [
    "收到政府信息公开申请10件，均已办结。",
    "全年收到政府信息公开申请10件，全部按时办结。",
    "收到政府信息公开申请10件。上述申请均已办结。",
    "政府信息公开申请均在法定期限内办结。",
    "收到政府信息公开申请10件，答复率100%。",
    "依申请公开办结率100%。",
])  # fmt: skip
def test_claim__that_the_tables_contradict_is_told(text: str) -> None:
    assert "CLAIMED" in told("overview", text)


@pytest.mark.parametrize("text", [
    "本年度共办结政府信息公开申请8件，均按时办结。",  # of those that are closed
    "对在本年度内答复的8件政府信息公开申请，均已办结。",
    "收到网上申请6件，均已办结；收到政府信息公开申请共10件。",
    "收到政府信息公开申请10件，其中商业企业3件，均已办结。",
    "政府信息公开申请按期办结率100%。",  # of those that were due
    "政府信息公开申请答复及时率100%，按时办结率100%。",
    "到期的政府信息公开申请全部办结。",
    "应答复的政府信息公开申请均已答复完毕。",
    "收到政府信息公开申请10件，除2件未到期外均已办结。",
    "收到政府信息公开申请10件，未能全部办结。",
    "确保收到的政府信息公开申请全部按时办结。",
    "2023年收到的政府信息公开申请均已办结。",  # of another year
    "上年结转的政府信息公开申请均已办结。",
    "截至6月底收到政府信息公开申请5件，全部办结。",
    "各镇收到的政府信息公开申请均已办结。",  # of others
    "收到政府信息公开申请10件。网民留言全部答复完毕，答复率100%。",
    "12345热线工单47件，已全部办结，回复率100%。",
    "收到人大建议3件、政协提案2件，均已办结。",
    "因政府信息公开引发的行政复议3件均已办结。",
    "依法办理政府信息公开申请，群众满意率100%。",
    "收到政府信息公开申请10件，答复率80%。",  # which is so
])  # fmt: skip
def test_claim__that_may_be_true_is_not_told(text: str) -> None:
    assert "CLAIMED" not in told("overview", text)


@pytest.mark.parametrize("text", [
    "2023年，我局主动公开信息20条。",
    "（一）主动公开。2023年，我局通过网站发布信息20条。",
    "统计期限为2023年1月1日至2023年12月31日。本局依法公开。",
    "2023年度，全局收到依申请公开3件。",
])  # fmt: skip
def test_year__before_the_reports_as_its_own_is_told(text: str) -> None:
    assert "TEXT-YEAR" in told("overview", text)


@pytest.mark.parametrize("text", [
    "截至2023年底，我局主动公开信息50条。",
    "截至2023年12月31日，我局主动公开信息50条。",
    "自2023年以来，我局坚持公开。",
    "按照《2021—2025年法治建设规划》，我局主动公开。",
    "根据县政办〔2023〕5号文件，我局制定要点。",
    "2023年6月，我局成立领导小组。",
    "2023年，我局被划入的职责已更新。",
    "2023年，我局门户网站整合至县政府网站，公开渠道更集中。",
    "针对2023年度报告指出的问题，我局逐项改进。",
    "与2023年相比，我局公开信息增加10条。",
    "2023年我局收到申请3件，2024年收到5件。",
    "2023年度决算我局已按时公开。",
    "2023年度我局政府信息公开工作年度报告按时发布。",
    "2025年，我局将继续推进公开。",
    "今年，我局公开信息20条。2023年我局公开18条。",
])  # fmt: skip
def test_year__of_what_was_before_or_is_to_come_is_not_told(text: str) -> None:
    assert "TEXT-YEAR" not in told("overview", text)


@pytest.mark.parametrize("text", [
    "我局公开内容较为单一，拟增加图解。",
    "无专职人员，业务能力有限，下一步配齐人员。",
    "没有专人负责，更新慢；已明确由办公室负责。",
    "未发现重大问题，个别栏目更新慢，已经调整。",
])  # fmt: skip
def test_problems__said_in_other_words_are_not_told(text: str) -> None:
    assert not told("problems", text) & {"TEXT-PROBLEMS", "TEXT-SUBSTANCE"}


def test_claim__said_over_and_over_is_looked_at_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def counting(text: str, lexicon: Lexicon) -> list[Token]:
        looked.append(len(text))
        return tag(text, lexicon)

    monkeypatch.setattr(claim_scope, "tag", counting)
    told("overview", "均已办结，" * 6_000)
    assert 0 < sum(looked) < 30_000 * 20
