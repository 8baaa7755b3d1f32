"""From returns as they were read to a whole Summary: year, checks, inbox, tree, node check."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from ..checking import check_returns, organs_by_code
from ..inherited import inherited
from ..office import Office
from ..prior import Prior
from ..records import Return, numbered, usual_year
from ..rollup import Node, Source, Summary
from ..roster import Roster
from ..wording import other_year
from .earlier import prior_of
from .inbox import CollatingError, Wanted, sort_inbox
from .tree import build_nodes, node_findings, place_governments

_NAMED = 5  # organs that a note names


def sum_up(
    returns: Sequence[Return], office: Office, *, include_rejected: bool = False, picks: Sequence[str] = ()
) -> Summary:
    """Checks ``returns`` (as read, without findings of rules) and sums them along the roster of ``office``.

    The report year is the one asked for; by default the one that most returns have. Returns in another edition or of
    another year are never summed with the rest: each such group makes a Summary of its own, in ``apart``; the
    one of the year before serves as last year where none was given. ``picks`` are files that count where several
    returns of one organ are of the same moment. Raises CollatingError where there is no roster, no year can be told, or
    a pick is none of the returns.
    """
    roster, prior = office.roster, office.prior
    if roster is None:
        raise CollatingError("汇总须有单位名录，请用 --roster 给出")
    returns = numbered(returns)
    asked, given = office.year or usual_year(returns), prior is not None
    if asked is None:
        raise CollatingError("没有一份报送件能看出年度，请用 --year 指明报告年度")
    form = office.form(asked)
    groups = _apart(returns, form.edition, asked)
    if prior is None and (earlier := [item for key in groups if key[1] == asked - 1 for item in groups[key]]):
        with suppress(CollatingError):  # last year's may all be blank
            prior = prior_of(earlier, year=asked - 1)
    prior = inherited(prior.of_organs(organs_by_code(returns, roster)), roster) if prior else None
    wanted = Wanted(form, asked, include_rejected, frozenset(picks))
    checked = check_returns(returns, replace(office, prior=prior, year=asked))
    summary = _collate(checked, roster, wanted, prior)
    then = roster.without_mergers()
    apart = tuple(
        _collate(
            check_returns(group, replace(office, roster=then, prior=None, year=other)),
            then,
            Wanted(replace(office.edition(edition, other), year=other), other, include_rejected),
            None,
        )
        for (edition, other), group in sorted(groups.items())
    )
    summary = replace(summary, apart=apart)
    return replace(summary, notes=notes_of(summary, given=given))


def notes_of(summary: Summary, *, given: bool | None = None) -> tuple[str, ...]:
    """What belongs on every face of ``summary``; ``given``: last year's figures come from elsewhere than its returns
    (else as their source says).
    """
    prior = summary.prior
    given = bool(prior and prior.source) if given is None else given
    return (
        *(note for node in summary.nodes.values() for note in _notes(node)),
        *_published_notes(summary),
        *_prior_notes(prior, summary.year),
        *_apart_notes(summary, summary.apart, given=given),
    )


def _collate(checked: Sequence[Return], roster: Roster, wanted: Wanted, prior: Prior | None) -> Summary:
    inbox = sort_inbox(checked, roster, wanted)
    by_code = {entry.line.code: entry for entry in inbox.entries}
    nodes = build_nodes(roster, by_code, wanted, prior)
    returns = list(inbox.returns)
    places = {item.index: place for place, item in enumerate(returns)}
    entries = list(inbox.entries)
    for index, entry in enumerate(entries):
        if entry.chosen is None or entry.line.code not in nodes or not nodes[entry.line.code].differences:
            continue
        told = entry.chosen.with_findings(node_findings(nodes[entry.line.code], entry.chosen, wanted.form, roster))
        returns[places[entry.chosen.index]] = told
        state = entry.state if entry.rivals else type(entry.state)(told.status.value)
        entries[index] = replace(entry, chosen=told, state=state)
    return Summary(
        roster=roster,
        form=wanted.form,
        year=wanted.year,
        returns=tuple(returns),
        entries=place_governments(entries, nodes, roster),
        nodes=nodes,
        unknown=inbox.unknown,
        unplaced=inbox.unplaced,
        prior=prior,
        included_rejected=wanted.include_rejected,
        notes=tuple(note for node in nodes.values() for note in _notes(node)),
    )


def _apart(returns: Sequence[Return], edition: str, year: int) -> dict[tuple[str, int], list[Return]]:
    """The returns of other editions or years, by both."""
    groups: dict[tuple[str, int], list[Return]] = {}
    for item in returns:
        record = item.record
        if record is not None and record.year is not None and (record.edition, record.year) != (edition, year):
            groups.setdefault((record.edition, record.year), []).append(item)
    return groups


def _notes(node: Node) -> list[str]:
    name = node.line.name
    if node.source is Source.OWN:
        note = f"{name}没有所属单位的报送件，按其自报的汇总表计入"
        return [f"{note}（自报：{node.stated.words}）" if node.stated else note]
    if node.differences and not node.coverage.complete:
        short = f"所属单位缺 {node.coverage.lacking} 家（{node.coverage.words}）"
        return [f"{name}报有汇总表，但{short}，仍按所属单位汇总，相差见“差异”"]
    return []


def _published_notes(summary: Summary) -> list[str]:
    """Whose figures come from what they published."""
    names = [entry.line.name for entry in summary.entries if entry.is_from_published]
    shown = "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
    return [f"有 {len(names)} 家按已公布的报告计入：{shown}"] if names else []


def _prior_notes(prior: Prior | None, year: int) -> list[str]:
    """Why nothing is held against last year, where figures for it were given."""
    if prior is None or prior.precedes(year):
        return []
    held = f"是 {prior.told_years} 年度的" if prior.told_years else "看不出是哪一年度的"
    return [f"给出的上年数据{held}，不是 {year - 1} 年度的，没有与上年比较"]


def _serving(other: Summary, prior: Prior) -> str:
    """How many of ``other``'s returns are last year's figures: none of a code twice, nor what had to go back then."""
    codes = {item.record.agency.code for item in other.returns if item.record} & prior.figures.keys()
    if len(codes) == len(other.returns):
        return "，用作上年的数"
    return f"，其中 {len(codes)} 份用作上年的数" if codes else ""


def _apart_notes(summary: Summary, apart: Sequence[Summary], *, given: bool) -> list[str]:
    """What becomes of returns of other years or editions; ``given``: last year's figures come from elsewhere."""
    notes = []
    for other in apart:
        count = sum(entry.included for entry in other.entries)
        note = f"另有 {len(other.returns)} 份报送件是 {other.year} 年度的（{other.form.edition} 版格式），"
        note += other_year(summary.year)
        serves = not given and summary.prior is not None and summary.prior.year == other.year
        note += _serving(other, summary.prior) if serves and summary.prior else ""
        note += f"；其中 {count} 份的数字逐家列在 facts.csv 里，没有合计" if count else ""
        missing = Prior(other.form, other.year, {}).missing_fields(summary.form)
        if missing:
            rows = list(dict.fromkeys("·".join((*item.row, *item.column)) for item in missing))
            named = "、".join(rows[:8]) + ("等" if len(rows) > 8 else "")
            some = f"不可比的有 {len(rows)} 项：{named}" if len(missing) < len(summary.form.fields) else "各项都不可比"
            note += f"；两版格式口径不同，{some}"
        notes.append(note)
    return notes
