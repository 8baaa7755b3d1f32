"""The reading room: whatever comes back, found, recognised, guarded and read, apart from everything else.

The only room that opens a returned file.
"""

from typing import TYPE_CHECKING

from .files import Found, find_files
from .limits import Limits
from .pool import read_returns, read_workbook
from .sources import Source

if TYPE_CHECKING:
    from .spread import Executor as Executor

__all__ = ["Found", "Limits", "Source", "find_files", "read_returns", "read_workbook"]
