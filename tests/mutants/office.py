"""What LibreOffice makes of files: saved in another kind, or shown as text, many in one start and each with a clock."""

from __future__ import annotations

import csv
import os
import re
import selectors
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

# Separator, quote, UTF-8, from the first line, no column formats, language as is, not all quoted, numbers
# detected, as shown, no formulas, blanks kept, all sheets: one file a sheet.
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
START_SECONDS = 60.0
FILE_SECONDS = 30.0
BATCH = 100  # files a start: it stops in silence after some 240

Shown = dict[str, list[list[str]]]  # the text of each sheet's cells, row by row


def save_as(paths: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """``paths`` saved by LibreOffice as ``kind`` in ``folder``."""
    _convert(paths, kind, folder)
    return [folder / f"{path.stem}.{kind}" for path in paths]


def shown_text(paths: Sequence[Path], folder: Path) -> dict[Path, Shown]:
    """What LibreOffice shows of each file it can open; files it can't open, or hangs on, are left out."""
    written = _convert(paths, AS_SHOWN, folder)
    return {path: {name: _rows(file) for name, file in sheets} for path, sheets in written.items() if sheets}


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _convert(paths: Sequence[Path], target: str, folder: Path) -> dict[Path, list[tuple[str, Path]]]:
    """Converts in as few starts as it takes: a file at which the program dies or hangs is left out of the next."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = list(paths)
    written: dict[Path, list[tuple[str, Path]]] = {}
    while waiting:
        batch = waiting[:BATCH]
        by_path = {str(path): path for path in batch}
        current, seen = batch[0], 0
        for line in _run(batch, target, folder):
            if line.startswith("convert ") and (opened := by_path.get(_source(line))):
                current, seen = opened, seen + 1
                written[current] = []
            elif line.startswith("Writing sheet ") and current in written:
                name, _, file = line.removeprefix("Writing sheet ").rpartition(" -> ")
                written[current].append((name, Path(file)))
            elif line.startswith("Error: "):
                seen += 1
        if seen < len(batch) and current in written:
            written.pop(current)  # it may be the one that was being written
            seen = max(seen, batch.index(current) + 1)
        waiting = waiting[max(seen, 1) :]
    return written


def _source(line: str) -> str:
    """The file a line of progress speaks of."""
    return re.split(r" (?:->|using filter :|as a )", line.removeprefix("convert "))[0].strip()


def _run(paths: Sequence[Path], target: str, folder: Path) -> list[str]:
    """The lines that one start of the program printed before it came to its end, by itself or by the clock."""
    profile = folder / "profile"
    process = subprocess.Popen(
        [
            "soffice", f"-env:UserInstallation={profile.absolute().as_uri()}", "--headless", "--norestore",
            "--convert-to", target, "--outdir", str(folder), *map(str, paths),
        ],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    text, deadline = b"", time.monotonic() + START_SECONDS
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while time.monotonic() < deadline:
            if not selector.select(timeout=1.0):
                continue
            piece = os.read(process.stdout.fileno(), 1 << 16)
            if not piece:
                break
            text, deadline = text + piece, time.monotonic() + FILE_SECONDS
        else:
            os.killpg(process.pid, 9)
    process.wait()
    return text.decode("utf-8", "replace").split("\n")  # names of sheets may hold what else ends a line
