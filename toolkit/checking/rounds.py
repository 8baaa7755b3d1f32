"""The returns of one edition and year side by side, for rules that they break only together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..form import Form
from ..form.layout import Layout, load_layout
from ..office import Office
from ..records import Record, Return
from ..roster import RosterLine
from .batch import Batch, gather
from .standing import line_of


@dataclass(frozen=True, eq=False)
class Round:
    """``returns`` all have a record of ``form``'s edition and of ``year``; a row is a place among them."""

    form: Form
    year: int | None
    returns: tuple[Return, ...]
    office: Office

    @cached_property
    def records(self) -> tuple[Record, ...]:
        return tuple(item.record for item in self.returns if item.record is not None)

    @cached_property
    def layout(self) -> Layout:
        return load_layout(self.form)

    @cached_property
    def lines(self) -> tuple[RosterLine | None, ...]:
        """The line of the roster of each, where there is one."""
        return tuple(line_of(record, self.office.roster) for record in self.records)

    @cached_property
    def organs(self) -> tuple[str, ...]:
        """Whose each is, by its cover: a code, else a name; of nobody's, each its own."""
        return tuple(
            record.agency.code.strip() or record.agency.name.strip() or f"\n{row}"
            for row, record in enumerate(self.records)
        )

    @cached_property
    def latest(self) -> Sequence[int]:
        """One row for each organ, the last of its returns: what others are held against."""
        return sorted({organ: row for row, organ in enumerate(self.organs)}.values())

    def above(self, row: int, other: int) -> bool:
        """Whether ``row`` is of a government and ``other`` of one below it."""
        line, below, roster = self.lines[row], self.lines[other], self.office.roster
        if roster is None or line is None or below is None or not line.is_government:
            return False
        return any(one.code == line.code for one in roster.path_to(below.code)[:-1])

    def alone(self, row: int) -> Batch:
        """The Batch of one return, by which a breach of it is told."""
        return gather(self.form, self.layout, [self.returns[row]], self.office)


def rounds(returns: Sequence[Return], office: Office) -> Iterator[tuple[list[int], Round]]:
    """The Round of each edition and year among ``returns``, and the place of each of its rows among them."""
    groups: dict[tuple[str, int | None], list[int]] = {}
    for place, item in enumerate(returns):
        if item.record is not None:
            groups.setdefault((item.record.edition, item.record.year), []).append(place)
    for (edition, year), places in groups.items():
        yield places, Round(office.edition(edition, year), year, tuple(returns[place] for place in places), office)
