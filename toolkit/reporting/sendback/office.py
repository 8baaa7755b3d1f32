"""What the office that sends returns back knows and says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from ...prior import Prior
from ...roster import Roster


@dataclass(frozen=True, slots=True)
class Office:
    """All of it may be absent. ``name`` signs the letters, ``contact`` is whom to ask and where (a name, a telephone),
    ``deadline`` the day by which returns are wanted back, in Chinese words.
    """

    roster: Roster | None = None
    prior: Prior | None = None
    year: int | None = None
    seal_key: bytes | None = None
    name: str = ""
    contact: str = ""
    deadline: str = ""
