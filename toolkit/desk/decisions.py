"""What a person decides at the desk, each by the function that the command line calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..days import day_of
from ..round.clock import today
from ..round.correcting import correct_figure
from ..round.folder import RoundError
from ..round.granting import accept_doubt, choose_return, extend_leave
from ..round.judging import open_doubts
from ..round.ledger import Line
from ..round.seen import UnseenError, seen, seen_up_to
from ..round.standing import DECISIONS
from ..round.succession import merge_organ, rename_organ, split_organ
from ..round.undoing import undo_decision
from ..told.decisions import decided_lines
from ..told.events import event_words
from .place import Here
from .signing import signed
from .work import Outcome, Work

_DIGITS = 12  # of the number of a line
Doing = Callable[[Here, str], Sequence[str]]


def decide(here: Here) -> Response:
    """Carries out one decision about an organ, where nobody has decided of it since the page was drawn."""
    verb = here.request.path_params["verb"]
    if verb not in _VERBS:
        raise HTTPException(404)
    title, do = _VERBS[verb]
    organ, by = here.say("organ"), signed(here)
    back = here.say("back") if here.say("back") == here.to("log") else f"{here.to('organ')}?code={quote(organ)}"

    def done(work: Work) -> Outcome:
        lines = _as_seen(here, do, by)
        code = here.look().stands.code_today(organ)  # so that the next page has only to be drawn
        there = back if back == here.to("log") else f"{here.to('organ')}?code={quote(code)}&done={work.n}"
        return Outcome(list(lines), there, "回到这个单位", straight=True)

    return here.work(title, back, done)


def _as_seen(here: Here, do: Doing, by: str) -> Sequence[str]:
    """What ``do`` says, done as of what the page knew that the decision is from."""
    upto = here.say("upto")
    if not upto.isdecimal() or len(upto) > _DIGITS:
        raise RoundError("这一页不完整，请回去刷新后再办")
    try:
        with seen_up_to(int(upto)):
            return do(here, by)
    except UnseenError as unseen:
        told = "；".join(f"第 {one.n} 号 {event_words(one)}（{one.by}）" for one in unseen.lines)
        raise RoundError(f"您打开这一页之后，这个单位有了新的情况，请再看一遍再定：{told}") from unseen


def _correct(here: Here, by: str) -> Sequence[str]:
    return list(
        decided_lines(
            correct_figure(
                here.folder, here.say("organ"), here.say("field"), here.say("value"), reason=here.say("reason"), by=by
            )
        )
    )


def _extend(here: Here, by: str) -> Sequence[str]:
    until = day_of(here.say("until"), "“延到哪一天”")
    return list(decided_lines(extend_leave(here.folder, here.say("organ"), until, reason=here.say("reason"), by=by)))


def _accept(here: Here, by: str) -> Sequence[str]:
    """All doubts that are ticked, for one reason."""
    rules = here.says("rule")
    if not rules:
        raise RoundError("请勾选要受理的是哪几项")

    entry = here.look().board.summary.by_code.get(here.say("organ"))
    doubted = open_doubts(entry.chosen if entry else None)
    if gone := [rule for rule in rules if rule not in doubted]:
        raise RoundError(f"{'、'.join(gone)} 没有待说明的，或是错误不能受理；一项也没有受理，请再看一遍")

    def each() -> Iterator[str]:
        for rule in rules:
            done = accept_doubt(here.folder, here.say("organ"), rule, reason=here.say("reason"), by=by)
            yield from decided_lines(done)
            seen(done.n)  # what was just accepted, the person knows

    return list(each())


def _choose(here: Here, by: str) -> Sequence[str]:
    organ, number = here.say("organ"), here.say("n")
    return list(decided_lines(choose_return(here.folder, organ, number, reason=here.say("reason"), by=by)))


def _rename(here: Here, by: str) -> Sequence[str]:
    return _told(
        rename_organ(
            here.folder, here.say("organ"), here.say("name"), code=here.say("code"), since=_since(here),
            reason=here.say("reason"), by=by,
        )
    )  # fmt: skip


def _merge(here: Here, by: str) -> Sequence[str]:
    if not here.say("into"):
        raise RoundError("请选并入哪个单位")
    before = here.look().board.summary.by_code.get(here.say("organ"))
    line = merge_organ(
        here.folder, here.say("organ"), here.say("into"), since=_since(here), reason=here.say("reason"), by=by
    )
    said = list(_told(line))
    if before is not None and before.included:
        said.append(f"它报来的那一份从此不再计入：请问明{line.data['name']}的报送件是否已含这些数，没有含的请其重报")
    return said


def _split(here: Here, by: str) -> Sequence[str]:
    pairs = [(code, name) for code, name in zip(here.says("code"), here.says("name"), strict=False) if code or name]
    if len(pairs) < 2 or not all(code and name for code, name in pairs):
        raise RoundError("请写明分设后的各单位（两个以上），代码和名称都要写；原单位还在的，也写上它")
    return _told(
        split_organ(here.folder, here.say("organ"), pairs, since=_since(here), reason=here.say("reason"), by=by)
    )


def _undo(here: Here, by: str) -> Sequence[str]:
    number = here.say("n")
    if not number.isdecimal():
        raise RoundError("没有写要撤销第几号")
    line = undo_decision(here.folder, int(number), reason=here.say("reason"), by=by)
    return [f"已撤销第 {line.n} 号：{event_words(line)}"]


def _since(here: Here) -> date:
    return day_of(here.say("since"), "“从哪天起”") if here.say("since") else today()


def _told(line: Line) -> Sequence[str]:
    said = [f"已记账第 {line.n} 号：{event_words(line)}，自 {line.data['since']} 起"]
    return said if line.verb == "merge" else [*said, "新的工作簿已备好，可在单位的页上下载"]


_VERBS: Mapping[str, tuple[str, Doing]] = {
    "correct": ("更正", _correct),
    "extend": ("准予延期", _extend),
    "accept": ("受理说明", _accept),
    "choose": ("选定", _choose),
    "rename": ("改名", _rename),
    "merge": ("并入", _merge),
    "split": ("分设", _split),
    "undo": ("撤销", _undo),
}
assert {*_VERBS} == {*DECISIONS, "undo"}
