"""What an organ calls itself in its own text: by its name, and by its name without that of its place."""

from __future__ import annotations

import re

from ..memory import remembered

_LONGEST = 60  # characters of a name that is one
_LEAST = 3  # characters that tell an organ
_PLACE = re.compile(r"^.{2,}?(?:自治[区州县旗]|[省市县区州盟旗镇乡]|街道)(?=.{2})")
_LEVELS = "省市县区州盟旗镇乡"
_PLACES = _LEVELS.removesuffix("镇乡")  # an organ's name behind one is another organ's
_GOVERNMENT = "人民政府"
_OFFICES = ("办公室", "办公厅", "办")
_OWN = "本单位"  # what it is called when it is heard
_ENDINGS = "局委厅办院"  # what an organ's short name ends in
# What stands before 市城管局 where that is of no place named: 2024年市城管局, 其中市城管局.
_BEFORE = "年度月日由经向全我本对和与及的为是了被将因于据以按等表其在从把让请受"
_AMONG = "其中"
_HAN = "一-鿿"
_SHORT = re.compile(rf"[{_LEVELS}](?:(?<![{_HAN}].)|(?<=[{_BEFORE}].)|(?<={_AMONG}.))[{_HAN}]{{2,5}}?[{_ENDINGS}]")


def with_own(text: str, name: str) -> str:
    """``text`` with what the organ called ``name`` calls itself as 本单位; 教育局 of another place is another one."""
    for own in own_names(name):
        if own in text:
            first, *others = pieces = text.split(own)
            called = (own if _is_anothers(own, before, name) else _OWN for before in pieces)
            text = first + "".join(map("".join, zip(called, others, strict=False)))
    if len(name) > _LONGEST:
        return text
    return _SHORT.sub(lambda short: _OWN if _shortens(short[0], name) else short[0], text)


def _is_anothers(own: str, before: str, name: str) -> bool:
    """Whether ``own`` behind ``before`` is part of another organ's name: 临湖县教育局, 县教育局 of 清溪县教育局."""
    last = before[-1:]
    if own[0] in _LEVELS:
        joined = last in _BEFORE or before.endswith(_AMONG) or name.endswith(last + own)
        return not joined and re.match(rf"[{_HAN}]", last) is not None
    return last != "" and last in _PLACES


def _shortens(short: str, name: str) -> bool:
    """Whether ``short`` is made of characters of ``name`` in their order, as 市城管局 is of 清溪市城市管理局."""
    rest = iter(name)
    return all(character in rest for character in short)


@remembered(4096, longest=_LONGEST)
def own_names(name: str) -> tuple[str, ...]:
    """``name`` and what it is shortened to, the longest first: 清溪县人民政府办公室, 县政府办公室, 县政府."""
    if len(name) > _LONGEST:
        return (name,)
    found = []
    rest = name.removesuffix("办事处")
    if name.endswith(_GOVERNMENT):
        found.append(name.removesuffix(_GOVERNMENT))
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
