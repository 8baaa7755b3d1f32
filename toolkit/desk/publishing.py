"""Reports that are published: made from the round, and held against what the organs filed once they are out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from starlette.responses import JSONResponse, Response

from ..collating.filed_published_render import render_filed_published, write_filed_published
from ..jobs import Given, Published, Publishing, compare_published
from ..jobs import publish as publish_reports
from ..leftovers import remove
from ..ooxml.zip_writing import write_stored
from ..published.publishing.own_texts import PublishingError
from ..records import Return
from ..round.board import Place
from ..round.cutoffs import write_round_summary
from ..round.folder import RoundError
from ..round.model import open_round
from ..round.standing import standing
from .drops import Drop
from .place import Here
from .work import Outcome, Work

ORGANS, EVERY, ORGAN = "organs", "every", "organ "  # whose reports, beside the code of a government; of one organ
_FORMATS = ("docx", "html", "txt")


def page(here: Here) -> Response:
    """What may be published, and where pages that are out are dropped to be checked."""
    look = here.look()
    return here.show(
        "publish.html", look=look, organs=ORGANS, every=EVERY, one=ORGAN, organ=here.query("organ"),
        included=[row.line for row in look.board.rows if row.place is Place.IN],
    )  # fmt: skip


def publish(here: Here) -> Response:
    """Makes reports to be had."""
    whose, kind, room = here.say("whose"), here.say("format"), here.desk.room()
    if kind not in _FORMATS:
        raise RoundError("请选一种格式")
    drop = here.desk.drops.find(here.say("texts"), here.folder) if here.say("texts") else None
    texts = _only_file(drop)
    one = whose.removeprefix(ORGAN) if whose.startswith(ORGAN) else ""
    government = "" if whose in (ORGANS, EVERY) or one else whose
    choices = Publishing(government, whose == EVERY, texts, here.say("date"), bool(here.say("draft")))

    def do(work: Work) -> Outcome:
        out, returns = room / "公布", _counting(here)
        sources = [] if whose == ORGANS or one else [_summary(here, room)]
        if one:
            returns = [item for item in returns if item.record and item.record.agency.code == one]
        if not sources and not returns:
            raise RoundError("还没有计入的报送件，没有可以生成的报告")
        try:
            done = publish_reports(sources, out, _given(here), work.means, choices, format=kind, returns=returns)
        except PublishingError as error:
            raise RoundError(_on_a_page(str(error), room)) from error
        if drop is not None:
            here.desk.drops.end(drop)
        remove(room / "汇总")
        made = sorted(path for path in out.rglob("*") if path.is_file())
        if len(made) > 1:
            archive = room / "公布的报告.zip"
            write_stored(archive, [(path.relative_to(out).as_posix(), path) for path in made])
            made = [archive]
        wrong = any(each.path is None or each.lacking or each.faults for each in done)
        lines = [_on_a_page(line, room) for line in _told(done)]
        return Outcome(lines, here.to("publish"), "再生成", wrong=wrong, files=made)

    return here.work("生成报告", here.to("publish"), do)


def _told(done: Sequence[Published]) -> Iterator[str]:
    """What became of each report: first those that there are none of."""
    yield from (one.refusal for one in done if one.path is None)
    made = [one for one in done if one.path is not None]
    if len(made) > 1:
        yield f"已生成 {len(made)} 份"
    for one in made:
        assert one.path is not None
        if len(made) == 1 or one.lacking or one.notes:
            yield f"已生成 {one.path.name}"
        if one.lacking:
            yield f"  里面待补：{'、'.join(one.lacking)}"
        yield from (f"  {note}" for note in one.notes)


# What is said for a command line, and how it is said on a page.
_SAID = {
    "可加 --draft 生成草稿": "可勾选“草稿”再生成",
    "（nianbao validate 逐处列出）": "",
    "（report.html 逐处列出）": "",
    "--texts": "“文字部分”",
    "--draft": "“草稿”",
    "--date": "“成文日期”",
}


def _on_a_page(line: str, room: Path) -> str:
    for said, meant in _SAID.items():
        line = line.replace(said, meant)
    return line.replace(f"{room}/", "").replace(f"{room}\\", "")


async def check(here: Here) -> Response:
    """Holds the published reports of a drop against what was filed."""
    drop = here.desk.drops.find(here.request.path_params["drop"], here.folder)

    def do(work: Work) -> Outcome:
        room = here.desk.room()
        try:
            found = compare_published(
                [_summary(here, room)], [drop.place], _given(here), work.means, returns=_counting(here)
            )
            write_filed_published(found, room / "公布与报送对照.xlsx", "xlsx")
            told = render_filed_published(found, "text", capped=True).replace(f"{drop.place}/", "")
            lines = [_on_a_page(line, room) for line in told.splitlines()]
            return Outcome(lines, here.to("publish"), "再查", wrong=found.differs, files=[room / "公布与报送对照.xlsx"])
        finally:
            remove(room / "汇总")
            here.desk.drops.end(drop)

    work = here.put("核对已公布的报告", here.to("publish"), do)
    return JSONResponse({"next": f"/work/{work.n}"})


def _summary(here: Here, room: Path) -> Path:
    if not (room / "汇总").exists():
        write_round_summary(here.folder, room / "汇总")
    return room / "汇总"


def _counting(here: Here) -> list[Return]:
    """The returns that count, as they count: with what was corrected in them."""
    entries = here.look().board.summary.entries
    return [entry.chosen for entry in entries if entry.included and entry.chosen is not None]


def _given(here: Here) -> Given:
    """What the round agreed on, for jobs that judge."""
    with open_round(here.folder) as of:
        return Given(standing(of).roster, of.prior, of.settings.year, of.key, of.rules)


def _only_file(drop: Drop | None) -> Path | None:
    files = [path for path in drop.place.rglob("*") if path.is_file()] if drop is not None else []
    return files[0] if files else None
