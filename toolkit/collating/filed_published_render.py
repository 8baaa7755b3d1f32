"""What was filed against what was published, told to an office and to programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..output import whole_file
from ..records import Return
from ..writing.lists.findings_book import MOST_ROWS, Column, List, write_lists
from .filed_published import Differing, FiledPublished, Pair, Place, Reworded, Standing

Side = tuple[Place, int | None, Standing]

_FIGURES = 40  # of all organs, where the text is capped
_NAMED = 6
_NO_FIGURE = {Standing.BLANK: "空白", Standing.UNREAD: "不是能读出的数", Standing.ABSENT: "没有这一格"}
_DOUBTFUL = "读取时有拿不准的地方、结果未必准的"


def render_filed_published(found: FiledPublished, format: str = "text", *, capped: bool = False) -> str:  # noqa: A002
    """``found`` as ``text`` or ``json``. ``capped`` leaves out of the text what is beyond a screen or two, with its
    count. ValueError for another format.
    """
    if format == "json":
        return json.dumps(_plain(found), ensure_ascii=False, indent=1) + "\n"
    if format != "text":
        raise ValueError(format)
    return "".join(f"{line}\n" for line in _words(found, capped=capped))


def write_filed_published(
    found: FiledPublished,
    output: str | Path,
    format: str = "text",  # noqa: A002
    *,
    force: bool = False,
) -> None:
    """Writes all of ``found`` to ``output`` as ``text``, ``json`` or ``xlsx``, whole or not at all. Raises OutputError
    where it is there already (without ``force``) or can't be written, ValueError for another format.
    """
    with whole_file(Path(output), force=force) as path:
        if format == "xlsx":
            _write_book(found, path)
        else:
            path.write_text(render_filed_published(found, format), encoding="utf-8")


def _words(found: FiledPublished, *, capped: bool) -> Iterator[str]:
    odd = [pair for pair in found.pairs if not pair.agrees]
    count = sum(len(pair.figures) for pair in odd)
    yield f"报送与公布都有的 {len(found.pairs)} 家，不同的 {len(odd)} 家，{count} 个数不同"
    for label, items in (
        ("只有报送、没有公布的", found.only_filed),
        ("只有公布、没有报送的", found.only_published),
        ("读不出或看不出单位、没有比较的", found.unread),
        ("同一单位另有更新的一份、没有比较的", found.replaced),
    ):
        if items:
            yield f"{label} {len(items)} 份：{_named(items, _NAMED if capped else len(items))}"
    if doubtful := [pair.published for pair in found.pairs if pair.doubts]:
        named = _named(doubtful, _NAMED if capped else len(doubtful))
        yield f"{_DOUBTFUL} {len(doubtful)} 份：{named}；请用 import 或 validate 看是哪里"
    room = _FIGURES if capped else count
    for pair in odd:
        yield f"{_whose(pair)}　报送：{pair.filed.file}　公布：{pair.published.file}"
        own = [one for one in pair.figures if not one.follows]
        yield from (f"  {_figure(one)}" for one in own[: max(room, 0)])
        if len(own) > max(room, 0):
            yield f"  ……另有 {len(own) - max(room, 0)} 个数，用 --format xlsx 或 json 看全部"
        room -= len(own)
        if follows := len(pair.figures) - len(own):
            yield f"  另有 {follows} 个合计随之不同"
        yield from (f"  {one.title}：报送“{one.filed}”，公布“{one.published}”" for one in pair.texts)


def _whose(pair: Pair) -> str:
    return f"{pair.name}（{pair.code}）" if pair.code else pair.name


def _named(items: Sequence[Return], most: int) -> str:
    names = [(item.record.agency.name if item.record else "") or item.file for item in items[:most]]
    return "、".join(names) + (" 等" if len(items) > most else "")


def _figure(one: Differing) -> str:
    told = [f"{_at(place)} {_said(one, steps, how)}".lstrip() for place, steps, how in _sides(one)]
    return f"{one.field.label}：报送 {told[0]}，公布 {told[1]}　{one.field.code}"


def _sides(one: Differing) -> tuple[Side, Side]:
    return (one.filed_at, one.filed, one.filed_as), (one.published_at, one.published, one.published_as)


def _at(place: Place) -> str:
    return "!".join(filter(None, place))


def _said(one: Differing, steps: int | None, how: Standing) -> str:
    return _NO_FIGURE[how] if steps is None else one.field.unit.text(steps)


def _plain(found: FiledPublished) -> dict[str, object]:
    return {
        "pairs": [
            {
                "agency_code": pair.code,
                "agency_name": pair.name,
                "filed": pair.filed.file,
                "published": pair.published.file,
                "doubts": pair.doubts,
                "figures": [_figure_json(one) for one in pair.figures],
                "texts": [_text_json(one) for one in pair.texts],
            }
            for pair in found.pairs
        ],
        "only_filed": [item.file for item in found.only_filed],
        "only_published": [item.file for item in found.only_published],
        "unread": [item.file for item in found.unread],
        "replaced": [item.file for item in found.replaced],
    }


def _figure_json(one: Differing) -> dict[str, object]:
    text = one.field.unit.text
    filed, published = (
        {"value": None if steps is None else text(steps), "standing": how.value, "sheet": place[0], "cell": place[1]}
        for place, steps, how in _sides(one)
    )
    return {
        "field": one.field.code,
        "label": one.field.label,
        "unit": one.field.unit.label,
        "filed": filed,
        "published": published,
        "follows": one.follows,
    }


def _text_json(one: Reworded) -> dict[str, str]:
    return {"section": one.title, "filed": one.filed, "published": one.published}


def _write_book(found: FiledPublished, path: Path) -> None:
    whose = [Column("单位名称", 28), Column("单位代码", 20)]
    heads = [*whose, Column("项目", 50, True), Column("填报项代码", 26), Column("单位", 8), Column("报送", 14),
             Column("公布", 14), Column("报送的位置", 24), Column("公布的位置", 24), Column("说明", 16),
             Column("报送的文件", 40, True), Column("公布的文件", 40, True)]  # fmt: skip
    figures = [
        [pair.name, pair.code, one.field.label, one.field.code, one.field.unit.label,
         *(_NO_FIGURE[how] if steps is None else one.field.unit.number(steps) for _, steps, how in _sides(one)),
         _at(one.filed_at), _at(one.published_at), "合计，随各项不同" if one.follows else "",
         pair.filed.file, pair.published.file]
        for pair in found.pairs for one in pair.figures
    ]  # fmt: skip
    note = f"报送与公布都有的 {len(found.pairs)} 家" + (
        "" if len(figures) <= MOST_ROWS else f"；只列出前 {MOST_ROWS} 个"
    )
    lists = [List("数字不同", heads, figures[:MOST_ROWS], note)]
    texts = [[pair.name, pair.code, one.title, one.filed, one.published] for pair in found.pairs for one in pair.texts]
    text_heads = [*whose, Column("部分", 30), Column("报送", 60, True), Column("公布", 60, True)]
    lists.append(List("文字不同", text_heads, texts[:MOST_ROWS], note))
    apart = [
        [item.record.agency.name if item.record else "", item.record.agency.code if item.record else "", why, item.file]
        for why, items in (("只有报送", found.only_filed), ("只有公布", found.only_published),
                           ("读不出或看不出单位", found.unread), ("另有更新的一份", found.replaced))
        for item in items
    ]  # fmt: skip
    apart += [[pair.name, pair.code, _DOUBTFUL, pair.published.file] for pair in found.pairs if pair.doubts]
    lists.append(List("没有比较的", [*whose, Column("原因", 24), Column("文件", 60, True)], apart, note))
    write_lists(path, lists)
