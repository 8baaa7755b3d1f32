"""Who sends returns back, as the letters and the workbooks say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sender:
    """All of it may be absent. ``name`` signs the letters, ``contact`` is whom to ask and where (a name, a telephone),
    ``deadline`` the day by which returns are wanted back, in Chinese words.
    """

    name: str = ""
    contact: str = ""
    deadline: str = ""
