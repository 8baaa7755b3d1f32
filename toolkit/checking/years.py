"""What must be known of the years of a run: returns of another year than most, and which editions are in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..editions.own import replacements
from ..findings import Finding, tell
from ..records import Return, usual_year
from ..wording import other_year

_NAMED = 3


def year_notices(returns: Sequence[Return], year: int | None = None) -> list[Finding]:
    """Findings about the run as a whole. Where a ``year`` was asked for, each return of another one is told anyway."""
    counts = _counts(returns)
    told = [] if year is not None or len(counts) < 2 else [_several(returns, counts)]
    return told + [tell("FORM-INSTEAD", which=line) for line in replacements({*counts, *([year] if year else [])})]


def with_odd_years(returns: Sequence[Return]) -> list[Return]:
    """``returns``, those of another year than most with a finding that says so; none where no year has the most."""
    counts = _counts(returns)
    usual = usual_year(returns)
    if usual is None or is_mixed(returns):
        return list(returns)
    return [
        item.with_findings([tell("YEAR-ODD", found=str(year), expected=str(usual), count=counts[usual])])
        if (year := _year(item)) not in (None, usual)
        else item
        for item in returns
    ]


def is_mixed(returns: Sequence[Return]) -> bool:
    """Whether no year has the most of ``returns``: then nobody can tell which of them are of another than is meant."""
    usual = usual_year(returns)
    return usual is None or _is_tied(_counts(returns), usual)


def _several(returns: Sequence[Return], counts: Counter[int]) -> Finding:
    usual = usual_year(returns)
    assert usual is not None
    others = [year for year in sorted(counts) if year != usual]
    parts = []
    for year in others:
        files = [item.file for item in returns if _year(item) == year]
        named = "、".join(files[:_NAMED]) + (f"等 {len(files)} 份" if len(files) > _NAMED else "")
        parts.append(f"{counts[year]} 份为 {year} 年度（{named}）")
    wording = "YEARS-TIED" if _is_tied(counts, usual) else "YEARS-ODD"
    use = other_year(usual)
    return tell(wording, others="，".join(parts), count=counts[usual], expected=str(usual), use=use)


def _is_tied(counts: Counter[int], usual: int) -> bool:
    return any(count >= counts[usual] for year, count in counts.items() if year != usual)


def _counts(returns: Sequence[Return]) -> Counter[int]:
    return Counter(year for item in returns if (year := _year(item)) is not None)


def _year(item: Return) -> int | None:
    return item.record.year if item.record is not None else None
