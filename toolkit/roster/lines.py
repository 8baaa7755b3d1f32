"""Which line of the roster something speaks of: an organ's code and name, or the name of a file."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from pathlib import PurePosixPath

from ..memory import remembered
from ..organ_names import SHORTEST, are_alike, same_name
from ..values import folded
from .model import Roster, RosterLine
from .words import ENDINGS

# What parts the words of a file's name: codes may hold hyphens and dots, so whole words come first.
_WORDS = (re.compile(r"[^0-9A-Za-z\u3400-\u9fff._-]+|_|(?<=[0-9A-Za-z])[-.]?(?=[\u3400-\u9fff])"),
          re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+"))  # fmt: skip

_LEAST_CODE = 4  # digits
_ARCHIVES = frozenset((".zip", ".rar", ".7z"))
_BEFORE_NAMES = re.compile(r"^[^\u3400-\u9fff]+")
_BEFORE_HEADING = re.compile(r"^(?:\(?[一二三四五六七八九十]+[).、]|[^\u3400-\u9fff])+")  # numbers and signs
_HEADED = re.compile(r"[\W_]|$|\w{0,6}:")  # what parts a heading from what it heads
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


def line_of_code(code: str, roster: Roster) -> RosterLine | None:
    """The line that has ``code``, else the one that had it before; blanks around it do not count."""
    bare = code.strip()
    return roster.by_code.get(bare) or roster.by_former_code.get(bare)


def names_another(name: str, line: RosterLine, roster: Roster) -> bool:
    """Whether a workbook with the code of ``line`` has a ``name`` that is another line's by the roster, or is like none
    of its own: the code alone does not make the figures those of ``line``. No name contradicts nothing.
    """
    if not name.strip() or same_name(name, line.name):
        return False  # as nearly always: the whole roster is not looked through for each return
    today = [one for one in roster.lines if same_name(name, one.name)]
    ever = [one for one in roster.lines if any(same_name(name, called) for called in one.names)]
    if line in ever and not any(one.parent == line.parent for one in today):
        return False  # below another government an organ may well be called the same
    bearers = today or ever or roster.by_short_name.get(folded(name), ())
    return line not in bearers if bearers else not any(are_alike(name, called) for called in line.names)


def line_of_name(name: str, roster: Roster) -> RosterLine | None:
    """The line of the organ called ``name``; None where several are."""
    return roster.by_name.get(folded(name))


def line_of_file(file: str, roster: Roster) -> RosterLine | None:
    """The line that the words of a file's name speak of: by its code, else by its name; None for several."""
    return _only(_lines_of_file(file, roster))


def _lines_of_file(file: str, roster: Roster) -> list[RosterLine]:
    stem = unicodedata.normalize("NFKC", PurePosixPath(file.replace("\\", "/")).stem)
    for pattern in _WORDS:
        words = pattern.split(stem)
        coded = {word: line for word in words if (line := line_of_code(word, roster)) is not None}
        if coded and all(map(_may_count, coded)) and _named_inside(folded(stem), roster):
            coded = {}  # a copy's number, (1), is no code beside a name
        if coded:
            return list({line.code: line for line in coded.values()}.values())
    named = {line.code: line for name in (stem, *words) if (line := line_of_name(name, roster)) is not None}
    return list(named.values())


def _may_count(code: str) -> bool:
    return code.isdecimal() and len(code) < _LEAST_CODE


def _only(lines: list[RosterLine]) -> RosterLine | None:
    return lines[0] if len(lines) == 1 else None


def line_within_file(file: str, roster: Roster) -> RosterLine | None:
    """As ``line_of_file``, else by the one name of the roster that stands anywhere in the file's name, else by the
    name of the folder or archive it lies in: for a file that says nothing itself, such as a scan.
    """
    known = _lines_of_file(file, roster)
    if known:
        return _only(known)
    path = PurePosixPath(file.replace("\\", "/"))
    stem = folded(path.stem)
    inside = _named_inside(stem, roster)
    if inside:
        return roster.by_name[inside[0]] if len(inside) == 1 else None
    return line_of_file(path.parent.name, roster) or _line_of_short_name(stem, roster)


