"""A workbook on its way to the disk: it is complete or goes, and what its writer needs meanwhile goes with it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from ..output import scratch_folder
from ..written import SAVED
from .true_book import TrueBook

# A fixed time of making, so that the same content gives the same workbook to the byte.
MADE = datetime.fromisoformat(SAVED).replace(tzinfo=None)


@contextmanager
def new_book(
    path: Path, options: Mapping[str, object] | None = None, kind: type[TrueBook] = TrueBook
) -> Iterator[Workbook]:
    """A workbook that is written to ``path`` when the block ends. Raises OSError where it can't be.

    XlsxWriter keeps the sheets in files until then. They lie beside ``path``, not in the system's folder for temporary
    files: that may be small, and nobody would clear it of what killed runs left there.
    """
    with scratch_folder(path) as scratch, path.open("wb") as file:
        target = _Target(file)
        book = kind(cast(IO[Any], target), {**(options or {}), "tmpdir": str(scratch)})
        book.set_properties({"created": MADE})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise OSError(*_told(error)) from error
        finally:
            target.file = io.BytesIO()
            _let_go(book)


class _Target:
    """The file as ZipFile sees it. In the end it leads nowhere: a ZipFile that failed tries once more to write its end
    when it is let go, and would say on the terminal that it could not.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, data: bytes) -> int:
        return self.file.write(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def flush(self) -> None:
        self.file.flush()


def _told(error: FileCreateError) -> tuple[object, ...]:
    """What to make an OSError of that says the same as the one in ``error``."""
    cause = error.args[0] if error.args else None
    return (cause.errno, cause.strerror) if isinstance(cause, OSError) else (str(error),)


def _let_go(book: Workbook) -> None:
    """Closes the file of a sheet that was being written, which Windows would not let anybody remove."""
    for sheet in book.worksheets():
        file = vars(sheet).get("fh")
        if file is not None:
            with suppress(OSError):
                file.close()
