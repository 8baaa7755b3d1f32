"""Whether two names are of one organ."""

from __future__ import annotations

import re

from .values import folded

SHORTEST = 3  # characters of a name without its government's that tell an organ
_LEVELS = "省市县区旗州盟乡镇"
_ENDINGS = (
    (re.compile(rf"(?<=[{_LEVELS}])人民政府$|(?<=街道)(?:人民政府)?办事处$"), ""),
    (re.compile(r"(?:委员会|委会)$"), "委"),
    (re.compile(r"办公[室厅]$"), "办"),
)
_GENERIC = re.compile(r"和|与|及|管理|监督|事务|工作|服务|综合|行政|发展|建设")
_BETWEEN = re.compile(r"[、，,;；/|\n]+(?![^(（]*[)）])")
_REMARKED = re.compile(r"(?P<before>.+?)[(（【〔\[](?P<remark>[^()（）【】〔〕\[\]]+)[)）】〕\]]", re.DOTALL)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for width and spaces."""
    return folded(one) == folded(other)


def are_alike(one: str, other: str) -> bool:
    """Whether two names with one code may well be of one organ: the shorter abbreviates the longer.

    That is, it is of the same kind by its last character, and all its characters stand in the longer in their order:
    教育局 or 县教育局 of 清溪县教育局, 人社局 of 人力资源和社会保障局, 县政府办 of 县人民政府办公室, 城关镇 of
    城关镇人民政府. What one says beyond the other must be what abbreviating leaves out: the place before it, words
    such as 管理, or what lies between the characters of words; not another matter (公安局, 公安交通管理局) nor a single
    character (县医院, 县中医院). Two organs that are asked about cost less than one that speaks for another.
    """
    short, long = sorted((_plain(one), _plain(other)), key=len)
    if short == long:
        return True
    if len(short) < SHORTEST or short[-1] != long[-1]:
        return False
    if long.endswith(short):
        return short[0] in _LEVELS or long.removesuffix(short)[-1] in _LEVELS
    place, said, more = long[:-1].partition(short[:-1])
    if said:
        return (not place or place[-1] in _LEVELS) and not _GENERIC.sub("", more)
    rest = iter(long)
    return len(long) - len(short) > 1 and all(character in rest for character in short)


def _plain(name: str) -> str:
    """``name`` with the endings alike that people write in two ways: 委 and 委员会, 镇 and 镇人民政府."""
    plain = folded(name)
    for ending, short in _ENDINGS:
        plain = ending.sub(short, plain)
    return plain


def names_in(text: str) -> tuple[str, ...]:
    """The names that one cell lists, parted by 、 and the like; one that ends in brackets also without them, as they
    may hold a remark: 甲省教育厅（2023年前）.
    """
    return tuple(dict.fromkeys(one for name in listed_in(text) for one in (name, (split_remark(name) or (name,))[0])))


def listed_in(text: str) -> list[str]:
    """What one cell lists, parted by 、 and the like, each with whatever remark stands behind it."""
    return [one for part in _BETWEEN.split(text) if (one := part.strip())]


def split_remark(text: str) -> tuple[str, str] | None:
    """What stands before the brackets that ``text`` ends in, and what in them; None where it ends in none."""
    found = _REMARKED.fullmatch(text)
    return (found["before"].strip(), found["remark"]) if found else None
