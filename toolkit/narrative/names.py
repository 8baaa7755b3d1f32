"""What an organ calls itself in its own text: by its name, and by its name without that of its place."""

from __future__ import annotations

import re

from ..memory import remembered

_LONGEST = 60  # characters of a name that is one
_LEAST = 3  # characters that tell an organ
_PLACE = re.compile(r"^.{2,}?(?:自治[区州县旗]|[省市县区州盟旗镇乡]|街道)(?=.{2})")
_LEVELS = "省市县区州盟旗镇乡"
_GOVERNMENT = "人民政府"
_OFFICES = ("办公室", "办公厅", "办")


@remembered(4096, longest=_LONGEST)
def own_names(name: str) -> tuple[str, ...]:
    """``name`` and what it is shortened to, the longest first: 清溪县人民政府办公室, 县政府办公室, 县政府."""
    if len(name) > _LONGEST:
        return (name,)
    found = []
    rest = name.removesuffix("办事处")
    found.append(rest)
    while len(rest) >= _LEAST:
        found.append(rest)
        place = _PLACE.match(rest)
        if place is None:
            break
        level = rest[place.end() - 1]
        rest = rest[place.end() :]
        found.append(level + rest)
    if name.endswith("分局"):
        found.append("分局")
    if name and name[-1] in _LEVELS:  # a government
        found += [f"{name}{_GOVERNMENT}", f"{name[-1]}{_GOVERNMENT}"]
    if name.endswith(("街道办事处", "街道")):
        found.append("街道")
    found += [one[: one.index(_GOVERNMENT) + len(_GOVERNMENT)] for one in found if _GOVERNMENT in one]
    short = [one.replace(_GOVERNMENT, "政府") for one in found if _GOVERNMENT in one]
    offices = [one.removesuffix(office) + "办" for one in short for office in _OFFICES if one.endswith(office)]
    every = {one for one in (name, *found, *short, *offices) if len(one) >= _LEAST or one in ("街道", "分局")}
    return tuple(sorted(every - {_GOVERNMENT}, key=lambda one: (-len(one), one)))
