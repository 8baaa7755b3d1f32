"""How a job that failed is told to a person: what could not be carried out, or a fault of the program."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import traceback
from pathlib import Path

from .output import reason
from .version import __version__

# Exceptions that mean "could not be carried out": by name, so that raising modules stay unloaded until needed.
_USAGE = (
    "DefinitionError",
    "SealKeyError",
    "RosterError",
    "CollatingError",
    "DayError",
    "FieldNameError",
    "PriorError",
    "OutputError",
    "PublishingError",
    "RoundError",
    "ScaleError",
    "UploadError",
    "UsageProblem",
    "ValuesError",
)


def failed(error: Exception) -> tuple[int, str]:
    """The exit status (2: could not be carried out, 3: a fault of the program) and the line that tell of ``error``.

    Of a fault, the traceback is written into a file of its own, which the line names.
    """
    if any(kind.__name__ in _USAGE for kind in type(error).__mro__):
        return 2, str(error)
    if isinstance(error, MemoryError):
        return 2, "内存不够，请关闭其他程序或分批处理。"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return 2, reason(Path(error.filename or "输出"), error)
    try:
        return 3, f"程序出错（{type(error).__name__}），详情已写入 {write_traceback(error)}，请附上该文件反映问题。"
    except OSError:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return (
            3,
            f"程序出错（{type(error).__name__}，{place}：{error}），详情无处可写（临时文件夹写不了），请反映问题。",
        )


def write_traceback(error: Exception) -> Path:
    """The new file that holds the traceback of ``error``."""
    descriptor, name = tempfile.mkstemp(prefix="nianbao-", suffix=".log", text=True)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"nianbao {__version__}\nPython {sys.version}\n{' '.join(sys.argv)}\n\n")
            traceback.print_exception(error, file=file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
