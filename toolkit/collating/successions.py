"""Organs that were renamed, merged, split or listed anew between two summaries, as their rosters tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..organ_names import listed_in, names_in
from ..roster import COLUMNS
from .shelf import Shelf
from .why import Reason, Why

Line = Mapping[str, str]  # a row of status.csv


@dataclass(frozen=True, eq=False)
class Successions:
    """Tells them of two summaries, the second of which is the later one."""

    first: Shelf
    second: Shelf

    def of(self, code: str) -> Iterator[Reason]:
        """What became of the organ with ``code`` in one of the two."""
        then, now = self.first.lines.get(code), self.second.lines.get(code)
        if then is None and now is not None:
            yield self._listed(now)
        elif now is None and then is not None:
            yield self._unlisted(code, then)
        elif then is not None and now is not None:
            yield from self._changed(then, now)
        yield from self._taken(code)
        parts = [line["agency_name"] for line in self._new if code in listed_in(_told(line, "split_from"))]
        if parts:
            yield Reason(Why.SPLIT, f"分出了{_listed(parts)}")

    def _listed(self, now: Line) -> Reason:
        codes = [code for code in listed_in(_told(now, "former_codes")) if code in self.first.lines]
        if codes:
            return Reason(Why.RENAMED, f"原代码 {'、'.join(codes)}")
        whole = [code for code in listed_in(_told(now, "split_from")) if code in self.first.lines]
        if whole:
            return Reason(Why.SPLIT, f"由{_listed([self.first.lines[code]['agency_name'] for code in whole])}分出")
        names = names_in(_told(now, "former"))
        gone = [line["agency_name"] for line in self._gone if line["agency_name"] in names]
        if gone:
            return Reason(Why.MERGED, f"这次新列入名录，原为{_listed(gone)}")
        return Reason(Why.LISTED, "这次新列入名录")

    def _unlisted(self, code: str, then: Line) -> Reason:
        heir = next((line for line in self._new if code in listed_in(_told(line, "former_codes"))), None)
        if heir is not None:
            return Reason(Why.RENAMED, f"代码改为 {heir['agency_code']}")
        other = self.second.lines.get(self.second.former.get(then["agency_name"], ""))
        if other is not None:
            return Reason(Why.MERGED, f"这次不在名录，并入或改为“{other['agency_name']}”")
        return Reason(Why.UNLISTED, "这次不在名录")

    def _changed(self, then: Line, now: Line) -> Iterator[Reason]:
        into = _told(now, "merged_into")
        if into and not _told(then, "merged_into"):
            heir = self.second.lines.get(into)
            day = f"（自 {since}）" if (since := _told(now, "since")) else ""
            yield Reason(Why.MERGED, f"已并入“{heir['agency_name'] if heir else into}”{day}")
        if then["agency_name"] != now["agency_name"]:
            yield Reason(Why.RENAMED, f"改名，原名“{then['agency_name']}”")

    def _taken(self, code: str) -> Iterator[Reason]:
        """That others are part of it now."""
        names = [line["agency_name"] for line in self._gone if self.second.former.get(line["agency_name"]) == code]
        names += [line["agency_name"] for line in self._merged if _told(line, "merged_into") == code]
        if names and code in self.first.lines:
            yield Reason(Why.MERGED, f"并入了{_listed(names)}")

    @cached_property
    def _gone(self) -> list[Line]:
        """The lines that the second roster lacks."""
        return [line for code, line in self.first.lines.items() if code not in self.second.lines]

    @cached_property
    def _new(self) -> list[Line]:
        """The lines that the first roster lacks."""
        return [line for code, line in self.second.lines.items() if code not in self.first.lines]

    @cached_property
    def _merged(self) -> list[Line]:
        """The lines that have become part of another since."""
        now = (line for line in self.second.lines.values() if _told(line, "merged_into"))
        return [line for line in now if not _told(self.first.lines.get(line["agency_code"], {}), "merged_into")]


def _told(line: Line, name: str) -> str:
    return line.get(COLUMNS[name], "")


def _listed(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
