"""Last year's figures, from whatever an office has kept: returns, a summary folder, or a file of facts."""

from __future__ import annotations

from pathlib import Path

from ..form import load_edition
from ..output import restore_folder
from ..prior import Prior
from ..reading import find_files, read_returns
from .factfile import Groups, find_facts, read_figures
from .inbox import CollatingError, moment


def load_prior(path: Path, *, year: int | None = None) -> Prior:
    """The figures at ``path``: a folder or archive of returns, a summary folder, facts.csv or facts.parquet.

    Organs and governments both, by code. Where figures of several years are there, ``year`` is taken if it is
    among them, else the one that most figures are of. Raises CollatingError where there are none to be had.
    """
    restore_folder(path)
    if not path.exists():
        raise CollatingError(f"找不到上年数据“{path}”，请检查 --prior 的路径")
    facts = find_facts(path)
    groups = read_figures(facts) if facts else _from_returns(path)
    if not groups:
        raise CollatingError(f"“{path}”里没有能读的上年数据；可以给上年的报送件文件夹、汇总文件夹或 facts 文件")
    chosen = max(groups, key=lambda key: (key[1] == year, len(groups[key]), key[1] or 0))
    edition, found = chosen
    return Prior(load_edition(edition), found, groups[chosen])


def _from_returns(path: Path) -> Groups:
    """The figures of every readable return, by edition and year; the last saved of each organ."""
    latest: dict[tuple[str, int | None, str], tuple[tuple[str, float], tuple[int | None, ...]]] = {}
    for item in read_returns(find_files([path]).files):
        record = item.record
        if record is None or not record.agency.code:
            continue
        key = (record.edition, record.year, record.agency.code)
        when = moment(item)
        if key not in latest or latest[key][0] < when:
            latest[key] = (when, record.values)
    groups: Groups = {}
    for (edition, year, code), (_, values) in latest.items():
        groups.setdefault((edition, year), {})[code] = values
    return groups
