"""Why a file will not be read: one finding, carried out of wherever it is noticed. And why none can be."""

from __future__ import annotations

from .findings import Finding, tell

GET_SCALE = "pip install 'nianbao-toolkit[scale]'"
GET_PDF = "pip install 'nianbao-toolkit[pdf]'"


class Refused(Exception):  # noqa: N818
    """The file can't or mustn't be read; ``finding`` says why and how to mend it."""

    def __init__(self, wording_id: str, **facts: object) -> None:
        super().__init__(wording_id, facts)
        self.wording_id = wording_id
        self.facts = facts

    @property
    def finding(self) -> Finding:
        return tell(self.wording_id, **self.facts)  # type: ignore[arg-type]


class ReaderError(RuntimeError):
    """Reading can't be carried out at all, whatever the files hold. The text is for people, in Chinese."""


class ScaleError(ReaderError):
    """The cluster or the store that was asked for can't be used. The text says what to do."""
