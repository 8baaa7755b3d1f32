"""What a line of the ledger says, in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..reporting.sendback import Sent
    from ..round.ledger import Line

_LETTER_KINDS = {"back": "退回", "chase": "催报", "confirm": "更正确认"}

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
    ("letters", "kinds"): lambda kinds: kinds_words(kinds),
    ("letters", "files"): "、".join,
}


def event_words(line: Line) -> str:
    """What ``line`` says, in one line."""
    said, told = _SAID[line.verb]
    made = {name: _MADE.get((line.verb, name), str)(value) for name, value in line.data.items()}
    return told.format_map({**made, "said": said}) or said


def kinds_words(kinds: Collection[str]) -> str:
    """What kinds of letter went out together."""
    return "、".join(word for kind, word in _LETTER_KINDS.items() if kind in kinds)


def kinds_counts(sent: Sequence[Sent]) -> str:
    """How many letters of each kind there are in ``sent``."""
    counts = {word: sum(kind in one.kinds for one in sent) for kind, word in _LETTER_KINDS.items()}
    return "，".join(f"{word} {count}" for word, count in counts.items() if count)
