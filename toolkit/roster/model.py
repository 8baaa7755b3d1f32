"""Who must report: the lines of a roster (单位名录) and the tree they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..organ_names import SHORTEST, listed_in, names_in
from ..values import folded
from .words import GOVERNMENT


class RosterError(Exception):
    """The roster can't be used. The text names each fault with file, row and remedy, in Chinese."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One line of the roster; ``row`` is its row in the file, ``extra`` the columns beyond the known ones.

    ``former`` and ``former_codes`` list what the organ was called before, where it was. ``merged_into`` is the code of
    the organ that this one has become part of: it owes nothing any more. ``split_from`` is the code of the organ that
    this one was a part of, on the roster still or not, with former codes of that behind it. ``since`` is the day of
    that (else of the last new name, or of its founding) as an ISO date; as it was written where that is no date.
    """

    code: str
    name: str
    parent: str
    kind: str
    level: str
    contact: str
    phone: str
    row: int
    extra: Mapping[str, str] = field(default_factory=dict)
    former: str = ""
    former_codes: str = ""
    merged_into: str = ""
    split_from: str = ""
    since: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes of the organ: today's, then former ones."""
        return (self.code, *listed_in(self.former_codes))

    @property
    def origins(self) -> tuple[str, ...]:
        """The codes, of then and before, of the organ that this one was split from; none where it was not."""
        return tuple(listed_in(self.split_from))

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the organ: today's, then former ones."""
        return (self.name, *names_in(self.former))

    @property
    def is_government(self) -> bool:
        return self.kind == GOVERNMENT


@dataclass(frozen=True, eq=False)
class Roster:
    """All lines in the order of the file. A line whose parent code is empty or outside the file is a root.

    ``notices`` are what an office should look at, one line each in Chinese.
    """

    path: str
    lines: tuple[RosterLine, ...]
    notices: tuple[str, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, RosterLine]:
        return {line.code: line for line in self.lines}

    @cached_property
    def by_former_code(self) -> Mapping[str, RosterLine]:
        """The lines by the codes that they had before."""
        return {code: line for line in self.lines for code in line.codes[1:]}

    def heir(self, line: RosterLine) -> RosterLine:
        """The organ that stands for ``line`` now: itself, or what it has become part of, by however many steps."""
        passed = {line.code}
        while line.merged_into in self.by_code and line.merged_into not in passed:
            line = self.by_code[line.merged_into]
            passed.add(line.code)
        return line

    @cached_property
    def called(self) -> Mapping[str, tuple[str, ...]]:
        """All names of each line, today's first, by code."""
        return {line.code: line.names for line in self.lines}

    @cached_property
    def by_name(self) -> Mapping[str, RosterLine | None]:
        """The lines by their folded names; None where several bear one."""
        names: dict[str, RosterLine | None] = {}
        for line in self.lines:
            name = folded(line.name)
            names[name] = None if name in names else line
        return names

    @cached_property
    def by_short_name(self) -> Mapping[str, tuple[RosterLine, ...]]:
        """The organs by their folded names without that of their government before it: 教育局 of a county."""
        names: dict[str, list[RosterLine]] = {}
        for line in self.lines:
            if line.is_government:
                continue
            above = self.by_code.get(line.parent)
            whole = folded(line.name)
            name = whole.removeprefix(folded(above.name)) if above else whole
            if name != whole and len(name) >= SHORTEST:
                names.setdefault(name, []).append(line)
        return {name: tuple(lines) for name, lines in names.items()}

    @cached_property
    def children(self) -> Mapping[str, tuple[RosterLine, ...]]:
        """The lines directly below each code."""
        below: dict[str, list[RosterLine]] = {}
        for line in self.lines:
            below.setdefault(line.parent, []).append(line)
        return {code: tuple(lines) for code, lines in below.items()}

    @cached_property
    def roots(self) -> tuple[RosterLine, ...]:
        return tuple(line for line in self.lines if line.parent not in self.by_code)

    @cached_property
    def organs(self) -> tuple[RosterLine, ...]:
        """The lines that owe a return: all but the governments, and what has become part of another organ."""
        return tuple(line for line in self.lines if not line.is_government and not line.merged_into)

    @property
    def has_contacts(self) -> bool:
        """Whether it says whom to call, or anything beyond what it must say."""
        return any(line.contact or line.phone or any(line.extra.values()) for line in self.lines)

    def without_contacts(self) -> Roster:
        """The same without contacts, telephones and the columns that only the office knows the meaning of."""
        return Roster(self.path, tuple(replace(line, contact="", phone="", extra={}) for line in self.lines))

    def without_mergers(self) -> Roster:
        """The same as if nothing had become part of another: as it was when earlier years were reported."""
        if not any(line.merged_into for line in self.lines):
            return self
        return replace(self, lines=tuple(replace(line, merged_into="") for line in self.lines))

    def path_to(self, code: str) -> tuple[RosterLine, ...]:
        """The line with ``code`` and all above it, the root first."""
        trail: list[RosterLine] = []
        line = self.by_code.get(code)
        while line is not None:
            trail.append(line)
            line = self.by_code.get(line.parent)
        return tuple(reversed(trail))
