"""The third job: reports in the official order, from returns or from a summary folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..apart import refuse_inputs
from ..form.layout import load_layout
from ..output import OutputError, refuse_existing, refuse_open, whole_file
from ..published.publishing.compose import compose, unwritten_sections
from ..published.publishing.content import read_day, reasons
from ..published.publishing.own_texts import PublishingError, read_own_texts
from ..published.publishing.render import ENCODINGS, FORMATS, format_of, to_bytes
from ..records import Return
from ..written import STATUS, SUMMARY
from .contents import Source, content_of_government, contents_of_returns
from .given import Given
from .means import Means
from .text_doubts import doubts_of_texts
from .validating import run_validation

if TYPE_CHECKING:
    from ..published.publishing.report import PublishedReport

_LONGEST = 80  # characters of a file's name


@dataclass(frozen=True, slots=True)
class Publishing:
    """What an office decides of its reports. ``government`` (code or name) is whose, of a summary folder, ``every``
    takes all that have figures; ``texts`` is a file with the written sections of the one report; ``date`` is when it is
    signed. A ``draft`` is made of what is not ready, and says so on every page. ``encoding`` is of html and txt.
    """

    government: str = ""
    every: bool = False
    texts: Path | None = None
    date: str = ""
    draft: bool = False
    encoding: str = ENCODINGS[0]


@dataclass(frozen=True, slots=True)
class Published:
    """One report: where it was written to, and the names of the places that somebody must still fill in; or, where
    ``path`` is None, why it was not. ``faults`` are what makes it a mere draft. ``notes`` are for the office.
    """

    agency: str
    file: str
    path: Path | None = None
    lacking: tuple[str, ...] = ()
    faults: str = ""
    refused: str = ""
    notes: tuple[str, ...] = ()


def publish(
    paths: Sequence[str | Path],
    output: str | Path,
    given: Given | None = None,
    means: Means | None = None,
    choices: Publishing | None = None,
    *,
    format: str = "",  # noqa: A002
    force: bool = False,
) -> tuple[Published, ...]:
    """Writes the report of each return at ``paths``, or of a government where one of them is a summary folder; the
    returns beside that give the government's texts.

    ``output`` is a file (.docx, .html, .txt) for one report, or a folder, in which each has a name of its own, in
    ``format``. Returns are read and judged as by ``validate``. Raises PublishingError where nothing can be published,
    with all reasons, OutputError, CollatingError, RosterError.
    """
    given, means, choices, output = given or Given(), means or Means(), choices or Publishing(), Path(output)
    kind, is_file = _kind(output, format, choices)
    if choices.date and read_day(choices.date) is None:
        raise PublishingError(f"--date“{choices.date}”不是日期，请写成 2025-01-20 的样子")
    beside = [Path(path).parent for path in paths if Path(path).name == SUMMARY and _is_summary(Path(path).parent)]
    refuse_inputs(output, [*paths, *beside, *given.places, choices.texts])
    refuse_inputs(means.cache, paths, option="--cache")
    if is_file:
        refuse_existing(output, force)
        refuse_open(output)
    drawn = [_drawn(source, choices) for source in _sources(paths, given, means, choices)]
    if choices.texts is not None and len(drawn) > 1:
        raise PublishingError(f"--texts 是一份报告的文字，这里有 {len(drawn)} 份，请分开生成")
    ready = [source for source, report, told in drawn if report is not None]
    if not ready:
        raise PublishingError("\n".join(_refusal(told) for _, _, told in drawn))
    if is_file and len(drawn) > 1:
        raise PublishingError(f"有 {len(drawn)} 份报告，写不进一个文件，请用 -o 写明文件夹和 --format")
    names = iter([output] if is_file else _names(output, drawn, kind))
    done = []
    places = [(told if report is None else replace(told, path=next(names)), report) for _, report, told in drawn]
    for told, _ in places:
        if told.path is not None:
            refuse_existing(told.path, force)
            refuse_open(told.path)
    for told, report in places:
        if told.path is not None and report is not None:
            with whole_file(told.path, force=force) as target:
                target.write_bytes(to_bytes(report, kind, choices.encoding))
        done.append(told)
    return tuple(done)


def _kind(output: Path, format: str, choices: Publishing) -> tuple[str, bool]:  # noqa: A002
    """The format, and whether ``output`` is a file."""
    named = format_of(output)
    is_file = bool(named) and not output.is_dir()
    if is_file and format and format != named:
        raise PublishingError(f"-o 的“{output.name}”与 --format {format} 不一致，请改正其中一个")
    if is_file and choices.every:
        raise PublishingError("--all 有多份报告，请用 -o 写明文件夹和 --format")
    if output.suffix and not named and not format and not output.is_dir():
        endings = "、".join(ending for endings in FORMATS.values() for ending in endings)
        raise PublishingError(f"“{output.name}”的扩展名不认识，可用：{endings}；要写进文件夹，请加 --format")
    kind = named if is_file else format or next(iter(FORMATS))
    if kind == "docx" and choices.encoding != ENCODINGS[0]:
        raise PublishingError("--encoding 只用于 html 和 txt")
    return kind, is_file


def _sources(paths: Sequence[str | Path], given: Given, means: Means, choices: Publishing) -> Iterator[Source]:
    folders = [Path(path) for path in paths if _is_summary(path)]
    others = [path for path in paths if not _is_summary(path)]
    if len(folders) > 1:
        raise PublishingError(f"一次只能给出一个汇总文件夹，这里有 {len(folders)} 个")
    if not folders:
        if choices.government or choices.every:
            raise PublishingError("--government 和 --all 用于汇总文件夹，请给出 collate 的 -o 文件夹")
        yield from contents_of_returns(_returns(others, given, means))
        return
    from ..collating.government import every_government, one_government
    from ..collating.shelf import open_summary

    shelf = open_summary(folders[0])
    chosen = every_government(shelf) if choices.every else (one_government(shelf, choices.government),)
    own = [folders[0] / SUMMARY] if (folders[0] / SUMMARY).is_file() else []
    returns = [*_returns(own, given, means), *(_returns(others, given, means) if others else ())]
    for government in chosen:
        yield content_of_government(government, str(folders[0]), returns)


def _is_summary(path: str | Path) -> bool:
    return (Path(path) / STATUS).is_file()


def _returns(paths: Sequence[str | Path], given: Given, means: Means) -> tuple[Return, ...]:
    return run_validation(paths, given, means).report.counted if paths else ()


def _drawn(source: Source, choices: Publishing) -> tuple[Source, PublishedReport | None, Published]:
    """The report of ``source``, or why there is none."""
    told = Published(source.name, source.file, refused=source.refused)
    if source.content is None or source.form is None:
        return source, None, told
    layout, content = load_layout(source.form), source.content
    if choices.texts is not None:
        texts = read_own_texts(choices.texts, source.form)
        content = replace(content, narrative={**content.narrative, **texts.sections})
        told = replace(told, notes=tuple(_notes(choices.texts, texts.before, texts.tables)))
    content = replace(content, date=choices.date or content.date, draft=choices.draft)
    if choices.texts is not None or not source.judged:
        told = replace(told, notes=(*told.notes, *doubts_of_texts(source.form, content)))
    report, faults = compose(layout, content), reasons(content)
    told = replace(told, lacking=report.lacking, faults=faults)
    if not choices.draft and faults:
        return source, None, replace(told, refused=f"{faults}，请先改好；要看样子，可加 --draft 生成草稿")
    if not choices.draft and (unwritten := unwritten_sections(layout, report)):
        remedy = "请写进它自己的报送件（或 summary.xlsx），或用 --texts 给出；要看样子，可加 --draft 生成草稿"
        return source, None, replace(told, refused=f"没有{'、'.join(unwritten)}的文字，{remedy}")
    return source, report, told


def _notes(path: Path, before: int, tables: int) -> Iterator[str]:
    if before:
        yield f"“{path}”第一个标题前的 {before} 段没有用"
    if tables:
        yield f"“{path}”里的 {tables} 张表没有用，表中的数字取自报送件或汇总"


def _refusal(told: Published) -> str:
    return f"没有生成{told.agency or '报告'}（{told.file}）：{told.refused}"


def _names(
    folder: Path, drawn: Sequence[tuple[Source, PublishedReport | None, Published]], kind: str
) -> Iterator[Path]:
    """A name for each report in ``folder``; those that would have one name are told apart by the organ's code."""
    from ..writing.struck.naming import clean_name

    if folder.exists() and not folder.is_dir():
        raise OutputError(f"“{folder}”是一个文件，不是文件夹；请换一个位置")
    named = [(source, report.file) for source, report, _ in drawn if report is not None]
    often = Counter(file.casefold() for _, file in named)
    for source, file in named:
        stem = f"{file}（{source.code}）" if often[file.casefold()] > 1 else file
        yield folder / (clean_name(stem, _LONGEST) + FORMATS[kind][0])
