"""Last year's figures of each organ, and what of them this year's edition can be held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from .findings import Finding, tell
from .form import Field, Form
from .organ_names import are_alike

_TOLD = 10
_Row = tuple[int | None, ...]


class PriorError(Exception):
    """What was given for last year's figures is of another year. The text says which, and what to give, in Chinese."""


@dataclass(frozen=True, slots=True)
class Unlike:
    """A code that stands for ``now`` and stood for ``then``, whose figures nobody carries over."""

    code: str
    now: str
    then: str


class Heritage(StrEnum):
    """What last year's figures are to an organ that others became part of, or that came of another."""

    SUMMED = "PRIOR-SUMMED"  # those of all its parts together
    LACKING = "PRIOR-LACKING"  # not to be had: one of its parts has none
    SPLIT = "PRIOR-SPLIT"  # a part of what cannot be parted


@dataclass(frozen=True, slots=True)
class Inherited:
    """What became of last year's figures of the organ with ``code``: in short, and in ``words`` for a person.

    ``kind`` is also the finding by which it is told.
    """

    code: str
    name: str
    kind: Heritage
    words: str


@dataclass(frozen=True, eq=False)
class Prior:
    """Figures of an earlier year by organ code, in the field order of the edition they were reported in.

    ``year`` is None where nobody can tell it: such figures are held against nothing. ``source`` is where they were
    found, ``years`` are all that were there, and ``aside`` says in Chinese what was there and could not be used.
    ``names`` are what the organs were called then, as far as the source says; ``unlike`` are those left out since
    their code is another organ's now; ``nameless`` figures have lost the names that they were written with;
    ``edited`` says in Chinese what of their files was changed since it was written. ``texts`` are the narrative
    sections by organ code, where the source is returns.
    ``inherited`` says which organs' figures are not simply their own of then (None until a roster told of mergers and
    splits), and ``beside`` holds, by government, those that count in its sum of last year and are no organ's of now.
    """

    form: Form
    year: int | None
    figures: Mapping[str, tuple[int | None, ...]]
    source: str = ""
    years: tuple[int, ...] = ()
    aside: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    unlike: tuple[Unlike, ...] = ()
    nameless: bool = False
    edited: tuple[str, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    inherited: tuple[Inherited, ...] | None = None
    beside: Mapping[str, tuple[_Row, ...]] = field(default_factory=dict)

    def of_organs(self, organs: Mapping[str, Sequence[str]]) -> Prior:
        """These figures without those of codes that are another organ's now, which are told in ``unlike``.

        ``organs`` are today's by code, each with its name first and then whatever else it goes by. Where the source
        names nobody, the code alone tells.
        """
        unlike = tuple(
            Unlike(code, names[0], then)
            for code, names in organs.items()
            if code in self.figures and (then := self.names.get(code)) and names
            and not any(are_alike(name, then) for name in names)
        )  # fmt: skip
        if not unlike:
            return self
        gone = {one.code for one in unlike}
        kept = {code: values for code, values in self.figures.items() if code not in gone}
        texts = {code: written for code, written in self.texts.items() if code not in gone}
        return replace(self, figures=kept, texts=texts, unlike=(*self.unlike, *unlike))

    def precedes(self, year: int | None) -> bool:
        """Whether these are the figures of the year before ``year``."""
        return year is not None and self.year == year - 1

    def check_before(self, year: int) -> None:
        """Raises PriorError unless these are the figures of the year before ``year``."""
        if self.precedes(year):
            return
        where = f"“{self.source}”里的" if self.source else "给出的"
        aside = f"（另外{'；'.join(self.aside)}）" if self.aside else ""
        held = "看不出是哪一年度的" if self.year is None else f"是 {self.told_years} 年度的"
        raise PriorError(
            f"{where}上年数据{held}{aside}，{year} 年度的工作簿要用 {year - 1} 年度的数字；"
            f"请用 --prior 给出 {year - 1} 年度的报送件文件夹、汇总文件夹或 facts 文件"
        )

    @property
    def told_years(self) -> str:
        """The years that were there, as people read them; empty where none can be told."""
        years = self.years or ((self.year,) if self.year is not None else ())
        return "、".join(map(str, years))

    def before(self, year: int | None) -> Prior | None:
        """These figures where they are of the year before ``year``, else None: any others are not last year's."""
        return self if self.precedes(year) else None

    def comparable(self, form: Form, code: str) -> tuple[int | None, ...] | None:
        """The figures of organ ``code`` in the field order of ``form``; None at fields that are not comparable.

        None for an organ that has no earlier figures.
        """
        values = self.figures.get(code)
        return None if values is None else in_fields_of(form, self.form, values)

    def comparable_beside(self, form: Form, government: str) -> tuple[tuple[int | None, ...], ...]:
        """As ``comparable``, each of the figures that count in the sum of ``government`` and are no organ's of now."""
        return tuple(in_fields_of(form, self.form, values) for values in self.beside.get(government, ()))

    def heritage_of(self, code: str) -> str:
        """What must be said of last year's figures of the organ with ``code``; empty where they are simply its own."""
        return next((one.words for one in self.inherited or () if one.code == code), "")

    def missing_fields(self, form: Form) -> tuple[Field, ...]:
        """The fields of ``form`` that the earlier edition has nothing comparable for."""
        return tuple(item for item, found in zip(form.fields, _sources(form, self.form), strict=True) if found is None)


def told_of_unlike(unlike: Sequence[Unlike]) -> Finding | None:
    """What an office is told of organs that have the codes of others of last year; None where there are none."""
    if not unlike:
        return None
    named = "、".join(f"{one.now}（{one.code}，上年是“{one.then}”）" for one in unlike[:_TOLD])
    return tell("PRIOR-NAME", count=len(unlike), names=named + (" 等" if len(unlike) > _TOLD else ""))


def told_of_inherited(inherited: Sequence[Inherited] | None) -> list[Finding]:
    """What an office is told of organs whose figures of last year are not simply their own of then."""
    told = []
    for kind in Heritage:
        mine = [one for one in inherited or () if one.kind is kind]
        which = "；".join(f"{one.name}{one.words}" for one in mine[:_TOLD]) + ("等" if len(mine) > _TOLD else "")
        told += [tell(kind.value, count=len(mine), which=which)] if mine else []
    return told


def in_fields_of(form: Form, earlier: Form, values: Sequence[int | None]) -> tuple[int | None, ...]:
    """``values`` of the edition ``earlier`` in the field order of ``form``; None at fields that are not comparable."""
    if form.edition == earlier.edition:
        return tuple(values)
    return tuple(None if source is None else values[source] for source in _sources(form, earlier))


@lru_cache(maxsize=16)
def _sources(form: Form, earlier: Form) -> tuple[int | None, ...]:
    """For each field of ``form`` the index of its counterpart in ``earlier``; None where there is none."""
    if form.edition == earlier.edition:
        return tuple(item.index for item in form.fields)
    sources: list[int | None] = [None] * len(form.fields)
    bridge = form.bridges.get(earlier.edition)
    for fields, code in bridge.pairs if bridge else ():
        # A sum of several fields has an earlier counterpart, but none of the several has one by itself.
        if len(fields) == 1 and code in earlier.by_code:
            sources[fields[0]] = earlier.by_code[code].index
    return tuple(sources)
