"""Files that are handed to the browser: never by a path of its own, only what the round itself lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from ..leftovers import remove
from ..ooxml.zip_writing import write_stored
from ..records import base_name
from ..round.folder import LETTERS, OUTBOX, SUMMARIES, RoundError, printable
from ..round.originals import original_file
from ..writing.struck.earlier_round import MANIFEST, read_manifest
from .place import Here

_FOLDERS = {"letters": LETTERS, "sum": SUMMARIES}


def outbox(here: Here) -> Response:
    """All workbooks that are handed out, as one archive."""
    return archive(here, here.folder / OUTBOX, f"{here.look().settings.year}年度发放的工作簿")


def workbook(here: Here) -> Response:
    """The workbook that one organ was handed, or all below a government."""
    code = here.query("code")
    issued = {one.agency_code: one.path for one in read_manifest(here.folder / OUTBOX / MANIFEST)}
    if code in issued:
        return send(_inside(here.folder / OUTBOX, issued[code]), base_name(issued[code]))
    roster = here.look().board.summary.roster
    below = [line for line in roster.lines if any(one.code == code for one in roster.path_to(line.code))]
    if not below:
        raise HTTPException(404, "名录里没有这个单位")
    files = [_inside(here.folder / OUTBOX, issued[line.code]) for line in below if line.code in issued]
    gone = [path.name for path in files if not path.is_file()]
    if gone or not files:
        named = f"“{gone[0]}”等 {len(gone)} 个" if gone else "发给它的工作簿"
        raise RoundError(f"{named}不在“{OUTBOX}”里了，可能被移动或删除；请从备份恢复")
    return archive(here, here.folder / OUTBOX, f"{roster.by_code[code].name}以下各单位的工作簿", files)


def version(here: Here) -> Response:
    """A return as it came."""
    return send(*original_file(here.folder, here.request.path_params["n"]))


def made(here: Here) -> Response:
    """All that lies in a numbered folder of letters or of a summary, as one archive."""
    kind, number = here.request.path_params["kind"], here.request.path_params["n"]
    if kind not in _FOLDERS:
        raise HTTPException(404)
    return archive(here, here.folder / _FOLDERS[kind] / str(number), f"{_FOLDERS[kind]}{number}")


def made_file(here: Here) -> Response:
    """One file of a numbered folder of letters or of a summary."""
    kind, number, name = (here.request.path_params[one] for one in ("kind", "n", "name"))
    if kind not in _FOLDERS:
        raise HTTPException(404)
    folder = here.folder / _FOLDERS[kind] / str(number)
    if name not in files_in(folder):
        raise HTTPException(404, "没有这个文件")
    return send(folder / name, name)


def files_in(folder: Path) -> list[str]:
    """The files that lie in ``folder``, by name; none where there is none."""
    return sorted(one.name for one in _files(folder))


def send(path: Path, name: str, *, once: bool = False) -> Response:
    """The file at ``path`` as a download called ``name``; ``once``: it goes afterwards."""
    if not path.is_file():
        raise RoundError(f"“{name}”不在了，可能被移动或删除；请从备份恢复")
    task = BackgroundTask(remove, path.parent) if once else None
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name.encode('utf-8', 'replace'))}"}
    return FileResponse(path, headers=headers, background=task)


def archive(here: Here, folder: Path, name: str, files: list[Path] | None = None) -> Response:
    """What lies in ``folder`` (of it ``files`` alone) as an archive called ``name``."""
    if not folder.is_dir() or folder.is_symlink():
        raise RoundError(f"“{folder.name}”不在了，可能被移动或删除；请从备份恢复")
    scratch = here.desk.room()
    path = scratch / "a.zip"
    try:
        found = sorted(one for one in folder.rglob("*") if one.is_file()) if files is None else files
        given = [one for one in found if _is_for_others(one)]
        write_stored(path, [(printable(one.relative_to(folder).as_posix()), one) for one in given])
    except BaseException:
        remove(scratch)
        raise
    return send(path, f"{name}.zip", once=True)


def _inside(folder: Path, name: str) -> Path:
    """``name`` in ``folder``, which no entry of a list leads out of."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise RoundError(f"清单里的“{name}”不在“{folder.name}”里，没有取")
    return path


def _is_for_others(path: Path) -> bool:
    """Whether ``path`` may leave the office: not its list of seals, nor what a run is at work on."""
    return path.name != MANIFEST and not path.name.startswith(".") and not path.is_symlink()


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not folder.is_symlink():
        known = (one for one in folder.iterdir() if one.is_file() and not one.is_symlink())
        yield from (one for one in known if not one.name.startswith(".") and printable(one.name) == one.name)
