"""Every content that came, once: as a file of the round, and as the Return that it was read as."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from ..jobs.means import READ_ANY
from ..memory import remembered
from ..output import whole_file
from ..reading import read_returns
from ..reading.run.return_json import SHAPE, KeptError, Shape, from_json, to_json
from ..records import Return
from ..source import Source
from .arrivals import Arrival
from .folder import RoundError, version_path
from .model import Round

_LONGEST_ENDING = 8
_FEW = 900  # contents that one query may name


def ending_of(name: str) -> str:
    """The ending that the content of a file called ``name`` is kept with."""
    ending = PurePosixPath(name).suffix.lower()
    return ending if len(ending) <= _LONGEST_ENDING and ending[1:].isascii() and ending[1:].isalnum() else ""


def keep_content(folder: Path, sha256: str, ending: str, data: bytes) -> Path:
    """Where the content ``data`` lies in the round in ``folder``; it is written there where it is not yet."""
    path = folder / version_path(sha256, ending)
    if not path.is_file() or path.stat().st_size != len(data):
        with whole_file(path, force=True, private=True) as temporary:
            temporary.write_bytes(data)
    return path


def pack_reading(item: Return) -> bytes:
    """``item`` with the names of all it says, so that a version of this tool that knows more still reads it."""
    return zlib.compress(json.dumps(SHAPE, separators=(",", ":")).encode() + b"\n" + to_json(item), 6)


def unpack_reading(data: bytes, source: Source) -> Return:
    """What ``pack_reading`` packed, for the file at ``source``. Raises KeptError where this version can't read it."""
    names, _, packed = zlib.decompress(data).rpartition(b"\n")
    return from_json(packed, source, _shape(names) if names else SHAPE)


@remembered(8, longest=10_000)
def _shape(names: bytes) -> Shape:
    record, finding, plain = (tuple(part) for part in json.loads(names))
    return record, finding, plain


def load_returns(of: Round, arrivals: Sequence[Arrival]) -> list[Return]:
    """A Return for each of ``arrivals``, in their order, as it was read: of what is forgotten, what is left of it.

    Raises RoundError where that was kept by another version of this tool: a figure never goes without a word.
    """
    readings = _readings(of, {one.sha256 for one in arrivals})
    found: list[Return | None] = []
    anew: list[Source] = []
    for one in arrivals:
        ending, size, kept, reading = readings[one.sha256]
        path = str(of.folder / version_path(one.sha256, ending))
        source = Source(one.file, path, listed=(size, one.modified))
        try:
            found.append(unpack_reading(reading, source))
        except KeptError as error:  # what another version of this tool kept
            if not kept:
                raise RoundError(
                    f"“{one.file}”的原件已到期清除，留下的内容是另一版本的本工具记的，这一版读不出；请用清除时的版本"
                ) from error
            found.append(None)
            anew.append(source)
    fresh = iter(read_returns(anew, read=READ_ANY)) if anew else iter(())
    return [item if item is not None else next(fresh) for item in found]


def _readings(of: Round, contents: Iterable[str]) -> Mapping[str, tuple[str, int, int, bytes]]:
    wanted = set(contents)
    if len(wanted) > _FEW:
        rows = of.ledger.rows("SELECT sha256, ending, size, kept, reading FROM version")
    else:
        marks = ",".join("?" * len(wanted))
        query = f"SELECT sha256, ending, size, kept, reading FROM version WHERE sha256 IN ({marks})"  # noqa: S608
        rows = of.ledger.rows(query, tuple(wanted))
    return {sha256: (*about, reading) for sha256, *about, reading in rows if sha256 in wanted}
