"""Organs that are renamed, merged or split in the course of a round: decided by a line, with the day it holds from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from .finding import find_line
from .folder import OUTBOX
from .holding import sole_writer
from .ledger import Line
from .model import Round, open_round
from .owners import settle_owners
from .rosters import write_roster_now
from .seen import refuse_unseen
from .standing import Standing, standing

Change = Callable[[Standing], tuple[str, Mapping[str, Any]]]  # whose code it is about, and what


def rename_organ(
    folder: str | Path, organ: str, name: str, *, code: str = "", since: date, reason: str = "", by: str = ""
) -> Line:
    """Has ``organ`` be called ``name``, and have ``code`` where that is given, since a day. What it sent before, and
    its last year, stay its own. Raises RoundError or RosterError where that can't be.
    """

    def change(stands: Standing) -> tuple[str, Mapping[str, Any]]:
        line = find_line(organ, stands.roster.lines)
        return line.code, {"name": name.strip() or line.name, "code": code.strip(), "was": line.name}

    return _decide(folder, "rename", change, since, reason, by)


def merge_organ(folder: str | Path, organ: str, into: str, *, since: date, reason: str = "", by: str = "") -> Line:
    """Has ``organ`` be part of ``into`` since a day: it owes nothing any more, last year's figures are added up."""

    def change(stands: Standing) -> tuple[str, Mapping[str, Any]]:
        line, target = (find_line(one, stands.roster.lines) for one in (organ, into))
        about = {"into": target.code, "with": [target.code], "was": line.name, "name": target.name}
        return line.code, about

    return _decide(folder, "merge", change, since, reason, by)


def split_organ(
    folder: str | Path,
    organ: str,
    successors: Sequence[tuple[str, str]],
    *,
    since: date,
    reason: str = "",
    by: str = "",
) -> Line:
    """Has ``organ`` be split into ``successors`` (code and name of each; its own code where it goes on) since a day.
    Its last year is that of none of them.
    """

    def change(stands: Standing) -> tuple[str, Mapping[str, Any]]:
        line = find_line(organ, stands.roster.lines)
        made = [{"code": code.strip(), "name": name.strip()} for code, name in successors]
        with_ = [one["code"] for one in made if one["code"] != line.code]
        return line.code, {"into": made, "with": with_, "was": line.name}

    return _decide(folder, "split", change, since, reason, by)


def _decide(folder: str | Path, verb: str, change: Change, since: date, reason: str, by: str) -> Line:
    with open_round(folder) as of, sole_writer(of.folder, "改动名录"):
        before = standing(of)
        organ, about = change(before)
        for code in (organ, about.get("into") if verb == "merge" else ""):
            if code:
                refuse_unseen(before, code)
        with of.ledger.changing():
            n = of.ledger.add(verb, by, {**about, "since": since.isoformat(), "reason": reason}, organ)
            after = standing(of)
            # Raises RosterError where the roster can't be so: then nothing is written.
            settle_owners(of, after.arrivals, after.roster, {organ, *about.get("with", ()), about.get("code", "")})
        write_roster_now(after.roster, of.folder)
        _hand_out(of, after)
        return next(line for line in after.lines if line.n == n)


def _hand_out(of: Round, stands: Standing) -> None:
    """Workbooks for whoever has none yet; those that are out stay as they are."""
    from ..writing import distribute

    distribute(
        stands.roster,
        of.settings.year,
        of.folder / OUTBOX,
        prior=of.prior,
        seal_key=of.key,
        rules=of.rules,
        deadline=of.settings.deadline,
        contact=of.settings.contact,
        force=True,
    )
