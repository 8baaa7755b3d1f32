"""What the narrative sections claim without a figure of their own, or as a share, is borne out by the tables."""

from __future__ import annotations

from dataclasses import dataclass

from ..form import Relation
from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .paths import Outline, read_fields, read_sections, tables_of
from .places import section as at_section


@dataclass(frozen=True, slots=True)
class Claim:
    """``phrases`` are groups of words, one of each in a row. They say that the figures of ``none`` are 0, or, with a
    share behind them, what part of ``whole`` the figures of ``part`` are. ``done``: of no more cases than these figures
    come to, where the text says how many, the claim is true. A section that has one of ``unless`` says
    itself what the claim leaves out.
    """

    phrases: tuple[tuple[str, ...], ...]
    none: tuple[int, ...]
    part: tuple[int, ...]
    whole: tuple[int, ...]
    done: tuple[int, ...]
    unless: tuple[str, ...]

    @property
    def fields(self) -> tuple[int, ...]:
        return (*self.none, *self.part, *self.whole)


@dataclass(frozen=True, slots=True)
class Claimed:
    """An instance is a section. ``matter`` is the lexicon's that the claims are of."""

    sections: tuple[str, ...]
    matter: str
    claims: tuple[Claim, ...]
    tables: tuple[str, ...]
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.sections


def _read(section: Section, outline: Outline) -> Claimed:
    claims = tuple(_claim(item, outline) for item in section.sections("claims"))
    fields = [index for claim in claims for index in claim.fields]
    return Claimed(read_sections(section, outline), section.get("matter", str), claims, tables_of(outline, fields))


def _claim(section: Section, outline: Outline) -> Claim:
    section.only("phrases", "none", "share", "done", "unless")
    if section.has("none") == section.has("share"):
        section.fail("每个说法要写 none（这些数为 0）或 share（part 占 whole 的比率）之一")
    none: tuple[int, ...] = ()
    part: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()
    if section.has("none"):
        none = read_fields(section, outline, "none")
    else:
        share = section.section("share")
        share.only("part", "whole")
        part, whole = read_fields(share, outline, "part"), read_fields(share, outline, "whole")
    done = read_fields(section, outline, "done")
    return Claim(_groups(section), none, part, whole, done, section.strings("unless"))


def _groups(section: Section) -> tuple[tuple[str, ...], ...]:
    given = section.values.get("phrases")
    if not isinstance(given, list) or not given or not all(isinstance(group, list) for group in given):
        section.fail("“phrases”应为若干组词，每组取一个连起来，如 [[均, 全部], [办结]]", "phrases")
    return tuple(tuple(map(str, group)) for group in given)


KIND = Kind(
    name="claimed",
    takes=("sections", "matter", "claims"),
    needs=(("sections",), ("matter",), ("claims",)),
    read=_read,
    place=lambda case: at_section(case.layout, case.check.key),
    shown=Shown.TO_EXPLAIN,
    of_text=True,
)
