"""A summary folder read back: its status list and its facts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..editions import load_edition
from ..form import Field, Form
from ..form.naming import FieldNameError, find_field
from ..organ_names import names_in
from ..output import restore_folder
from ..rollup import State
from ..roster import COLUMNS
from ..written import STATUS, SUMMARY
from .corrections import Corrected, read_corrections
from .decisions import Decision, read_decisions
from .factfile import edited_words, find_facts, read_figures, read_first, read_traced
from .factlist import read_list
from .factsources import read_sources
from .inbox import CollatingError

if TYPE_CHECKING:
    import pyarrow as pa

_STATES = frozenset(State)
_COLUMNS = ("agency_code", "agency_name", "parent_code", "state", "file")


@dataclass(frozen=True, eq=False)
class Shelf:
    """A summary folder. ``lines`` are the rows of status.csv by code; ``source`` is its file of facts, which may hold
    those of other years than its own. ``called`` is what people know it by, where that is not its path.
    """

    path: Path
    form: Form
    year: int
    lines: Mapping[str, Mapping[str, str]]
    source: Path
    called: str = ""

    @cached_property
    def facts(self) -> pa.Table:
        """The facts of its year, each with where it came from. Raises CollatingError where there are none."""
        facts = read_traced(self.source, self.form.edition, self.year)
        if not facts.num_rows:
            raise self._without_figures
        return facts

    @cached_property
    def figures(self) -> Mapping[str, tuple[int | None, ...]]:
        """The figures of its year by code. Raises CollatingError where there are none."""
        figures = read_figures(self.source).get((self.form.edition, self.year))
        if not figures:
            raise self._without_figures
        return figures

    @cached_property
    def corrected(self) -> Corrected:
        """What the office changed in the returns. Raises CollatingError where the list of it can't be used."""
        return read_corrections(self.path, self.form)

    @cached_property
    def decisions(self) -> Mapping[tuple[str, str], tuple[Decision, ...]]:
        """What a round decided of figures, by the codes of organ and field. Raises CollatingError as ``corrected``."""
        return read_decisions(self.path)

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The hash of the return that counts for each organ, by code; none where no list tells them."""
        with suppress(CollatingError):
            return {code: one.sha256 for code, one in read_sources(self.path, self.form.edition, self.year).items()}
        return {}

    @cached_property
    def former(self) -> Mapping[str, str]:
        """The code of today's line by each name that it had before, as far as the list says."""
        return {name: code for code, line in self.lines.items() for name in names_in(line.get(COLUMNS["former"], ""))}

    @cached_property
    def edited(self) -> str:
        """What of the folder was changed since it was written, in words; empty where nothing was."""
        return edited_words(self.source)

    @property
    def title(self) -> str:
        """What it is called in what is said."""
        return self.called or str(self.path)

    @property
    def _without_figures(self) -> CollatingError:
        return CollatingError(
            f"“{self.path}”的汇总里没有 {self.year} 年度（{self.form.edition} 版）的数字：没有一份这样的报送件计入"
        )

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The codes at the top of the tree."""
        return tuple(code for code, line in self.lines.items() if line["parent_code"] not in self.lines)

    def is_below(self, code: str, top: str) -> bool:
        """Whether ``code`` is ``top`` or somewhere below it."""
        while code in self.lines:
            if code == top:
                return True
            code = self.lines[code]["parent_code"]
        return False

    def find_line(self, wanted: str) -> str:
        """The code of the line that ``wanted`` names, by code or name. Raises CollatingError where none or several."""
        if wanted in self.lines:
            return wanted
        named = [code for code, line in self.lines.items() if line["agency_name"] == wanted]
        if len(named) == 1:
            return named[0]
        remedy = "有几个，请用单位代码" if named else "没有，请核对单位代码"
        raise CollatingError(f"“{wanted}”在 {self.path} 里{remedy}")

    def find_field(self, wanted: str) -> Field:
        """The field that ``wanted`` names: a code, a place or labels. Raises CollatingError where none or several."""
        try:
            return find_field(self.form, wanted)
        except FieldNameError as error:
            raise CollatingError(str(error)) from None


def open_summary(path: Path) -> Shelf:
    """The summary folder at ``path``. Raises CollatingError where it is none."""
    path = path.parent if path.name == SUMMARY else path
    restore_folder(path)
    facts, status = find_facts(path), path / STATUS
    if not path.is_dir() or facts is None or not status.is_file():
        raise CollatingError(
            f"“{path}”不是汇总文件夹：里面应有 facts.parquet 和 status.csv，请给出 collate 的 -o 文件夹"
        )
    rows = read_list(status, _COLUMNS)
    lines = {row["agency_code"]: row for row in rows}
    _refuse_odd(status, rows, lines)
    # The main year stands first; but where nothing of it was summed, it stands nowhere.
    first = read_first(facts)
    if first is None:
        raise CollatingError(f"“{path}”的汇总里没有任何数字：没有一份报送件计入")
    year, edition = _said_of(path) or first
    return Shelf(path, load_edition(edition), year, lines, facts)


def _refuse_odd(status: Path, rows: Sequence[Mapping[str, str]], lines: Mapping[str, Mapping[str, str]]) -> None:
    """Raises CollatingError for a list that was changed so that nobody can follow it: a state that is none, or a line
    that is above itself.
    """
    for number, row in enumerate(rows, start=2):
        wrong = "" if row["state"] in _STATES else f"状态“{row['state']}”不是汇总写的"
        step, seen = row["agency_code"], set[str]()
        while step in lines and step not in seen:
            seen.add(step)
            step = lines[step]["parent_code"]
        if not wrong and step in seen:
            wrong = f"上级代码“{row['parent_code']}”绕回了自己"
        if wrong:
            raise CollatingError(f"“{status}”第 {number} 行（{row['agency_name']}）{wrong}，请改正，或重新汇总")


def _said_of(path: Path) -> tuple[int, str] | None:
    """The year and edition of a summary folder, as the first line of its findings.json says; None where it does not."""
    try:
        with (path / "findings.json").open(encoding="utf-8") as file:
            head = json.loads(file.readline().rstrip().rstrip(",") + "}")
    except (OSError, ValueError):
        return None
    year, edition = (head.get("year"), head.get("form")) if isinstance(head, dict) else (None, None)
    return (year, edition) if isinstance(year, int) and isinstance(edition, str) else None
