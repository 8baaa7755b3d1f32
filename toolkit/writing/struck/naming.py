"""Where each workbook of a distribution goes: a folder tree by government, in names that Windows takes too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ...roster import Roster, RosterLine
from ...width import units

# Windows refuses these; the full-width forms read the same.
_WIDE = str.maketrans('<>:"/\\|?*~', "＜＞：＂／＼｜？＊～")
_LIVE = str.maketrans(
    "=+-@", "＝＋－＠"
)  # at the start of a path, a program that opens the manifest takes them for a formula
_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"
}
_WHOLE_PATH = 217  # Excel opens nothing beyond 218 characters, of which one parts folder and name
_RELATIVE_PATH = (60, 160)  # what of it a distribution takes at least and at most
_NAME_BYTES = 240  # Linux file systems take 255 bytes a name, of which ``.xlsx`` and a number need some
_FOLDER_LENGTH = 40
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Places:
    """Relative paths: ``folders`` by government code, ``workbooks`` by the code of the line they are for."""

    folders: Mapping[str, PurePosixPath]
    workbooks: Mapping[str, PurePosixPath]
    archives: Mapping[str, PurePosixPath]


def plan_places(roster: Roster, year: int, folder: Path, *, governments: bool = False) -> Places:
    """A place for each organ's workbook (and each government's own, with ``governments``), for each
    government's folder, and for its archive beside that folder. They depend on nothing but the arguments.

    File names carry code, name and year, and are unique in the whole tree, so that workbooks of many offices
    can be gathered in one inbox. Nothing differs from another name by letter case alone.
    """
    least, most = _RELATIVE_PATH
    length = max(least, min(most, _WHOLE_PATH - units(str(folder.resolve()))))
    folders = _folders(roster, length)
    taken: dict[PurePosixPath, set[str]] = {PurePosixPath(): {"manifest.csv"}}
    for path in folders.values():
        taken.setdefault(path.parent, set()).add(_fold(path.name))
    archives: dict[str, PurePosixPath] = {}
    together: dict[str, set[str]] = {}  # in the archive of the government above, whatever folders they lie in
    for code, path in folders.items():
        siblings = together.setdefault(roster.by_code[code].parent, set())
        archives[code] = path.parent / _free(path.name, ".zip", taken[path.parent], siblings)
    workbooks: dict[str, PurePosixPath] = {}
    everywhere = {_fold(path.name) for path in archives.values()}
    for line in roster.lines:
        if line.merged_into or (line.is_government and not governments):
            continue
        home = folders[line.code] if line.is_government else folders.get(line.parent, PurePosixPath())
        room = length - units(str(home)) - len("/~9999.xlsx")
        stem = clean_name(f"{line.code}_{line.name}", room - 5, ending=f"_{year}")
        workbooks[line.code] = home / _free(stem, ".xlsx", everywhere, taken.setdefault(home, set()))
    return Places(folders, workbooks, archives)


def clean_name(text: str, length: int, *, ending: str = "") -> str:
    """``text`` as part of a path on any system, cut to ``length`` characters, then ``ending``.

    Raises nothing: whatever has no place in a file name is replaced by its full-width form or left out.
    """
    kept = (character for character in unicodedata.normalize("NFC", text) if _printable(character))
    name = "".join(kept).translate(_WIDE).strip(" .\u3000")
    name = name[:1].translate(_LIVE) + name[1:]
    name = _cut(name, max(length, _SHORTEST), _NAME_BYTES - len(ending.encode())).rstrip(" .\u3000") or "未命名"
    if name.partition(".")[0].rstrip().upper() in _DEVICES:
        name = f"_{name}"
    return name + ending


def _printable(character: str) -> bool:
    """Whether ``character`` shows: no control, direction mark, half of a pair, or code without a meaning."""
    return not unicodedata.category(character).startswith("C")


def _cut(name: str, length: int, size: int) -> str:
    """``name`` within ``length`` UTF-16 units and ``size`` bytes, with an ellipsis where something went."""
    if units(name) <= length and len(name.encode()) <= size:
        return name
    while name and (units(name) >= length or len(name.encode()) > size - len("…".encode())):
        name = name[:-1]
    return f"{name}…"


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _free(stem: str, suffix: str, *taken: set[str]) -> str:
    """``stem`` with ``suffix``, numbered where one of ``taken`` has it; enters it in all of them."""
    name, number = f"{stem}{suffix}", 2
    while any(_fold(name) in names for names in taken):
        name, number = f"{stem}~{number}{suffix}", number + 1
    for names in taken:
        names.add(_fold(name))
    return name


def _folders(roster: Roster, length: int) -> dict[str, PurePosixPath]:
    """A folder for each government, below its parent's. Half of ``length`` at most goes into folders: the
    deeper the tree, the shorter their names, and where even that is too much, the deepest share their parent's.
    """
    depths = {line.code: depth for line, depth in _governments(roster)}
    deepest = max(depths.values(), default=1)
    each = max(_SHORTEST, min(_FOLDER_LENGTH, length // 2 // deepest - 1))
    taken: dict[PurePosixPath, set[str]] = {PurePosixPath(): {"manifest.csv"}}
    folders: dict[str, PurePosixPath] = {}
    for line, _ in _governments(roster):
        parent = folders.get(line.parent, PurePosixPath())
        siblings = taken.setdefault(parent, set())
        name = _free(clean_name(line.name, each - 2), "", siblings)
        if units(str(parent / name)) > length // 2 and parent.parts:
            parent = PurePosixPath(parent.parts[0])
            name = _free(clean_name(line.name, each - 2), "", taken.setdefault(parent, set()))
        folders[line.code] = parent / name
    return folders


def _governments(roster: Roster) -> Iterator[tuple[RosterLine, int]]:
    """Each government with its depth (1 at the root), parents first, in the order of the roster."""
    waiting = [(line, 1) for line in reversed(roster.roots)]
    while waiting:
        line, depth = waiting.pop()
        if line.is_government:
            yield line, depth
            waiting += [(child, depth + 1) for child in reversed(roster.children.get(line.code, ()))]
