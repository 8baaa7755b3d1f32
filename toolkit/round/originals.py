"""The files of returns, as they came."""

from __future__ import annotations

from pathlib import Path

from ..records import base_name
from .folder import RoundError, version_path
from .model import open_round


def original_file(folder: str | Path, number: int) -> tuple[Path, str]:
    """Where the return that came as that ``number`` lies in the round in ``folder``, and what it is called. Raises
    RoundError where there is none, or it was removed after its time.
    """
    with open_round(folder) as of:
        query = "SELECT a.file, a.sha256, v.ending, v.kept FROM arrival a JOIN version v USING (sha256) WHERE a.n = ?"
        found = of.ledger.rows(query, (number,)) if number < 2**63 else []
    if not found:
        raise RoundError(f"这一轮里没有第 {number} 份报送件，请核对编号")
    file, sha256, ending, kept = found[0]
    if not kept:
        raise RoundError(f"“{file}”的原件已到期清除，只留下了数字和文字")
    return Path(folder) / version_path(sha256, ending), base_name(file)
