"""A city's office and the organs below it, as two days of a round need them: what each of them does with its files."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from samples.province import Organ, make_roster, make_years
from toolkit.editions import load_form
from toolkit.roster import COLUMNS
from toolkit.writing import fill_workbook, write_template

ROOT = Path(__file__).resolve().parent.parent
YEAR = 2025
Values = dict[str, dict[str, Any]]
_PROVINCE = "990000"


class City:
    """The office's folder, and what 17 organs of one city have to report of two years."""

    def __init__(self, home: Path) -> None:
        self.home, self.inbox = home, home / "收件"
        self.inbox.mkdir()
        self.lines = [line for line in make_roster(1, 2, 3, 2) if not line.code.startswith(_PROVINCE)]
        organs = [line for line in self.lines if line.kind != "汇总"]
        self.values: dict[str, dict[int, Values]] = {line.code: dict(make_years(line, YEAR - 1, 2)) for line in organs}

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """One command in the office's folder."""
        return subprocess.run(
            [sys.executable, "-m", "toolkit", *map(str, arguments)],
            cwd=self.home,
            env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(self.home / "缓存")},
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    def json(self, *arguments: object) -> dict[str, Any]:
        """What a command tells in JSON."""
        done = self.run(*arguments, "--format", "json")
        assert done.returncode in (0, 1), done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    def write_roster(self, name: str, change: Callable[[Organ], Mapping[str, str]] = lambda line: {}) -> None:
        """The roster as a csv file, each line with what ``change`` gives for some of its columns."""
        with (self.home / name).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS.values())
            for line in self.lines:
                parent = "" if line.parent == _PROVINCE else line.parent
                known = {key: getattr(line, key, "") for key in COLUMNS} | {"parent": parent, **change(line)}
                writer.writerow(known.values())

    def last_year(self, folder: str, year: int = YEAR - 1) -> None:
        """A summary folder of the year before, from workbooks that were not issued to anybody."""
        blank, inbox = self.home / "空白.xlsx", self.home / f"{year} 收件"
        write_template(load_form(year), blank)
        inbox.mkdir()
        for code, years in self.values.items():
            fill_workbook(blank, years[YEAR - 1], inbox / f"{code}.xlsx")
        blank.unlink()
        done = self.run("collate", inbox, "--roster", "名录.csv", "-o", folder, "--quiet")
        assert done.returncode == 0, done.stderr

    def issued(self, code: str) -> Path:
        """The workbook that an organ was sent."""
        with (self.home / "发放" / "manifest.csv").open(encoding="utf-8-sig") as file:
            paths = {row["agency_code"]: row["path"] for row in csv.DictReader(file)}
        return self.home / "发放" / paths[code]

    def fill(self, source: Path, code: str, target: Path, day: int, **changes: Mapping[str, Any]) -> Path:
        """Fills ``source`` with what organ ``code`` reports, changed by ``changes``, on a day of January."""
        given = self.values[code][YEAR]
        cover = {key: text for key, text in given["cover"].items() if key not in ("agency_code", "agency_name")}
        merged = {**given, "cover": cover}
        for part, some in changes.items():
            merged[part] = {**merged.get(part, {}), **some}
        fill_workbook(source, merged, target, now=datetime(YEAR + 1, 1, day, tzinfo=UTC))
        return target

    def send(self, code: str, day: int, name: str = "", **changes: Mapping[str, Any]) -> Path:
        """Organ ``code`` fills the workbook it was sent, and it arrives."""
        source = self.issued(code)
        return self.fill(source, code, self.inbox / (name or source.name), day, **changes)

    def send_picture(self, name: str, day: int) -> None:
        """Someone sends a scan, which nobody can read figures from."""
        path = self.inbox / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"%PDF-1.4\n%%EOF\n")
        when = datetime(YEAR + 1, 1, day, tzinfo=UTC).timestamp()
        os.utime(path, (when, when))

    def mend(self, copy: Path, code: str, day: int, **changes: Mapping[str, Any]) -> Path:
        """Organ ``code`` mends what it was sent back, and it arrives."""
        target = self.inbox / "第二天" / copy.name
        target.parent.mkdir(exist_ok=True)
        return self.fill(copy, code, target, day, **changes)

    def total(self, field: str) -> Decimal:
        """What all organs together have to report."""
        return sum((Decimal(str(years[YEAR]["fields"][field])) for years in self.values.values()), Decimal())

    def facts(self, folder: str) -> dict[tuple[str, str], str]:
        """The sums of a summary folder by government and field."""
        with (self.home / folder / "facts.csv").open(encoding="utf-8-sig") as file:
            rows = [row for row in csv.DictReader(file) if row["scope"] == "government"]
        return {(row["agency_code"], row["field"]): row["value"] for row in rows}

    def content(self, folder: str) -> dict[str, bytes]:
        """All files of a folder."""
        files = (path for path in sorted((self.home / folder).rglob("*")) if path.is_file())
        return {path.relative_to(self.home).as_posix(): path.read_bytes() for path in files}

    def hand_up(self, county: str, name: str, codes: list[str], day: int, explained: Sequence[str] = ()) -> Path:
        """A county sums up what its organs ``codes`` sent it, explains it away, and hands up the summary workbook."""
        room = self.home / name
        (room / "收件").mkdir(parents=True)
        for code in codes:
            self.fill(self.issued(code), code, room / "收件" / f"{code}.xlsx", day)
        with (self.home / "名录.csv").open(encoding="utf-8-sig") as file:
            rows = list(csv.reader(file))
        own = [rows[0]] + [row for row in rows[1:] if row[0].startswith(county)]
        own[1] = [*own[1][:2], "", *own[1][3:]]
        with (room / "名录.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(own)
        done = self.run("collate", room / "收件", "--roster", room / "名录.csv", "-o", room / "汇总", "--year", YEAR)
        assert done.returncode in (0, 1), done.stderr
        target = self.inbox / f"{county} {name}.xlsx"
        words = {"explanations": dict.fromkeys(explained, "机构改革划转，已核实无误。")}
        fill_workbook(room / "汇总" / "summary.xlsx", words, target, now=datetime(YEAR + 1, 1, day, tzinfo=UTC))
        return target

    def send_old(self, code: str, year: int, name: str) -> None:
        """Organ ``code`` sends a workbook of ``year`` that nobody issued."""
        blank = self.home / "空白.xlsx"
        write_template(load_form(year), blank)
        cover = {"agency_code": code, "agency_name": self.values[code][YEAR]["cover"]["agency_name"]}
        fields = {item.code: 0 for item in load_form(year).inputs}
        fill_workbook(blank, {"cover": cover, "fields": fields}, self.inbox / name)
        blank.unlink()
