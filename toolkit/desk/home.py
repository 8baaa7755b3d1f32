"""The rounds that this machine knows, and a new one opened from a roster."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, RedirectResponse, Response

from ..days import DayError, deadline_day, deadline_words, passed_notice
from ..editions.own import replacements
from ..failures import failed
from ..output import OutputError
from ..roster import RosterError, read_roster
from ..round.clock import today
from ..round.folder import LEDGER, RoundError
from ..round.model import Settings, open_round
from ..round.starting import start_round
from ..writing import write_roster
from .drops import Drop
from .handing import send
from .place import Here
from .signing import signed
from .uploads import UploadError, receive, safe_path
from .work import Outcome, Work

_GATHERING = 9  # the month from which on a round is prepared for the year that runs
_KINDS = ("roster", "prior", "rules")  # what may be dropped for a new round


@dataclass(frozen=True, slots=True)
class Shown:
    """One known round in the list; ``trouble`` says why it can't be opened."""

    id: str
    folder: Path
    year: int
    name: str
    trouble: str = ""


def home(here: Here) -> Response:
    """The rounds that are known; of a desk that was opened on one, that one's board."""
    if here.desk.only is not None and "all" not in here.request.query_params:
        from .boards import board

        return board(Here(here.desk, here.request, here.desk.only))
    return here.show("home.html", rounds=list(_rounds(here)), home=here.desk.shelf.home)


def new(here: Here, told: str = "") -> Response:
    """The form for a new round, with what was written in it where that could not be used, and why."""
    return here.show(
        "new.html",
        told=told,
        given=defaultdict(str, here.given),
        rounds=list(_rounds(here)),
        year=_report_year(),
        home=here.desk.shelf.home,
    )


async def begin(here: Here) -> Response:
    """A new drop of files that a new round is opened with."""
    return JSONResponse({"id": here.desk.drops.begin(None, Path(here.desk.scratch.name) / "new").id})


async def add(here: Here) -> Response:
    """One file for a new round; of a roster, whether it can be used."""
    try:
        drop = here.desk.drops.find(here.request.path_params["drop"], None)
        drop.count()
        path = await receive(here.request.stream(), drop.place, here.query("name"), modified=here.query("modified"))
    except ClientDisconnect:  # nobody is there to be told
        return Response(status_code=400)
    except Exception as error:  # told to the page
        return JSONResponse({"told": failed(error)[1]}, 409)
    if here.query("kind") != "roster":
        return JSONResponse({"said": f"已收到 {path.name}"})
    try:
        lines = read_roster(path)
    except RosterError as error:
        told = str(error).replace(str(path), path.name).removeprefix(f"{path.name}：")
        return JSONResponse({"told": told}, 409)
    tops = "、".join(line.name for line in lines.roots)
    said = [f"{tops}，应报 {len(lines.organs)} 家", *(one.replace(str(path), path.name) for one in lines.notices)]
    return JSONResponse({"said": "\n".join(said)})


def start(here: Here) -> Response:
    """Opens a new round, or shows the form again with what is wrong in it."""
    try:
        return _start(here)
    except (RoundError, UploadError, RosterError, OutputError) as error:
        return new(here, str(error))


def _start(here: Here) -> Response:
    by = signed(here)
    drops = {kind: _drop(here, kind) for kind in _KINDS}
    roster = _file(drops["roster"])
    if roster is None:
        raise RoundError("请先选单位名录（xlsx 或 csv）")
    settings = _settings(here)
    prior = _prior(here, drops["prior"])
    shelf = here.desk.shelf
    folder = _free_folder(shelf.home, here.say("name") or f"{settings.year}年度 {_top(roster)}")

    def do(work: Work) -> Outcome:
        for line in replacements([settings.year]):
            work.notices.append(line)
        if passed := passed_notice(here.say("deadline")):
            work.notices.append(passed.replace("--deadline", "填报期限"))
        shelf.home.mkdir(parents=True, exist_ok=True)
        started = start_round(
            folder, roster, settings, prior=prior, seal=shelf.key if here.say("seal") else None,
            rules=_file(drops["rules"]), by=by, means=work.means,
        )  # fmt: skip
        for drop in filter(None, drops.values()):
            here.desk.drops.end(drop)
        known = shelf.add(folder)
        Here(here.desk, here.request, known).look()
        lines = [
            f"已新建 {settings.year} 年度这一轮，应报 {len(started.roster.organs)} 家，存放在 {folder}",
            f"已备好 {len(started.manifest.issued)} 个工作簿，下一步：下载下来发给各单位",
        ]
        return Outcome(lines, f"/r/{known.id}/keep", "去下载工作簿")

    return here.work("新建一轮", "/", do)