def _named_inside(stem: str, roster: Roster) -> list[str]:
    """The names of the roster that stand in ``stem``, none of which is a part of another."""
    return _longest([name for name in roster.by_name if name and name in stem])


def _line_of_short_name(stem: str, roster: Roster, *, begins: bool = False) -> RosterLine | None:
    """The one organ whose name, without that of its government before it, stands in ``stem``, or ``begins`` it (behind
    the government's level at most): 教育局 and 县教育局 in a county.
    """
    named = _longest([name for name in roster.by_short_name if name in stem])
    if begins:
        behind = stem[1:] if stem[:1] in ENDINGS else stem
        named = [name for name in named if stem.startswith(name) or behind.startswith(name)]
    return _only(
        [line for name in named for line in roster.by_short_name[name] if _fits_level(line, name, stem, roster)]
    )


def _fits_level(line: RosterLine, name: str, stem: str, roster: Roster) -> bool:
    """Whether the level that stands before ``name`` is that of the line's government: of 市公安局 a city's."""
    level = stem[: stem.index(name)][-1:]
    return level not in ENDINGS or not level or roster.by_code[line.parent].name.endswith(level)


def lines_in_heading(text: str, roster: Roster) -> list[RosterLine]:
    """The organs whose name, or short name, ``text`` begins with as its heading: 【县教育局】…, 1.县教育局说明：…; none
    where the name is part of a sentence.
    """
    bare = _BEFORE_HEADING.sub("", unicodedata.normalize("NFKC", text))
    behind = bare[1:] if bare[:1] in ENDINGS else bare
    named = [(line.name, [line], bare) for line in roster.lines if bare.startswith(line.name)]
    named += [(name, list(lines), behind) for name, lines in roster.by_short_name.items() if behind.startswith(name)]
    if not named:
        return []
    name, lines, whole = max(named, key=lambda item: len(item[0]))
    return lines if _HEADED.match(whole[len(name) :]) else []


def _longest(names: list[str]) -> list[str]:
    """Those of ``names`` that are no part of another."""
    return [name for name in names if not any(name != other and name in other for other in names)]


def _line_called(file: str, roster: Roster) -> RosterLine | None:
    """As ``line_of_file``, else by the organ's name (or its short one) that the file's name begins with, else by the
    archive's. What stands within a name may be said of another; the folders a file lies in are the office's own.
    """
    known = _lines_of_file(file, roster)
    if known:
        return _only(known)
    path = PurePosixPath(file.replace("\\", "/"))
    stem = _BEFORE_NAMES.sub("", folded(path.stem))
    first = [name for name in _named_inside(stem, roster) if stem.startswith(name)]
    if first:
        return roster.by_name[first[0]]
    packed = path.parent.suffix.lower() in _ARCHIVES and line_of_file(path.parent.name, roster)
    return packed or _line_of_short_name(stem, roster, begins=True) or _line_abbreviated(stem, roster)


def _line_abbreviated(stem: str, roster: Roster) -> RosterLine | None:
    """The one organ whose name the first words of ``stem`` abbreviate: 卫健局 in 卫健局报送."""
    first = _CHINESE.match(stem)
    for end in range(len(first[0]) if first else 0, SHORTEST - 1, -1):
        if named := _abbreviated_by(stem[:end], roster):
            return _only(list(named))
    return None


@remembered(4096, longest=200)
def _abbreviated_by(word: str, roster: Roster) -> tuple[RosterLine, ...]:
    """The organs that ``word`` may abbreviate: two at most, where there are more."""
    longer = (line for line in roster.lines if line.name[-1:] == word[-1:] and len(line.name) > len(word))
    return tuple(islice((line for line in longer if not line.is_government and are_alike(word, line.name)), 2))


def line_named_otherwise(file: str, code: str, roster: Roster) -> RosterLine | None:
    """The line that a file's name speaks of, where the workbook has the ``code`` of another organ; None where both may
    be right: a name may have the code of a government above.
    """
    own, named = line_of_code(code, roster), _line_called(file, roster)
    return None if own is None or named is None or named in roster.path_to(own.code) else named
