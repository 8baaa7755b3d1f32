"""Reports that are published: made from the round, and held against what the organs filed once they are out."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import JSONResponse, Response

from ..collating.filed_published_render import render_filed_published, write_filed_published
from ..jobs import Given, Publishing, compare_published
from ..jobs import publish as publish_reports
from ..ooxml.zip_writing import write_stored
from ..round.cutoffs import write_round_summary
from ..round.exporting import export_returns
from ..round.folder import RoundError
from ..round.model import open_round
from ..round.standing import standing
from .drops import Drop
from .place import Here
from .work import Outcome, Work

ORGANS, EVERY = "organs", "every"  # whose reports, beside the code of one government
_FORMATS = ("docx", "html", "txt")


def page(here: Here) -> Response:
    """What may be published, and where pages that are out are dropped to be checked."""
    look = here.look()
    return here.show("publish.html", look=look, formats=_FORMATS, organs=ORGANS, every=EVERY)


def publish(here: Here) -> Response:
    """Makes reports to be had."""
    whose, kind, room = here.say("whose"), here.say("format"), here.desk.room()
    if kind not in _FORMATS:
        raise RoundError("请选一种格式")
    drop = here.desk.drops.find(here.say("texts"), here.folder) if here.say("texts") else None
    texts = _only_file(drop)
    government = "" if whose in (ORGANS, EVERY) else whose
    choices = Publishing(government, whose == EVERY, texts, here.say("date"), bool(here.say("draft")))

    def do(work: Work) -> Outcome:
        out = room / "公布"
        source = _returns(here, room) if whose == ORGANS else _summary(here, room)
        done = publish_reports([source], out, _given(here), work.means, choices, format=kind)
        if drop is not None:
            here.desk.drops.end(drop)
        lines = []
        for one in done:
            lines += [one.refusal] if one.path is None else [f"已生成 {one.path.name}"]
            lines += [f"  “{one.path.name}”里待补：{'、'.join(one.lacking)}"] if one.path and one.lacking else []
            lines += [f"  {note}" for note in one.notes]
        made = sorted(path for path in out.rglob("*") if path.is_file())
        if len(made) > 1:
            archive = room / "公布的报告.zip"
            write_stored(archive, [(path.relative_to(out).as_posix(), path) for path in made])
            made = [archive]
        wrong = any(one.path is None or one.lacking or one.faults for one in done)
        return Outcome(lines, here.to("publish"), "再生成", wrong=wrong, files=made)

    return here.work("生成报告", here.to("publish"), do)


async def check(here: Here) -> Response:
    """Holds the published reports of a drop against what was filed."""
    drop = here.desk.drops.find(here.request.path_params["drop"], here.folder)

    def do(work: Work) -> Outcome:
        room = here.desk.room()
        try:
            filed = [_summary(here, room), _returns(here, room)]
            found = compare_published(filed, [drop.place], _given(here), work.means)
            write_filed_published(found, room / "公布与报送对照.xlsx", "xlsx")
            lines = render_filed_published(found, "text", capped=True).splitlines()
            return Outcome(lines, here.to("publish"), "再查", wrong=found.differs, files=[room / "公布与报送对照.xlsx"])
        finally:
            here.desk.drops.end(drop)

    work = here.put("核对已公布的报告", here.to("publish"), do)
    return JSONResponse({"next": f"/work/{work.n}"})


def _summary(here: Here, room: Path) -> Path:
    if not (room / "汇总").exists():
        write_round_summary(here.folder, room / "汇总")
    return room / "汇总"


def _returns(here: Here, room: Path) -> Path:
    export_returns(here.folder, room / "报送件", force=True)
    return room / "报送件"


def _given(here: Here) -> Given:
    """What the round agreed on, for jobs that judge."""
    with open_round(here.folder) as of:
        return Given(standing(of).roster, of.prior, of.settings.year, of.key, of.rules)


def _only_file(drop: Drop | None) -> Path | None:
    files = [path for path in drop.place.rglob("*") if path.is_file()] if drop is not None else []
    return files[0] if files else None
