"""What there is to publish: the content of each report, from returns that were judged or from a summary folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..coverage import Coverage, read_coverage
from ..editions import load_edition
from ..form import Form, Severity
from ..published.publishing.content import Content
from ..records import Return, base_name

if TYPE_CHECKING:
    from ..collating.government import GovernmentFigures


_NAMED = 5  # organs, in one line


@dataclass(frozen=True, slots=True)
class Source:
    """One report to come: ``file`` is where its figures are from, ``judged`` whether its texts were held against them;
    ``refused`` says why there can be none, not even a draft; ``notes`` are for the office.
    """

    file: str
    code: str
    name: str
    form: Form | None = None
    content: Content | None = None
    refused: str = ""
    judged: bool = True
    notes: tuple[str, ...] = ()


def contents_of_returns(returns: Sequence[Return]) -> Iterator[Source]:
    """A Source for each of ``returns``. Two of one organ and year are both refused: nobody can say which counts."""
    owners = Counter(_owner(item) for item in returns if item.record is not None)
    for item in returns:
        found = _of_return(item)
        if found.content is not None and owners[_owner(item)] > 1:
            found = replace(found, content=None, refused="同一单位同一年度有几份报送件，请只留一份，或给出 --roster")
        yield found


def _owner(item: Return) -> tuple[str, str, int | None]:
    assert item.record is not None
    return item.record.agency.code, item.record.agency.name, item.record.year


def _of_return(item: Return) -> Source:
    record = item.record
    if record is None:
        told = next((finding.message for finding in item.findings), "")
        return Source(item.file, "", "", refused=f"读不出：{told}" if told else "读不出")
    code, name = record.agency.code, record.agency.name
    if not name or record.year is None:
        return Source(item.file, code, name, refused="看不出是哪个单位、哪个年度的报告，请核对封面")
    form = load_edition(record.edition)
    draft: dict[str, Mapping[str, int]] = {}
    if errors := item.count(Severity.ERROR):
        draft["errors"] = {"count": errors}
    coverage = read_coverage(record.coverage) if record.is_summary else None
    if coverage is not None:
        draft |= _incomplete(coverage)
    owed = item.count(Severity.EXPLAIN)
    date = form.cover_entry("date")
    content = Content(
        agency=name,
        year=record.year,
        values=record.values,
        cover=record.cover,
        narrative=record.narrative,
        date=record.cover.get(date.id, "") if date else "",
        faults=draft,
        doubts={"unexplained": {"count": owed}} if owed else {},
    )
    notes = (f"有 {owed} 处需说明的还没有说明，请先核对（nianbao validate 逐处列出）",) if owed else ()
    return Source(item.file, code, name, form, content, notes=notes)


def content_of_government(government: GovernmentFigures, file: str, returns: Iterable[Return]) -> Source:
    """The report of ``government`` with the texts of its own return, and of its own office's where that has none.

    Figures within a text (as of fees) are taken from its own return alone: those of its office are not the whole.
    """
    known = [item for item in returns if item.record is not None and item.record.year == government.year]
    own_returns = [item for item in known if _is_of(item, government.code)]
    of_offices = [item for item in known if _is_of(item, *government.offices)]
    for returned in (own_returns, of_offices):
        written = [base_name(item.file) for item in returned if _is_written(item, government.form)]
        if len(written) > 1:
            told = "、".join(written)
            return Source(file, government.code, government.name, refused=f"它的文字有几份，请只给一份：{told}")
    own = [_texts(item, government.form) for item in own_returns]
    offices = [_texts(item, government.form, whole=False) for item in of_offices]
    cover: dict[str, str] = {}
    narrative: dict[str, str] = {}
    for one_cover, one_narrative in (*offices, *own):
        cover |= {name: text for name, text in one_cover.items() if text.strip()}
        narrative |= {name: text for name, text in one_narrative.items() if text.strip()}
    date = government.form.cover_entry("date")
    draft = _incomplete(government.coverage)
    if government.wrong:
        draft["rejected"] = {"count": government.wrong}
    content = Content(
        agency=government.name,
        year=government.year,
        values=government.values,
        cover=cover,
        narrative=narrative,
        date=next((one[date.id] for one, _ in own if one.get(date.id)), "") if date else "",
        faults=draft,
        doubts={"doubtful": {"count": len(government.doubtful)}} if government.doubtful else {},
    )
    otherwise = (_otherwise(item, government) for item in own_returns)
    notes = tuple(filter(None, (government.edited, *otherwise, _doubts(government.doubtful))))
    return Source(file, government.code, government.name, government.form, content, judged=False, notes=notes)


def _otherwise(item: Return, government: GovernmentFigures) -> str:
    """How many figures of a summary that gives its texts are not those published; empty where all are."""
    record = item.record
    if record is None or not record.is_summary or record.edition != government.form.edition:
        return ""
    count = sum(one != other for one, other in zip(record.values, government.values, strict=True))
    if not count:
        return ""
    return f"{base_name(item.file)} 里有 {count} 个数字与汇总的不同，报告用的是汇总的；要改数字，请改报送件后重新汇总"


def _doubts(organs: Sequence[str]) -> str:
    """Whose figures are in the sum and still owe an explanation; empty where nobody's do."""
    if not organs:
        return ""
    named = "、".join(organs[:_NAMED]) + ("等" if len(organs) > _NAMED else "")
    return f"计入的有 {len(organs)} 家需说明的还没有说明：{named}，请先核对（report.html 逐处列出）"


def _is_written(item: Return, form: Form) -> bool:
    """Whether somebody wrote a section in it."""
    return item.record is not None and any(item.record.narrative.get(part.id, "").strip() for part in form.narrative)


def _is_of(item: Return, *codes: str) -> bool:
    return item.record is not None and item.record.agency.code in codes and not item.superseded_by


def _texts(item: Return, form: Form, *, whole: bool = True) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Cover and sections; those of a part of the ``whole`` without its date and its figures."""
    assert item.record is not None
    if whole:
        return item.record.cover, item.record.narrative
    date = form.cover_entry("date")
    sections = {part.id for part in form.narrative}
    cover = {name: text for name, text in item.record.cover.items() if date is None or name != date.id}
    return cover, {name: text for name, text in item.record.narrative.items() if name in sections}


def _incomplete(coverage: Coverage) -> dict[str, Mapping[str, int]]:
    if coverage.complete:
        return {}
    return {"incomplete": {"expected": coverage.expected, "lacking": coverage.lacking}}
