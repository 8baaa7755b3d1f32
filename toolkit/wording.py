"""The Chinese words for states and severities, the same in the terminal, in workbooks and on pages."""

from __future__ import annotations

from .form import Severity
from .records import Status

SEVERITIES = {Severity.ERROR: "错误", Severity.EXPLAIN: "需说明", Severity.NOTICE: "提示"}
STATUSES = {
    Status.ACCEPTED: "通过",
    Status.NEEDS_EXPLANATION: "待说明",
    Status.REJECTED: "退回",
    Status.UNREADABLE: "无法读取",
}
MISSING = "未报"
