"""The roster of a small province, and what is compared of the folder that its workbooks are handed out from."""

from __future__ import annotations

import hashlib
from pathlib import Path

KEY = b"k" * 32
ROSTER = """\
单位代码,单位名称,上级代码,单位性质,层级,联系人,联系电话
1,某省,,汇总,省,,
10,省办公厅,1,本级,省,,
2,某市,1,汇总,市,,
20,市办公室,2,本级,市,,
21,市教育局,2,部门,市,,
3,某县,2,汇总,县,,
30,城关镇,3,乡镇街道,乡,,
4,空县,2,汇总,县,,
"""


def tree(folder: Path) -> dict[str, str]:
    """The digest of each file by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
