"""One organ: what it sent as tables with marks, the version before beside it, and all that can be decided of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from ..editions import load_edition
from ..findings import Finding
from ..form import Form, Severity
from ..form.layout import load_layout
from ..records import Record, Return
from ..reporting.drawn import DrawnTable, draw_tables
from ..reporting.numbered import Numbered, number_findings
from ..roster import RosterLine
from ..round.arrivals import Arrival
from ..round.history import History, history_in
from ..round.model import open_round
from ..round.standing import DECISIONS
from ..round.watching import Look
from ..told.events import event_words
from ..wording import corrected_words
from .place import Here

_GRAVE = (Severity.ERROR.value, Severity.EXPLAIN.value)
_CELLS = 40  # cells of one step of the history
_RECENT = 60  # versions of one organ that are listed


@dataclass(frozen=True, slots=True)
class Version:
    """One return of the organ; ``counts`` says that it is the one that stands for it, ``may_count`` that it could."""

    arrival: Arrival
    item: Return | None
    counts: bool
    may_count: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure that may be corrected."""

    code: str
    place: str
    label: str
    now: str


def organ(here: Here) -> Response:
    """The page of one organ, or of a government."""
    look = here.look()
    line = look.board.summary.roster.by_code.get(look.stands.code_today(here.query("code")))
    if line is None:
        raise HTTPException(404, "名录里没有这个单位")
    entry = look.board.summary.by_code[line.code]
    versions = list(_versions(look, line.code))
    shown = _shown(versions, here.query("n"))
    before = _before(versions, shown)
    row = next((one for one in look.board.rows if one.line.code == line.code), None)
    roster = look.board.summary.roster
    return here.show(
        "organ.html",
        look=look,
        line=line,
        entry=entry,
        row=row,
        above=[one for one in roster.path_to(line.code) if one.code != line.code],
        versions=versions[-_RECENT:][::-1],
        shown=shown,
        before=before,
        beside=here.query("beside") == "1",
        history=_history(look, line),
        cells=_CELLS,
        event_words=event_words,
        decisions=DECISIONS,
        organs=[one for one in roster.organs if one.code != line.code],
        doubts=_doubts(entry.chosen) if shown and shown.counts and not line.merged_into else (),
        done=here.desk.bench.works.get(here.number("done")),
        **_drawn(shown.item if shown else None, before.item if before else None),
        **_figures(entry.chosen),
    )


def stray(here: Here) -> Response:
    """The page of a return that is no organ's."""
    look = here.look()
    name = here.query("name")
    arrival = next((one for one in look.stands.arrivals if one.file == name), None)
    if arrival is None:
        raise HTTPException(404, "没有这一份报送件")
    if arrival.organ:
        return RedirectResponse(f"{here.to('organ')}?code={quote(arrival.organ)}&n={arrival.n}", 303)
    shown = Version(arrival, _returns(look).get(name), False)
    return here.show("stray.html", look=look, shown=shown, **_drawn(shown.item, None))


def _history(look: Look, line: RosterLine) -> History:
    with open_round(look.folder) as of:
        return history_in(of, look.stands, look.lines, line)


def _returns(look: Look) -> Mapping[str, Return]:
    summary = look.board.summary
    return {item.file: item for each in (*summary.apart, summary) for item in each.returns}


def _versions(look: Look, code: str) -> Iterator[Version]:
    returns = _returns(look)
    chosen = look.board.summary.by_code[code].chosen
    for arrival in look.stands.arrivals:
        if arrival.organ == code:
            item = returns.get(arrival.file)
            could = item is not None and item.record is not None and item.record.year in (look.settings.year, None)
            yield Version(arrival, item, chosen is not None and chosen.file == arrival.file, could)


def _shown(versions: Sequence[Version], number: str) -> Version | None:
    """The version asked for; by default the one that counts, else the newest."""
    asked = [one for one in versions if str(one.arrival.n) == number]
    return next(iter(asked or [one for one in versions if one.counts] or versions[-1:]), None)


def _before(versions: Sequence[Version], shown: Version | None) -> Version | None:
    """The newest of the ``versions`` that came before ``shown`` and can be read."""
    if shown is None or shown.item is None:
        return None
    earlier = (one for one in reversed(versions) if one.arrival.n < shown.arrival.n)
    others = (one for one in earlier if one.arrival.sha256 != shown.arrival.sha256)
    return next((one for one in others if one.item and _is_alike(one.item, shown.item)), None)


def _is_alike(one: Return, other: Return) -> bool:
    """Whether the two are of one edition and year, so that their figures say the same."""
    if one.record is None or other.record is None:
        return False
    return (one.record.edition, one.record.year) == (other.record.edition, other.record.year)


def _drawn(item: Return | None, before: Return | None) -> dict[str, Any]:
    """The tables and findings of ``item``, marked where ``before`` had other figures, and the tables of that."""
    findings = number_findings(item.findings) if item is not None else ()
    then = before.record if before is not None else None
    record = item.record if item is not None else None
    if item is None or record is None:
        return {
            "tables": (),
            "others": findings,
            "grave": (),
            "earlier": (),
            "texts": (),
            "explained": (),
            "corrected": (),
        }
    form = load_edition(record.edition)
    tables = draw_tables(form, load_layout(form), record, findings, then)
    inside = {one.number for table in tables for one in table.findings}
    return {
        "tables": tables,
        "others": [one for one in findings if one.number not in inside],
        "grave": [one for one in findings if one.state in _GRAVE and one.number in inside],
        "earlier": _earlier(then),
        "texts": [(part.title, text) for part in form.narrative if (text := record.narrative.get(part.id, "").strip())],
        "explained": [(name, text) for name, text in record.explanations.items() if text],
        "corrected": [corrected_words(form.fields[one.field], one) for one in item.corrections],
    }


def _earlier(record: Record | None) -> Sequence[DrawnTable]:
    if record is None:
        return ()
    form = load_edition(record.edition)
    return draw_tables(form, load_layout(form), record, ())


def _doubts(item: Return | None) -> Sequence[Numbered]:
    """What is doubted of ``item`` and can be accepted, each kind once."""
    findings: dict[str, Finding] = {}
    for one in item.findings if item else ():
        if one.severity is Severity.EXPLAIN and not one.settled:
            findings.setdefault(one.id, one)
    return number_findings(list(findings.values()), shown=0)


def _figures(item: Return | None) -> dict[str, Any]:
    """The figures of ``item`` that may be corrected, by table."""
    if item is None or item.record is None:
        return {"figures": ()}
    form = load_edition(item.record.edition)
    return {"figures": list(_choices(form, item.record))}


def _choices(form: Form, record: Record) -> Iterator[tuple[str, Sequence[Choice]]]:
    layout = load_layout(form)
    tables: dict[str, list[Choice]] = {}
    for field in form.fields:
        if not field.computed:
            sheet, cell = record.place(field.index, layout)
            steps = record.values[field.index]
            now = "空白" if steps is None else field.unit.text(steps)
            tables.setdefault(sheet, []).append(Choice(field.code, f"{sheet}!{cell}", field.label, now))
    yield from tables.items()
