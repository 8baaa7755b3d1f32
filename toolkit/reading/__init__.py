"""The reading room: whatever comes back, found, recognised, guarded and read, apart from everything else.

The only room that opens a returned file.
"""

from typing import TYPE_CHECKING

from ..ooxml.limits import Limits
from ..source import Source
from .find.files import Found, find_files
from .run.pool import read_returns, read_workbook

if TYPE_CHECKING:
    from .run.executor import Executor as Executor

__all__ = ["Found", "Limits", "Source", "find_files", "read_returns", "read_workbook"]
