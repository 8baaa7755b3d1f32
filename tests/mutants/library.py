"""What openpyxl makes of files, in a process apart with a clock: it hangs on some."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

FILE_SECONDS = 20.0

Cells = dict[str, dict[str, str]]  # the text of each cell by sheet and address


def library_text(paths: Sequence[Path]) -> dict[Path, Cells]:
    """What openpyxl reads of each workbook it can open; files it can't open, or hangs on, are left out."""
    waiting = [path for path in paths if path.suffix == ".xlsx"]
    found: dict[Path, Cells] = {}
    while waiting:
        done = 0
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.mutants.library", *map(str, waiting)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdout is not None
        while True:
            clock = threading.Timer(FILE_SECONDS, process.kill)
            clock.start()
            line = process.stdout.readline()
            clock.cancel()
            if not line.endswith(b"\n"):
                break
            if cells := json.loads(line):
                found[waiting[done]] = cells
            done += 1
        process.kill()
        process.wait()
        waiting = waiting[done + 1 :]
    return found


def _read(path: str) -> Cells:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: str(cell.value)
            for row in sheet.iter_rows(max_row=200, max_col=60)
            for cell in row
            if cell.value is not None
        }
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    }


def main() -> None:
    """Prints the cells of each workbook named, one line of JSON a file, ``{}`` for one that can't be opened."""
    for path in sys.argv[1:]:
        try:
            cells = _read(path)
        except Exception:  # whatever the library raises on a broken file: it has no opinion
            cells = {}
        sys.stdout.write(json.dumps(cells) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
