"""Two summaries side by side: what changed, for whom, by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..both_years import BothYears
from ..form import Field, Form
from ..organ_names import are_alike, names_in
from ..prior import Prior, Unlike, in_fields_of
from ..rollup import State
from ..roster import COLUMNS, GOVERNMENT
from .causes import Cause, MainCauses, causes_of, main_causes
from .compared_organs import Figures, Units, by_sum_alone, organs_of_both, units_of_both
from .reasons import Reasons
from .shelf import Shelf, open_summary
from .why import Reason


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that stands differently, in steps of the field's unit; None where the line has no figures there."""

    code: str
    name: str
    is_government: bool
    field: Field
    before: int
    after: int
    alike: tuple[int | None, int | None] | None = None  # of a sum: both, of the organs that are in both, where not all

    @property
    def difference(self) -> int:
        return self.after - self.before

    @property
    def rate(self) -> float | None:
        """The change as a share of the earlier figure; None where that is 0."""
        return self.difference / abs(self.before) if self.before else None


@dataclass(frozen=True, slots=True)
class Moved:
    """A roster line whose state changed; an empty state is a line that the roster of that summary lacks."""

    code: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, eq=False)
class Compared:
    """What ``compare_summaries`` found. ``only_first`` and ``only_second`` are lines with figures in one alone."""

    first: Shelf
    second: Shelf
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    only_first: tuple[tuple[str, str], ...]
    only_second: tuple[tuple[str, str], ...]
    not_comparable: tuple[Field, ...]
    organs: Mapping[str, BothYears]  # of each government in both, the second's as now
    units: Units
    figures: tuple[Figures, Figures]  # of both, on the second's form
    names: Mapping[str, str]
    unlike: tuple[Unlike, ...] = ()  # lines of one code whose names tell of two organs

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self.first, self.second)

    def causes(self, change: Change) -> tuple[Cause, ...]:
        """Whose figures made a government's ``change``, the largest difference first; none for an organ's own."""
        before, after = self.units.get(change.code, (frozenset(), frozenset()))
        if change.code in before | after:
            return ()  # a sum alone: nobody can tell the organs
        return causes_of(change.field, ((before, self.figures[0]), (after, self.figures[1])), self.names)

    def main_causes(self, change: Change) -> MainCauses:
        """The largest of ``causes``, each with the reasons that the files of the two summaries tell."""
        return main_causes(self.causes(change), change.field, self._reasons)

    def reasons(self, change: Change) -> tuple[Reason, ...]:
        """Why an organ's own figure changed (or that of a government by a sum of its own); none where no file tells."""
        before, after = self.units.get(change.code, (frozenset(), frozenset()))
        summed = change.is_government and change.code not in before | after
        return () if summed else self.why(change.code, change.field)

    def why(self, code: str, field: Field) -> tuple[Reason, ...]:
        """Why ``field`` of the organ ``code`` is otherwise, where it is: as far as the files of both tell."""
        return self._reasons.of(code, field)

    def remark(self, code: str) -> str:
        """Whose figures the sums of government ``code`` are, where they are not of the same organs."""
        both = self.organs.get(code)
        if both is None or both.same:
            return ""
        before, after = both.organs + both.only_then, both.organs + both.only_now
        counts = [f"先前 {before} 家、后来 {after} 家，两次都有的 {both.organs} 家"] if before or after else []
        return "；".join([*counts, both.sums_alone("两次")] if both.sums else counts)


def compare_summaries(first: str | Path, second: str | Path, *, field: str | None = None) -> Compared:
    """What is different in ``second`` from ``first``: two years, or two cut-offs of one year; of ``field`` (a code, a
    place or labels) alone, where one is given.

    Of two editions only comparable fields are held against each other. Changes follow the second's roster,
    governments first, each in the order of the form. Raises CollatingError where one is no summary folder, or where no
    field of the second's edition, or several, are called so.
    """
    one, other = open_summary(Path(first)), open_summary(Path(second))
    wanted = other.form.fields if field is None else (other.find_field(field),)
    before, after = one.figures, other.figures
    form = other.form
    earlier, later, missing = _on_one_form(one.form, before, form, after)
    order = {code: place for place, code in enumerate(dict.fromkeys([*other.lines, *one.lines]))}
    names = {code: line["agency_name"] for shelf in (one, other) for code, line in shelf.lines.items()}
    both = sorted(set(before) & set(after), key=lambda code: (not _is_government(other, code), order.get(code, 0)))
    units = units_of_both(one, other, earlier, later)
    organs = organs_of_both(units, by_sum_alone(one, other), earlier, later, len(form.fields))
    changes = tuple(
        Change(code, names.get(code, code), _is_government(other, code), item, then, now, _alike(organs, code, item))
        for code in both
        for item in wanted
        if (then := earlier[code][item.index]) is not None
        and (now := later[code][item.index]) is not None
        and then != now
    )
    return Compared(
        one,
        other,
        changes,
        tuple(_moved(one, other)),
        tuple((code, names.get(code, code)) for code in one.lines if code in before and code not in after),
        tuple((code, names.get(code, code)) for code in other.lines if code in after and code not in before),
        tuple(item for item in missing if item in wanted),
        organs,
        units,
        (earlier, later),
        names,
        tuple(_unlike(one, other)),
    )


def _alike(organs: Mapping[str, BothYears], code: str, field: Field) -> tuple[int | None, int | None] | None:
    both = organs.get(code)
    return None if both is None or both.same else (both.then[field.index], both.now[field.index])


def _on_one_form(old: Form, before: Figures, new: Form, after: Figures) -> tuple[Figures, Figures, tuple[Field, ...]]:
    """Both on the second's form, where one of the two editions says what of the other is comparable."""
    if old.edition == new.edition:
        return before, after, ()
    if old.edition in new.bridges:
        there = {code: in_fields_of(new, old, values) for code, values in before.items()}
        return there, after, Prior(old, None, {}).missing_fields(new)
    # The second is the older edition: what the first says of it, turned round.
    known = in_fields_of(old, new, range(len(new.fields)))
    back = {source: index for index, source in enumerate(known) if source is not None}
    turned = {
        code: tuple(values[back[item.index]] if item.index in back else None for item in new.fields)
        for code, values in before.items()
    }
    return turned, after, tuple(item for item in new.fields if item.index not in back)


def _unlike(one: Shelf, other: Shelf) -> Iterator[Unlike]:
    """By name and former names, where a list of the second has them."""
    for code, line in other.lines.items():
        then = one.lines.get(code, {}).get("agency_name", "")
        names = (line["agency_name"], *names_in(line.get(COLUMNS["former"], "")))
        if then and not any(are_alike(name, then) for name in names):
            yield Unlike(code, line["agency_name"], then)


def _is_government(shelf: Shelf, code: str) -> bool:
    return shelf.lines.get(code, {}).get("kind") == GOVERNMENT


def _moved(one: Shelf, other: Shelf) -> list[Moved]:
    found = []
    for code in dict.fromkeys([*other.lines, *one.lines]):
        then, now = one.lines.get(code, {}), other.lines.get(code, {})
        before, after = _state(then), _state(now)
        if before != after:
            name = (now or then)["agency_name"]
            found.append(Moved(code, name, before, after))
    return found


def _state(line: Mapping[str, str]) -> str:
    """A line's state; summaries of earlier versions call a government missing that owes no return."""
    state = line.get("state", "")
    return State.GOVERNMENT if state == State.MISSING and line.get("kind") == GOVERNMENT else state
