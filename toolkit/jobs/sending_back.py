"""What follows a validation: the answers to the organs whose returns are not accepted."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .validating import Validation

if TYPE_CHECKING:
    from ..reporting.sendback import Sender, SentBack


def send_back(
    done: Validation, folder: str | Path, sender: Sender | None = None, *, contacts: bool = True, force: bool = False
) -> tuple[SentBack, ...]:
    """Writes into ``folder``, which appears whole, what goes back for each return that is not accepted: a marked-up
    workbook, a letter, and the table of all letters.

    ``sender`` says who asks, whom to call and by when. Without ``contacts``, the names of the files and the table name
    no person, and no telephone but the sender's. Raises OutputError where ``folder`` can't be written, or (without
    ``force``) is there already; even with it, one that holds anything not as a run wrote it is refused.
    """
    from ..reading.find.originals import fetch_original
    from ..reporting.contacts import hiding_in
    from ..reporting.sendback import return_copies

    return return_copies(
        done.report,
        Path(folder),
        fetch_original,
        done.office if contacts else done.office.without_contacts(),
        sender,
        hiding=None if contacts else partial(hiding_in, roster=done.office.roster),
        force=force,
    )
