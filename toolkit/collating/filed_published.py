"""What organs filed against what they published: each figure and each text that differs, organ by organ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..editions import load_edition
from ..form import Field, Form, Severity
from ..form.layout import load_layout
from ..records import Record, Return
from ..values import folded
from .moments import moment

Place = tuple[str, str]  # sheet or table, cell
_OF_READING = "REPORT-"  # how the rules begin that tell of reading a report
_NO_LINE = "REPORT-NOT-LISTED"  # of the roster's, not of the report's


class Standing(StrEnum):
    """What stands where a figure belongs."""

    FIGURE = "figure"
    BLANK = "blank"
    UNREAD = "unread"  # something that is no figure, or none that could be read
    ABSENT = "absent"  # a report has no such cell


@dataclass(frozen=True, slots=True)
class Differing:
    """One figure that stands differently, in steps of the field's unit; None where none was read, and then
    ``filed_as`` or ``published_as`` says what stands there. What nobody could read agrees with nothing.

    ``follows`` says that it is a total that differs because its parts do. A place is empty where there is none.
    """

    field: Field
    filed: int | None
    published: int | None
    filed_at: Place
    published_at: Place
    follows: bool = False
    filed_as: Standing = Standing.FIGURE
    published_as: Standing = Standing.FIGURE


@dataclass(frozen=True, slots=True)
class Reworded:
    """A section whose texts differ, blanks and line breaks apart; both from a little before the first difference."""

    title: str
    filed: str
    published: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The return and the report of one organ and year, and how they differ."""

    filed: Return
    published: Return
    figures: tuple[Differing, ...]
    texts: tuple[Reworded, ...]

    @property
    def agrees(self) -> bool:
        return not self.figures and not self.texts

    @property
    def doubts(self) -> int:
        """In how many ways reading the reports is not certain: what agrees or differs may be read amiss."""
        return sum(
            finding.rule.startswith(_OF_READING)
            and finding.rule != _NO_LINE
            and finding.severity is not Severity.NOTICE
            for item in (self.filed, self.published)
            for finding in item.findings
        )

    @property
    def name(self) -> str:
        names = [item.record.agency.name for item in (self.filed, self.published) if item.record]
        return next(filter(None, names), "")

    @property
    def code(self) -> str:
        codes = [item.record.agency.code for item in (self.filed, self.published) if item.record]
        return next(filter(None, codes), "")


@dataclass(frozen=True, eq=False, slots=True)
class FiledPublished:
    """What ``hold_against`` found. ``unread`` can't be read, or tell no organ; ``replaced`` are older ones of an organ
    of which a newer one was held against the other side.
    """

    pairs: tuple[Pair, ...]
    only_filed: tuple[Return, ...]
    only_published: tuple[Return, ...]
    unread: tuple[Return, ...]
    replaced: tuple[Return, ...]

    @property
    def differs(self) -> bool:
        """Whether anything is to be asked about: a difference, or what could not be compared."""
        return bool(self.unread) or any(pair.doubts or not pair.agrees for pair in self.pairs)


Key = tuple[str, int | None, str]  # the organ (by code or folded name), year, edition


def hold_against(filed: Sequence[Return], published: Sequence[Return]) -> FiledPublished:
    """Each of ``published`` against the one of ``filed`` of the same organ, year and edition, the newest of several.

    Organs are the same by their code, or where one side has none, by the name that one organ of the other has.
    """
    codes = _codes_by_name([*filed, *published])
    first, second = _by_organ(filed, codes), _by_organ(published, codes)
    pairs = tuple(_pair(ours[0], theirs[0]) for key, ours in first.items() if (theirs := second.get(key)) is not None)
    return FiledPublished(
        pairs,
        tuple(items[0] for key, items in first.items() if key not in second),
        tuple(items[0] for key, items in second.items() if key not in first),
        tuple(item for item in (*filed, *published) if _key(item, codes) is None),
        tuple(item for items in (*first.values(), *second.values()) for item in items[1:]),
    )


def _codes_by_name(returns: Sequence[Return]) -> Mapping[str, str]:
    """The code of each name that one organ alone has."""
    found: dict[str, set[str]] = {}
    for item in returns:
        if item.record is not None and item.record.agency.code and item.record.agency.name:
            found.setdefault(folded(item.record.agency.name), set()).add(item.record.agency.code.strip())
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def _by_organ(returns: Sequence[Return], codes: Mapping[str, str]) -> dict[Key, list[Return]]:
    """The returns of each organ and year, the newest first."""
    found: dict[Key, list[Return]] = {}
    for item in sorted(returns, key=lambda item: (moment(item), item.file), reverse=True):
        if (key := _key(item, codes)) is not None:
            found.setdefault(key, []).append(item)
    return dict(sorted(found.items(), key=lambda entry: (entry[0][0], entry[0][1] or 0)))


def _key(item: Return, codes: Mapping[str, str]) -> Key | None:
    if item.record is None:
        return None
    name = folded(item.record.agency.name)
    organ = item.record.agency.code.strip() or codes.get(name, name)
    return (organ, item.record.year, item.record.edition) if organ else None


def _pair(filed: Return, published: Return) -> Pair:
    one, other = filed.record, published.record
    assert one is not None
    assert other is not None
    form = load_edition(one.edition)
    return Pair(filed, published, tuple(_figures(form, one, other)), tuple(_texts(form, one, other)))


def _figures(form: Form, filed: Record, published: Record) -> Iterator[Differing]:
    layout = load_layout(form)
    for item in form.fields:
        at = item.index
        ours, theirs = (record.overtyped.get(at, record.values[at]) for record in (filed, published))
        one, other = _standing(filed, at, ours), _standing(published, at, theirs)
        # A total that nobody could work out stands for its parts, which are named.
        alike = ours == theirs and (item.computed or (one == other and one is not Standing.UNREAD))
        if not alike:
            stated = at in filed.overtyped or at in published.overtyped
            follows = item.computed and not stated
            places = [
                record.place(at, layout) if how is not Standing.ABSENT else ("", "")
                for record, how in ((filed, one), (published, other))
            ]
            yield Differing(item, ours, theirs, places[0], places[1], follows, one, other)


def _standing(record: Record, at: int, steps: int | None) -> Standing:
    if steps is not None:
        return Standing.FIGURE
    if record.is_published and at not in record.moved:
        return Standing.ABSENT
    return Standing.UNREAD if at in record.unread else Standing.BLANK


_BEFORE = 12  # characters that are shown before the first difference
_SHOWN = 40


def _texts(form: Form, filed: Record, published: Record) -> Iterator[Reworded]:
    for part in form.narrative:
        ours, theirs = ("".join(record.narrative.get(part.id, "").split()) for record in (filed, published))
        if ours != theirs:
            same = next((at for at, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), None)
            at = min(len(ours), len(theirs)) if same is None else same
            yield Reworded(part.title, _from(ours, at), _from(theirs, at))


def _from(text: str, at: int) -> str:
    start = max(0, at - _BEFORE)
    end = start + _SHOWN
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
