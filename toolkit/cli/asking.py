"""What an office says of itself on the command line: its name, whom to ask."""

from __future__ import annotations

from ..width import printable
from .app import UsageProblem

_LONGEST = 100


def one_line(text: str, option: str) -> str:
    """``text`` as it stands in a letter and in a workbook. Raises UsageProblem for more than a line takes."""
    bare = " ".join(printable(text).split())
    if len(bare) > _LONGEST:
        raise UsageProblem(f"{option} 太长（{len(bare)} 字），最多 {_LONGEST} 字")
    return bare
