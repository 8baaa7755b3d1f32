"""The demonstration as a folder: what was handed out and what came back, ready to be validated and collated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..apart import refuse_inputs
from ..form.folders import data_folders
from ..output import whole_folder
from ..roster import Roster, read_roster
from .breaking import Damage
from .inbox import YEAR, make_inbox
from .notes import ISSUED, NOTES, RETURNED, SUMMARY, strangers_in_demonstration, write_notes


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Where everything lies: ``issued`` was handed out, ``returned`` came back, with ``damages`` done to it, and
    ``summary`` is where its summary belongs.
    """

    roster: Roster
    prior: Path
    year: int
    issued: Path
    returned: Path
    summary: Path
    damages: tuple[Damage, ...]


def make_demonstration(output: str | Path, *, force: bool = False) -> Demonstration:
    """Writes the round of an invented province into the folder ``output``: distributed, filled, some of it broken.

    Raises OutputError where ``output`` is there already (without ``force``), holds what is not as a demonstration wrote
    it, or can't be written.
    """
    output, province = Path(output), data_folders()[0] / "samples" / "province"
    refuse_inputs(output, [province])
    roster = read_roster(province / "roster.csv")
    with whole_folder(output, force=force, strangers=strangers_in_demonstration) as folder:
        damages = make_inbox(province, roster, folder / ISSUED, folder / RETURNED)
        write_notes(damages, roster, folder / NOTES)
    places = (output / ISSUED, output / RETURNED, output / SUMMARY)
    return Demonstration(roster, province / "last-year", YEAR, *places, tuple(damages))
