"""Whether a report can be published, what is lacking in it, and what its file is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..form.layout import Layout, load_layout
from ..output import OutputError
from ..published.publishing.compose import compose, unwritten_sections
from ..published.publishing.content import Content, reasons
from ..published.publishing.own_texts import read_own_texts
from ..published.publishing.report import PublishedReport
from ..rulebook import RulesFile
from .contents import Source
from .published import Published, Publishing
from .text_doubts import doubts_of_texts

_LONGEST = 80  # characters of a file's name


@dataclass(frozen=True, slots=True)
class Plan:
    """One report to be written, or not where ``content`` is None; ``name`` is what its file would be called."""

    code: str
    told: Published
    layout: Layout | None = None
    content: Content | None = None
    name: str = ""

    @property
    def report(self) -> PublishedReport:
        """Made when it is asked for: thousands of them at once would fill the memory."""
        assert self.layout is not None
        assert self.content is not None
        return compose(self.layout, self.content)


def plan_report(source: Source, choices: Publishing, rules: RulesFile | None = None) -> Plan:
    """What becomes of ``source``, whose texts are judged by the office's ``rules``. Raises PublishingError where its
    own texts can't be read.
    """
    told = Published(source.name, source.file, refused=source.refused)
    if source.content is None or source.form is None:
        return Plan(source.code, told)
    content, layout = source.content, load_layout(source.form)
    notes = list(source.notes)
    if choices.texts is not None:
        own = read_own_texts(choices.texts, source.form)
        content = replace(content, narrative={**content.narrative, **own.sections})
        notes += _not_taken(choices.texts, own.before, own.tables)
    if choices.texts is not None or not source.judged:
        notes += doubts_of_texts(source.form, content, rules)
    content = replace(content, date=choices.date or content.date, draft=choices.draft)
    report, faults = compose(layout, content), reasons(content, layout)
    told = replace(told, lacking=report.lacking, faults=faults, notes=tuple(notes))
    refused = "" if choices.draft else _refused(faults, unwritten_sections(layout, report))
    if refused:
        return Plan(source.code, replace(told, refused=refused))
    return Plan(source.code, told, layout, content, report.file)


def names_in(folder: Path, plans: Sequence[Plan], ending: str) -> Iterator[Path]:
    """A file in ``folder`` for each of ``plans``; those that would have one name are told apart by the organ's code."""
    from ..writing.struck.naming import clean_name

    if folder.exists() and not folder.is_dir():
        raise OutputError(f"“{folder}”是一个文件，不是文件夹；请换一个位置")
    often = Counter(plan.name.casefold() for plan in plans)
    for plan in plans:
        stem = f"{plan.name}（{plan.code}）" if often[plan.name.casefold()] > 1 else plan.name
        yield folder / (clean_name(stem, _LONGEST) + ending)


def _refused(faults: str, unwritten: Sequence[str]) -> str:
    """Why there can be none but a draft, and what to do; empty where nothing is in the way."""
    draft = "要看样子，可加 --draft 生成草稿"
    if faults:
        return f"{faults}，请先改好；{draft}"
    if unwritten:
        remedy = "请写进它自己的报送件（或 summary.xlsx），或用 --texts 给出"
        return f"没有“{'”“'.join(unwritten)}”的文字，{remedy}；{draft}"
    return ""


def _not_taken(path: Path, before: int, tables: int) -> Iterator[str]:
    if before:
        yield f"“{path}”第一个标题前的 {before} 段没有用"
    if tables:
        yield f"“{path}”里的 {tables} 张表没有用，表中的数字取自报送件或汇总"
