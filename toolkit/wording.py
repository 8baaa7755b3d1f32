"""The Chinese words for states and severities, the same in the terminal, in workbooks and on pages."""

from __future__ import annotations

from .form import Field, Severity
from .records import Correction, Return, Status
from .rollup import State

SEVERITIES = {Severity.ERROR: "错误", Severity.EXPLAIN: "需说明", Severity.NOTICE: "提示"}
STATUSES = {
    Status.ACCEPTED: "通过",
    Status.NEEDS_EXPLANATION: "待说明",
    Status.REJECTED: "退回",
    Status.UNREADABLE: "无法读取",
}
REPLACED = "已被取代"
STATES = {
    **{State(status.value): word for status, word in STATUSES.items()},
    State.MISSING: "未报",
    State.GOVERNMENT: "汇总单位",
    State.MERGED: "已并入",
}


def status_words(item: Return) -> str:
    """What a return's heading says: what another one of its organ replaces is no open case, whatever is wrong in it."""
    return REPLACED if item.superseded_by else STATUSES[item.status]


# What stands behind a figure: some of the organs it should come from are missing; some of it is still to be explained.
LACKING, DOUBTFUL = "※", "？"
# Behind a change: it is of other organs than the figure beside it. The figures it is of are called so.
OTHER_BASE = "◇"
COMPARABLE = ("可比：本年", "可比：上年")
DOUBT_LEGEND = f"数后有“{DOUBTFUL}”的，其中有待说明的数"


def other_year(year: int | str) -> str:
    """What becomes of returns of another year in a run of ``year``."""
    return f"不计入 {year} 年度的汇总"


def corrected_words(field: Field, correction: Correction) -> str:
    """``原报 12，更正为 15（2026-01-12，张三：电话核实）``"""
    old, new = ("空白" if steps is None else field.unit.text(steps) for steps in (correction.old, correction.new))
    why = "：".join(filter(None, (correction.by, correction.reason)))
    return f"原报 {old}，更正为 {new}（{'，'.join(filter(None, (correction.day, why)))}）"


# What is told of a finding and of a return, in lists and on pages.
FINDING_PARTS = {
    "severity": "轻重", "rule": "规则", "file": "报送件", "code": "单位代码", "name": "单位名称", "status": "处理结果",
    "sheet": "工作表", "cell": "单元格", "label": "项目", "found": "现为", "expected": "应为", "difference": "相差",
    "message": "问题", "fix": "怎样改", "explanation": "情况说明", "related": "相关单元格", "year": "年度",
    "edition": "格式", "sha256": "文件校验值",
}  # fmt: skip
EXPLAINED = "已说明"
