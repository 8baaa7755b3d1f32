"""What a line of the ledger says, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...round.ledger import Line

LETTER_KINDS = {"back": "退回", "chase": "催报", "confirm": "更正确认"}

# What each kind of line is called, and how it is told; {names} are those of its data, as ``_MADE`` says them.
_SAID = {
    "open": ("新建", ""),
    "take": ("收件", "{said} 第 {arrival} 份 {file}（{received} 收到）"),
    "correct": ("更正", ""),
    "extend": ("准予延期", "{said}到 {until}"),
    "accept": ("受理说明", "{said} {finding}"),
    "choose": ("选定", "{said} {file}"),
    "undo": ("撤销", "{said}第 {line} 号"),
    "rename": ("改名", "{said} {was} → {name}{code}"),
    "merge": ("并入", "{was} {said} {name}"),
    "split": ("分设", "{said} {was} → {into}"),
    "summary": ("汇总", "{said}/{number}"),
    "close": ("截止", "{said}（汇总/{number}）"),
    "letters": ("发函", "{said} {kinds}（函件/{number}：{files}）"),
    "forget": ("清除原件", ""),
}
_MADE: Mapping[tuple[str, str], Callable[[Any], str]] = {
    ("rename", "code"): lambda code: f"，代码改为 {code}" if code else "",
    ("split", "into"): lambda into: "、".join(one["name"] for one in into),
    ("letters", "kinds"): lambda kinds: "、".join(LETTER_KINDS[kind] for kind in kinds),
    ("letters", "files"): "、".join,
}


def event_words(line: Line) -> str:
    """What ``line`` says, in one line."""
    said, told = _SAID[line.verb]
    made = {name: _MADE.get((line.verb, name), str)(value) for name, value in line.data.items()}
    return told.format_map({**made, "said": said}) or said
