"""What an office decides of the reports that it publishes, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..published.publishing.render import ENCODINGS


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
    ``path`` is None, why it was not (``refused``). ``file`` is where its figures are from, ``faults`` are what makes it
    a mere draft, ``notes`` are for the office.
    """

    agency: str
    file: str
    path: Path | None = None
    lacking: tuple[str, ...] = ()
    faults: str = ""
    refused: str = ""
    notes: tuple[str, ...] = ()

    @property
    def refusal(self) -> str:
        """Whose report was not written, and why, as one line; empty where it was."""
        return "" if not self.refused else f"没有生成{self.agency or '报告'}（{self.file}）：{self.refused}"
