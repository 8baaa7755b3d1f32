"""A workbook on its way to the disk: it is complete or goes, and what its writer needs meanwhile goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from ..ooxml.zip_packing import packing
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
    with scratch_folder(path) as scratch, path.open("wb") as file, packing() as parts:
        book = kind(cast(IO[Any], _Nowhere()), {**(options or {}), "tmpdir": str(scratch)})
        book.packing = parts
        book.set_properties({"created": MADE})
        try:
            yield book
            book.close()
            parts.write(file)
        except FileCreateError as error:
            raise OSError(*_told(error)) from error
        finally:
            _let_go(book)


class _Nowhere:
    """Where XlsxWriter puts its own archive, which has no parts: they are packed meanwhile. It never fails, nor closes:
    a ZipFile that is let go after a failure writes its end, and would say on the terminal that it could not.
    """

    def write(self, data: bytes) -> int:
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def tell(self) -> int:
        return 0

    def flush(self) -> None:
        pass


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
