"""Last year's figures, from whatever an office has kept: returns, a summary folder, or a file of facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..editions import load_edition
from ..output import restore_folder
from ..prior import Prior
from ..reading import find_files, read_returns
from ..records import Return
from .factfile import Groups, find_facts, read_figures
from .inbox import CollatingError, moment

_SHOWN = 3


def load_prior(path: Path, *, year: int | None = None) -> Prior:
    """The figures at ``path``: a folder or archive of returns, a summary folder, facts.csv or facts.parquet.

    Organs and governments both, by code. Where figures of several years are there, ``year`` is taken if it is
    among them, else the one that most figures are of; the Prior says which. Raises CollatingError where there are none
    to be had, in the words of the reason: nothing readable, nothing filled in, no organ named, a column that lacks.
    """
    restore_folder(path)
    if not path.exists():
        raise CollatingError(f"找不到上年数据“{path}”，请检查 --prior 的路径")
    found = _all_facts(path)
    if not found:
        return prior_of(read_returns(find_files([path]).files), source=str(path), year=year)
    groups: Groups = {}
    homes: dict[tuple[str, int | None], Path] = {}
    for facts in found:
        for key, organs in read_figures(facts, year).items():
            if key in groups and key[1] == year:
                raise CollatingError(
                    f"“{path}”里有两个 {year} 年度的汇总：“{homes[key]}”和“{facts.parent}”，请用 --prior 给出其中一个"
                )
            groups[key], homes[key] = organs, facts.parent
    if not groups:
        raise CollatingError(f"“{found[0]}”里没有一个能用的数字，请给出上年的报送件文件夹、汇总文件夹或 facts 文件")
    return _chosen(groups, str(path), year, ())


def _all_facts(path: Path) -> list[Path]:
    """The file of facts that ``path`` is or holds, or those of the summary folders in it, where it holds nothing else:
    beside returns, a summary folder is one that somebody handed up.
    """
    facts = find_facts(path)
    if facts is not None or not path.is_dir():
        return [facts] if facts is not None else []
    inside = sorted(one for one in path.iterdir() if not one.name.startswith("."))
    found = [find_facts(one) if one.is_dir() else None for one in inside]
    return [] if None in found else [facts for facts in found if facts is not None]


def prior_of(returns: Iterable[Return], *, source: str = "", year: int | None = None) -> Prior:
    """The figures of ``returns``, the last saved of each organ. See ``load_prior`` for ``year`` and what is raised."""
    kept = _Kept()
    for item in returns:
        kept.take(item)
    groups: Groups = {}
    for (edition, of, code), (_, values) in kept.latest.items():
        groups.setdefault((edition, of), {})[code] = values
    if not groups:
        held = f"：{'；'.join(kept.told(None))}" if kept.told(None) else ""
        raise CollatingError(
            f"“{source}”里没有能用的上年数据{held}。请给出填好的上年报送件的文件夹、汇总文件夹或 facts 文件"
        )
    return _chosen(groups, source, year, kept.told(year))


def _chosen(groups: Groups, source: str, year: int | None, aside: Sequence[str]) -> Prior:
    edition, of = chosen = max(
        groups, key=lambda key: (key[1] == year, key[1] is not None, len(groups[key]), key[1] or 0)
    )
    form = load_edition(edition)
    undated = sum(len(organs) for (_, when), organs in groups.items() if when is None) if of is not None else 0
    told = (*aside, f"有 {undated} 家看不出是哪一年度的") if undated else tuple(aside)
    years = sorted({when for _, when in groups if when is not None})
    return Prior(form, of, groups[chosen], source, tuple(years), told)


@dataclass(eq=False)
class _Kept:
    """What a pile of returns holds: the latest figures of each organ, and by reason the files that hold none."""

    latest: dict[tuple[str, int | None, str], tuple[tuple[str, float], tuple[int | None, ...]]] = field(
        default_factory=dict
    )
    unread: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    blank: list[tuple[int | None, str]] = field(default_factory=list)

    def take(self, item: Return) -> None:
        record = item.record
        if record is None:
            self.unread.append(item.file)
        elif load_edition(record.edition).is_blank(record.values):
            self.blank.append((record.year, item.file))
        elif not record.agency.code:
            self.nameless.append(item.file)
        else:
            key, when = (record.edition, record.year, record.agency.code), moment(item)
            if key not in self.latest or self.latest[key][0] < when:
                self.latest[key] = (when, record.values)

    def told(self, year: int | None) -> tuple[str, ...]:
        """Why files were not used, in words; of the blank ones those of ``year`` alone, where it has figures."""
        there = any(of == year for _, of, _ in self.latest)
        blank = [file for of, file in self.blank if of == year or not there]
        years = "、".join(f"{of} 年度" for of in sorted({of for of, file in self.blank if of and file in blank}))
        reasons = (
            (blank, f"是 {years}的空白工作簿，没有填数字" if years else "是空白工作簿，没有填数字"),
            (self.nameless, "没有写单位代码，不知是哪个单位的"),
            (self.unread, "读不出来"),
        )
        return tuple(f"有 {len(files)} 份{told}（{_named(files)}）" for files, told in reasons if files)


def _named(files: Sequence[str]) -> str:
    shown = "、".join(Path(file).name for file in sorted(files)[:_SHOWN])
    return shown + (" 等" if len(files) > _SHOWN else "")
