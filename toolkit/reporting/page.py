"""A report as one self-contained page, to read on any screen and to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from ..editions import load_edition
from ..form import Severity
from ..form.colours import load_colours
from ..form.layout import load_layout
from ..records import Report, Return, Status
from ..width import printable
from ..wording import EXPLAINED, SEVERITIES, STATUSES, status_words
from .drawn import DrawnTable, draw_tables
from .numbered import Numbered, number_findings
from .side_by_side import Key, Pair, pairs_of
from .text import GENERAL, place, said, told, total_line
from .verdict import ranked, status_counts, totals

FOLDER = Path(__file__).parent / "pages"
MOST_DRAWN = 200  # returns whose tables are drawn; a page of thousands of tables opens on no office machine

# What is told in colour is told by a mark too, for readers and printers without colour.
MARKS = {"error": "✗", "explain": "？", "notice": "！", "settled": "✓"}


@dataclass(frozen=True, slots=True)
class DrawnText:
    """One narrative section, or the cover, as a list of label and text."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DrawnReturn:
    """One return on the page; ``others`` are the findings told outside its tables."""

    anchor: str
    item: Return
    counts: tuple[tuple[str, int], ...]
    others: tuple[Numbered, ...]
    tables: tuple[DrawnTable, ...]
    texts: tuple[DrawnText, ...]
    pairs: Mapping[int, Pair]  # by number of the finding

    @property
    def agency(self) -> str:
        agency = self.item.record.agency if self.item.record else None
        if agency is None:
            return ""
        return f"{agency.name}（{agency.code}）" if agency.name and agency.code else agency.name or agency.code


def to_html(report: Report) -> str:
    """``report`` as an HTML document that asks for nothing beyond itself."""
    returns = ranked(report.returns)
    pairs, more_pairs = pairs_of(report.returns, returns)
    return environment().get_template("report.html").render(
        report=report,
        title=f"{report.year} 年度报告校验结果" if report.year else "年度报告校验结果",
        returns=[_drawn(item, index, pairs) for index, item in enumerate(returns, start=1)],
        drawn_all=len(returns) <= MOST_DRAWN,
        most_drawn=MOST_DRAWN,
        more_pairs=more_pairs,
        totals=totals(report),
        total_line=total_line(report),
        by_status=status_counts(report),
        general=number_findings(report.general, shown=0),
    )  # fmt: skip


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of the reporting room. Whatever stands in a ``{{ }}`` is text, never markup."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "colours": load_colours(),
        "STATUSES": STATUSES,
        "status_words": status_words,
        "SEVERITIES": SEVERITIES,
        "EXPLAINED": EXPLAINED,
        "MARKS": MARKS,
        "GENERAL": GENERAL,
    }
    made.filters |= {"printable": printable, "place": place, "said": said, "told": told}
    return made


def _drawn(item: Return, index: int, pairs: Mapping[Key, Pair]) -> DrawnReturn:
    findings = number_findings(item.findings)
    counts = tuple((SEVERITIES[severity], item.count(severity)) for severity in Severity if item.count(severity))
    tables: tuple[DrawnTable, ...] = ()
    texts: tuple[DrawnText, ...] = ()
    if item.record is not None and index <= MOST_DRAWN and (findings or item.status is not Status.ACCEPTED):
        form = load_edition(item.record.edition)
        tables = draw_tables(form, load_layout(form), item.record, findings)
        texts = tuple(
            DrawnText(part.title, text)
            for part in form.narrative
            if (text := item.record.narrative.get(part.id, "").strip())
        )
    others = _outside(findings, tables)
    beside = {one.number: pair for one in others if (pair := pairs.get((item.index, one.finding.id))) is not None}
    return DrawnReturn(f"r{index}", item, counts, others, tables, texts, beside)


def _outside(findings: Sequence[Numbered], tables: Sequence[DrawnTable]) -> tuple[Numbered, ...]:
    inside = {item.number for table in tables for item in table.findings}
    return tuple(item for item in findings if item.number not in inside)
