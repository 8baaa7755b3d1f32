"""The reading room: whatever comes back, found, recognised, guarded and read, apart from everything else.

The only room that opens a returned file.
"""

from .files import Found, find_files
from .limits import Limits
from .pool import read_returns, read_workbook
from .sources import Source

__all__ = ["Found", "Limits", "Source", "find_files", "read_returns", "read_workbook"]
