"""Letters: what goes out now, and what has gone out, to copy or to save."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response

from ..days import DayError, return_day
from ..round.clock import shown
from ..round.folder import LETTERS, RoundError
from ..round.ledger import Line
from ..round.letters import send_letters
from ..round.watching import Look
from ..told.events import kinds_counts, kinds_words
from .handing import files_in
from .place import Here
from .signing import signed
from .work import Outcome, Work

_TEXT = ".txt"
_LONGEST = 40_000  # characters of a letter that is shown


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter that went out: to whom, what about, its text and the names of its files."""

    code: str
    name: str
    kinds: str
    text: str
    files: Sequence[str]


@dataclass(frozen=True, slots=True)
class Batch:
    """The letters that were written together; ``table`` and other files belong to none of them."""

    number: int
    when: str
    by: str
    letters: Sequence[Letter]
    others: Sequence[str]
    there: bool


def letters(here: Here) -> Response:
    """What has gone out, newest first."""
    look = here.look()
    batches = list(_batches(look, here.folder / LETTERS))
    open_ = here.query("n") or (str(batches[0].number) if batches else "")
    done = here.desk.bench.works.get(here.number("done"))
    return here.show("letters.html", look=look, batches=batches, open_=open_, done=done)


def write(here: Here) -> Response:
    """Writes what goes out now."""
    by, organ = signed(here), here.say("organ")
    try:
        deadline = return_day(here.say("deadline"), here.look().settings.year)
    except DayError as error:
        raise RoundError(str(error).replace("--deadline", "“请最迟哪天报回”")) from None

    def do(work: Work) -> Outcome:
        again = bool(here.say("again"))
        done = send_letters(here.folder, organ=organ, again=again, deadline=deadline, by=by)
        lines = [f"注意：{name} 是一次中断的发函写下的，没有记账；里面的请不要发" for name in done.unnoted]
        if not done.sent:
            also = "" if again else "；已经发过的要再发，请勾选“发过的也再生成一次”"
            return Outcome([*lines, f"现在没有要发的函件{also}"], here.to("letters"), "看函件")
        lines.append(f"已生成 {len(done.sent)} 份函件（{kinds_counts(done.sent)}）")
        here.look()
        return Outcome(lines, f"{here.to('letters')}?n={done.number}&done={work.n}", "看函件", straight=True)

    return here.work("生成函件", here.to("letters"), do)


def _batches(look: Look, folder: Path) -> Iterator[Batch]:
    numbers: dict[int, list[Line]] = {}
    for line in look.lines:
        if line.verb == "letters":
            numbers.setdefault(line.data["number"], []).append(line)
    roster = look.board.summary.roster.by_code
    for number, lines in sorted(numbers.items(), reverse=True):
        place = folder / str(number)
        there = files_in(place)
        made = []
        for line in lines:
            own = [name for name in line.data["files"] if name in there]
            code = look.stands.code_today(line.organ)
            name = roster[code].name if code in roster else ""
            made.append(Letter(code, name, kinds_words(line.data["kinds"]), _text(place, own), own))
        listed = {name for one in made for name in one.files}
        others = [name for name in there if name not in listed]
        yield Batch(number, shown(lines[0].at), lines[0].by, made, others, bool(there))


def _text(folder: Path, files: Sequence[str]) -> str:
    """The letter itself."""
    for name in files:
        if name.endswith(_TEXT):
            return (folder / name).read_text(encoding="utf-8-sig", errors="replace")[:_LONGEST]
    return ""
