"""The third job: reports in the official order, from returns or from a summary folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..apart import refuse_inputs
from ..output import refuse_existing, refuse_open, whole_file
from ..published.publishing.content import read_day
from ..published.publishing.own_texts import PublishingError
from ..published.publishing.render import ENCODINGS, FORMATS, format_of, to_bytes
from ..records import Return
from ..written import STATUS, SUMMARY
from .contents import Source, content_of_government, contents_of_returns
from .given import Given
from .means import Means
from .published import Published, Publishing
from .publishing_plans import Plan, names_in, plan_report
from .validating import run_validation


def publish(
    paths: Sequence[str | Path],
    output: str | Path,
    given: Given | None = None,
    means: Means | None = None,
    choices: Publishing | None = None,
    *,
    format: str = "",  # noqa: A002
    force: bool = False,
    returns: Sequence[Return] = (),
) -> tuple[Published, ...]:
    """Writes the report of each return at ``paths``, or of a government where one of them is a summary folder; the
    returns beside that give the government's texts.

    ``output`` is a file (.docx, .html, .txt) for one report, or a folder, in which each has a name of its own, in
    ``format``. Returns are read and judged as by ``validate``; ``returns`` are more of them, judged already, as those
    that count in a round are, with what was corrected in them. Raises PublishingError where nothing can be published,
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
    rules = given.read_rules()
    plans = [plan_report(source, choices, rules) for source in _sources(paths, given, means, choices, returns)]
    if choices.texts is not None and len(plans) > 1:
        raise PublishingError(f"--texts 是一份报告的文字，这里有 {len(plans)} 份，请分开生成")
    ready = [plan for plan in plans if plan.content is not None]
    if not ready:
        raise PublishingError("\n".join(plan.told.refusal for plan in plans))
    if is_file and len(plans) > 1:
        raise PublishingError(f"有 {len(plans)} 份报告，写不进一个文件，请用 -o 写明文件夹和 --format")
    names = iter([output] if is_file else names_in(output, ready, FORMATS[kind][0]))
    placed = [(plan, next(names) if plan.content is not None else None) for plan in plans]
    _write(placed, kind, means, choices, force=force)
    return tuple(replace(plan.told, path=place) for plan, place in placed)


def _write(
    placed: Sequence[tuple[Plan, Path | None]], kind: str, means: Means, choices: Publishing, *, force: bool
) -> None:
    """Writes each report to its place, none where one can't be."""
    for _, place in placed:
        if place is not None:
            refuse_existing(place, force)
            refuse_open(place)
    for done, (plan, place) in enumerate(placed, start=1):
        if place is not None:
            with whole_file(place, force=force) as target:
                target.write_bytes(to_bytes(plan.report, kind, choices.encoding))
        if means.progress is not None:
            means.progress(done, len(placed))


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


def _sources(
    paths: Sequence[str | Path], given: Given, means: Means, choices: Publishing, judged: Sequence[Return]
) -> Iterator[Source]:
    folders = [Path(path) for path in paths if _is_summary(path)]
    others = [path for path in paths if not _is_summary(path)]
    if len(folders) > 1:
        raise PublishingError(f"一次只能给出一个汇总文件夹，这里有 {len(folders)} 个")
    if not folders:
        if choices.government or choices.every:
            raise PublishingError("--government 和 --all 用于汇总文件夹，请给出 collate 的 -o 文件夹")
        yield from contents_of_returns([*_returns(others, given, means), *judged])
        return
    from ..collating.government import every_government, one_government
    from ..collating.shelf import open_summary

    shelf = open_summary(folders[0])
    chosen = every_government(shelf) if choices.every else (one_government(shelf, choices.government),)
    own = [folders[0] / SUMMARY] if (folders[0] / SUMMARY).is_file() else []
    returns = [*_returns(own, given, means), *_returns(others, given, means), *judged]
    for government in chosen:
        yield content_of_government(government, str(folders[0]), returns)


def _is_summary(path: str | Path) -> bool:
    return (Path(path) / STATUS).is_file()


def _returns(paths: Sequence[str | Path], given: Given, means: Means) -> tuple[Return, ...]:
    return run_validation(paths, given, means).report.counted if paths else ()