def find(here: Here) -> Response:
    """Opens a round that lies elsewhere, by the path that a person writes."""
    text = here.say("folder").strip('"“” ')
    folder = Path(text)
    if not text or not folder.is_absolute():
        raise RoundError("请写文件夹的完整位置，如 D:\\年报\\2025年度 或 /home/某/年报")
    if not (folder / LEDGER).is_file():
        raise RoundError(f"“{text}”里没有 {LEDGER}，不是一轮工作的文件夹；请核对位置")
    with open_round(folder):
        known = here.desk.shelf.add(folder)
    return RedirectResponse(f"/r/{known.id}/", 303)


def blank_roster(here: Here) -> Response:
    """A blank roster to fill in."""
    room = here.desk.room()
    write_roster(room / "单位名录.xlsx")
    return send(room / "单位名录.xlsx", "单位名录.xlsx", once=True)


def _rounds(here: Here) -> Iterator[Shown]:
    for known in here.desk.rounds().values():
        try:
            with open_round(known.folder) as of:
                tops = "、".join(line.name for line in of.first_roster.roots)
                yield Shown(known.id, known.folder, of.settings.year, tops)
        except Exception as error:  # told in the list
            yield Shown(known.id, known.folder, 0, known.folder.name, failed(error)[1])


def _report_year() -> int:
    """The year that a round opened today is most likely of: the reports are asked for around its end."""
    return today().year if today().month >= _GATHERING else today().year - 1


def _settings(here: Here) -> Settings:
    year = here.say("year")
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise RoundError("请写报告年度，如 2025")
    try:
        due = deadline_day(here.say("deadline"), int(year))
        words = deadline_words(here.say("deadline"), int(year))
    except DayError as error:
        raise RoundError(str(error).replace("--deadline", "填报期限")) from None
    one_line = {name: " ".join(here.say(name).split())[:100] for name in ("contact", "sender")}
    return Settings(int(year), due.isoformat() if due else "", words, one_line["contact"], one_line["sender"])


def _drop(here: Here, kind: str) -> Drop | None:
    return here.desk.drops.find(here.say(kind), None) if here.say(kind) else None


def _file(drop: Drop | None) -> Path | None:
    """The last file of a drop."""
    files = sorted(_files(drop), key=lambda path: path.stat().st_mtime_ns)
    return files[-1] if files else None


def _files(drop: Drop | None) -> Sequence[Path]:
    return [path for path in drop.place.rglob("*") if path.is_file()] if drop is not None else []


def _prior(here: Here, drop: Drop | None) -> Path | None:
    """Last year: what was dropped, or the newest summary of a round that is known."""
    if _files(drop):
        assert drop is not None
        return drop.place
    known = here.desk.rounds().get(here.say("last"))
    if known is None:
        return None
    with open_round(known.folder) as of:
        written = [line.data["number"] for line in of.ledger.lines() if line.verb in ("close", "summary")]
    if not written:
        raise RoundError(f"“{known.folder.name}”那一轮还没有汇总，不能当上年数；请先在那一轮里写一次汇总")
    return known.folder / "汇总" / str(written[-1])


def _top(roster: Path) -> str:
    return "、".join(line.name for line in read_roster(roster).roots)[:40]


def _free_folder(home: Path, name: str) -> Path:
    safe = safe_path(re.sub(r"[/\\]", " ", name)).name
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
    if not home.is_dir():
        raise OutputError(f"“{home}”建不了文件夹，请检查磁盘和权限")
    folder, number = home / safe, 1
    while os.path.lexists(folder):
        number += 1
        folder = home / f"{safe}（{number}）"
    return folder


def stop(here: Here) -> Response:
    """Closes the desk."""
    if here.desk.bench.busy or here.desk.drops.busy:
        raise RoundError("还有事情正在办，请等它办完再停止")
    here.desk.stop.set()
    return here.show("stopped.html")
