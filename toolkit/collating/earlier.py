"""Last year's figures, from whatever an office has kept: returns, a summary folder, or a file of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..editions import load_edition
from ..form import Form
from ..output import restore_folder
from ..prior import Prior
from ..reading import Source, find_files, read_returns
from ..records import Return
from .earlier_returns import pile_of
from .factfile import Groups, edited_words, find_facts, is_collated, read_figures, read_names
from .inbox import CollatingError

_SHOWN = 3
Read = Callable[[Sequence[Source]], Iterable[Return]]


def load_prior(path: str | Path, *, year: int | None = None, read: Read = read_returns) -> Prior:
    """The figures at ``path``: a folder or archive of what ``read`` reads, a summary folder or its file of facts.

    Organs and governments both, by code. Where figures of several years are there, ``year`` is taken if it is
    among them, else the one that most figures are of; the Prior says which. Raises CollatingError where there are none
    to be had, in the words of the reason: nothing readable, nothing filled in, no organ named, a column that lacks.
    """
    path = Path(path)
    restore_folder(path)
    if not path.exists():
        raise CollatingError(f"找不到上年数据“{path}”，请检查 --prior 的路径")
    found = _all_facts(path)
    if not found:
        return prior_of(read(find_files([path]).files), source=str(path), year=year)
    groups: Groups = {}
    names: dict[tuple[int | None, str], str] = {}
    homes: dict[tuple[str, int | None], Path] = {}
    for facts in found:
        mine = read_figures(facts, year)
        for key, organs in mine.items():
            if key in groups and key[1] == year:
                raise CollatingError(
                    f"“{path}”里有两个 {year} 年度的汇总：“{homes[key]}”和“{facts.parent}”，请用 --prior 给出其中一个"
                )
            groups[key], homes[key] = organs, facts.parent
        names |= read_names(facts, {key[1] for key in mine})
    if not groups:
        raise CollatingError(f"“{found[0]}”里没有一个能用的数字，请给出上年的报送件文件夹、汇总文件夹或 facts 文件")
    prior = _chosen(groups, names, str(path), year, ())
    edited = tuple(filter(None, map(edited_words, found)))
    return replace(prior, nameless=not prior.names and any(map(is_collated, found)), edited=edited)


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
    """The figures of ``returns``, the last saved of each organ, but for those that must go back for their figures.
    See ``load_prior`` for ``year`` and what is raised.
    """
    kept = pile_of(returns)
    groups: Groups = {}
    names: dict[tuple[int | None, str], str] = {}
    for record in kept.usable:
        groups.setdefault((record.edition, record.year), {})[record.agency.code] = record.values
        names[record.year, record.agency.code] = record.agency.name
    wrong = (record for record, _ in kept.rejected)  # for their figures alone: the texts are last year's all the same
    texts: dict[int | None, dict[str, Mapping[str, str]]] = {}
    for record in (*kept.usable, *wrong):
        texts.setdefault(record.year, {})[record.agency.code] = record.narrative
    if not groups:
        held = f"：{'；'.join(kept.told(None))}" if kept.told(None) else ""
        raise CollatingError(
            f"“{source}”里没有能用的上年数据{held}。请给出填好的上年报送件的文件夹、汇总文件夹或 facts 文件"
        )
    prior = _chosen(groups, names, source, year, kept.told(year))
    return replace(prior, texts=texts.get(prior.year, {}))


def _chosen(
    groups: Groups, names: Mapping[tuple[int | None, str], str], source: str, year: int | None, aside: Sequence[str]
) -> Prior:
    edition, of = chosen = max(
        groups, key=lambda key: (key[1] == year, key[1] is not None, len(groups[key]), key[1] or 0)
    )
    form = load_edition(edition)
    undated = sum(len(organs) for (_, when), organs in groups.items() if when is None) if of is not None else 0
    told = (*aside, f"有 {undated} 家看不出是哪一年度的") if undated else tuple(aside)
    years = sorted({when for _, when in groups if when is not None})
    called = {code: name for (when, code), name in names.items() if when == of and name}
    figures, negative = _apart_from_negative(form, groups[chosen])
    if negative:
        listed = "、".join(f"{called.get(code, code)} {told_at}" for code, told_at in negative[:_SHOWN])
        more = " 等" if len(negative) > _SHOWN else ""
        told = (*told, f"有 {len(negative)} 家的数字有负数（{listed}{more}）")
    if not figures:
        raise CollatingError(f"“{source}”里没有能用的上年数据：{'；'.join(told)}。请改正，或给出上年的汇总文件夹")
    return Prior(form, of, figures, source, tuple(years), told, called)


def _apart_from_negative(
    form: Form, figures: Mapping[str, tuple[int | None, ...]]
) -> tuple[dict[str, tuple[int | None, ...]], list[tuple[str, str]]]:
    """``figures`` of those that have none below 0 where there can't be one; and the others, each with its first."""
    sound, negative = {}, []
    counts = [field for field in form.fields if not field.signed]
    for code, values in figures.items():
        low = next((field for field in counts if (values[field.index] or 0) < 0), None)
        if low is None:
            sound[code] = values
        else:
            negative.append((code, f"{low.label} {low.unit.text(values[low.index] or 0)}"))
    return sound, negative
