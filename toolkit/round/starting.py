"""The start of a round: its folder with the roster as agreed, the outbox, an inbox and an empty ledger."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..editions import load_form
from ..jobs import Means
from ..output import OutputError, reason, whole_folder
from ..prior import Prior
from ..roster import Roster, read_roster
from ..rulebook import RulesFile, in_force, read_rules
from ..sealkey import ensure_seal_key
from . import kept
from .folder import INBOX, OUTBOX, ROSTER, RULES, VERSIONS
from .ledger import new_ledger
from .model import Settings

if TYPE_CHECKING:
    from ..writing import Manifest


@dataclass(frozen=True, slots=True)
class Started:
    """A new round: who must report, what was handed out to them, last year's figures where they were given."""

    roster: Roster
    manifest: Manifest
    prior: Prior | None


def start_round(
    folder: str | Path,
    roster: str | Path,
    settings: Settings,
    *,
    prior: Prior | str | Path | None = None,
    seal: str | Path | None = None,
    rules: str | Path | None = None,
    by: str = "",
    means: Means | None = None,
) -> Started:
    """Opens a round in ``folder``, which appears whole: the outbox is filled, as ``distribute`` does, and the ledger
    has its first line, of ``by``. ``seal`` is the file of the office's key, which is made where there is none yet;
    of ``means``, progress and notices are told.

    What is given is copied or taken over: nothing outside of ``folder`` is needed any more. Raises OutputError where
    ``folder`` is there already and not empty, or can't be written; RosterError, PriorError, SealKeyError or
    DefinitionError where what is given can't be used.
    """
    means = means or Means()
    folder, roster_path = Path(folder), Path(roster)
    lines = read_roster(roster_path)
    for line in lines.notices:
        means.tell(line)
    changed = read_rules(rules) if rules else None
    in_force(load_form(settings.year), changed)
    known = _prior(prior, settings.year, lines)
    _refuse_there(folder)
    # The last thing before the work: a run that is refused for anything else must not leave a key behind.
    seal_key = ensure_seal_key(seal) if seal else None
    from ..writing import distribute

    with whole_folder(folder) as target:
        manifest = distribute(
            lines,
            settings.year,
            target / OUTBOX,
            prior=known,
            seal_key=seal_key,
            rules=changed,
            deadline=settings.deadline,
            contact=settings.contact,
            progress=means.progress,
        )
        (target / INBOX).mkdir()
        (target / VERSIONS).mkdir(mode=0o700)
        _copy(roster_path, target / f"{ROSTER}{roster_path.suffix.lower()}")
        if rules:
            _copy(Path(rules), target / RULES)
        with new_ledger(target) as ledger, ledger.changing():
            about = {"year": settings.year, "organs": len(lines.organs), "issued": len(manifest.issued)}
            ledger.add("open", by, about)
            ledger.write("INSERT INTO kept VALUES (?, ?)", _all_kept(lines, known, changed, seal_key, settings))
    if os.name == "posix":
        folder.chmod(0o700)
    return Started(lines, manifest, known)


def _refuse_there(folder: Path) -> None:
    """Raises OutputError where something is there: a round is never written over."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise OutputError(f"“{folder}”已经存在，里面有东西；新的一轮请换一个文件夹")


def _prior(prior: Prior | str | Path | None, year: int, roster: Roster) -> Prior | None:
    if prior is not None and not isinstance(prior, Prior):
        from ..jobs import load_prior

        prior = load_prior(prior, year=year - 1, roster=roster)
    if prior is not None:
        prior.check_before(year)
    return prior


def _all_kept(
    roster: Roster, prior: Prior | None, rules: RulesFile | None, key: bytes | None, settings: Settings
) -> list[tuple[str, bytes]]:
    """What the ledger keeps, but for what was not given."""
    plain = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    rows = [(kept.ROSTER, kept.pack_roster(roster)), (kept.SETTINGS, kept.pack(plain))]
    rows += [(kept.PRIOR, kept.pack_prior(prior))] if prior else []
    rows += [(kept.RULES, kept.pack_rules(rules))] if rules else []
    return rows + ([(kept.KEY, key)] if key else [])


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
        target.chmod(0o600)
    except OSError as error:
        raise OutputError(reason(target, error)) from error
