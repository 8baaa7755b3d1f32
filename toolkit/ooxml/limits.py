"""How much a returned file may ask of us, before and while it is read."""

from __future__ import annotations

from dataclasses import dataclass

from ..refusal import Refused

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit the guard holds a file to; sizes in bytes, times in seconds.

    The defaults leave room above the largest honest workbooks seen (114 MB unpacked; 99.9 % under 12 MB, a ratio
    under 125, fewer than 190 parts): an honest return is a few hundred times smaller.
    """

    file_size: int = 64 * MIB  # the file as it lies on the disk, or in an archive
    entries: int = 2_000  # parts of one workbook
    unpacked: int = 192 * MIB  # all parts together: as declared, and again as they unpack
    ratio: int = 250  # unpacked by packed size, looked at above ``ratio_from`` only
    ratio_from: int = 8 * MIB
    sheets: int = 255
    rows: int = 1_048_576  # Excel's own grid
    columns: int = 16_384
    area: int = 8_000_000  # rows by columns of the rectangle that holds every cell with content, in one sheet
    cells: int = 2_000_000  # cells of all sheets together
    text: int = 128 * MIB  # bytes of text, once shared strings are put into the cells that refer to them
    strings: int = 1_000_000  # entries a shared-string table may declare
    merges: int = 20_000  # merged ranges of one sheet
    merged_area: int = 2_000_000  # cells that the merged ranges of one sheet cover
    styles: int = 20_000  # cell formats a workbook may define
    number_format: int = 1_000  # characters of one number format
    nesting: int = 64  # depth of one XML part
    ole_sectors: int = 131_072  # sectors for the tables of an old-format file
    archive_entries: int = 100_000  # entries of an archive of workbooks
    archive_unpacked: int = 16_384 * MIB  # an archive of workbooks, all entries as declared
    memory: int = 1_024 * MIB  # address space of the process that reads
    seconds: float = 20.0  # time for one file

    def __hash__(self) -> int:
        return hash(self.cells)  # one of them is enough: they are looked up with every part


DEFAULTS = Limits()


def check_count(wording_id: str, count: int, most: int) -> None:
    """Raises Refused where ``count`` is more than ``most``."""
    if count > most:
        raise Refused(wording_id, count=count, limit=most)


def check_size(size: int, limits: Limits = DEFAULTS) -> None:
    """Raises Refused for a file larger than any honest return."""
    if size > limits.file_size:
        raise Refused("GUARD-SIZE", size=megabytes(size), limit=megabytes(limits.file_size))


def megabytes(size: int) -> str:
    """``size`` for a person: ``12.5 MB``."""
    return f"{size / 1_000_000:,.1f} MB"
