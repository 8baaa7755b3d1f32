"""The phrases that are understood in narrative sections, as data made ready for matching."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..form import Form, data_folders
from ..form.source import DefinitionError, Section, read_definition
from .numerals import NUMBER

LISTING = "其中"  # begins a list of parts


@dataclass(frozen=True, slots=True)
class Subject:
    """What a phrase speaks of: figures whose sum it gives (or another sum that it may mean), or narrative inputs."""

    id: str
    context: tuple[str, ...]
    meanings: tuple[tuple[int, ...], ...]
    inputs: tuple[str, ...]
    words: tuple[str, ...]
    phrases: tuple[str, ...]  # expressions with the groups phrase, n, and money where the figure is in 元
    none: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """``words`` and ``contexts`` are those of all ``subjects``, each once."""

    subjects: tuple[Subject, ...]
    words: tuple[str, ...]
    contexts: tuple[str, ...]
    before: re.Pattern[str]
    silent: re.Pattern[str]
    narrow: re.Pattern[str]
    organs: re.Pattern[str]
    families: tuple[tuple[str, ...], ...]
    whole: re.Pattern[str]
    part: re.Pattern[str]


@lru_cache(maxsize=8)
def load_phrases(form: Form) -> Phrases:
    """The phrases for ``form``, from ``catalogue/phrases.yaml`` beside its definition, else the toolkit's own."""
    beside = Path(form.path).parent / "catalogue" / "phrases.yaml"
    root = read_definition(beside if beside.is_file() else data_folders()[0] / "schemas" / "catalogue" / "phrases.yaml")
    root.only("parts", "before", "after", "silent", "narrow", "organs", "subjects", "families")
    parts = {name: str(value) for name, value in root.section("parts").items()}
    after = _filled(root, root.get("after", str), parts)
    subjects = []
    for section in root.sections("subjects"):
        section.only("id", "with", "words", "column", "fields", "or_fields", "inputs", "phrases", "none")
        subject = _subject(section, form, parts, after)
        if subject.meanings or subject.inputs:
            subjects.append(subject)
    count = parts.get("count", "件")
    families = root.values.get("families")
    return Phrases(
        tuple(subjects),
        tuple(dict.fromkeys(word for subject in subjects for word in subject.words)),
        tuple(dict.fromkeys(word for subject in subjects for word in subject.context)),
        _before(root, parts),
        _any(root.strings("silent")),
        _any(root.strings("narrow")),
        _any(root.strings("organs")),
        tuple(tuple(map(str, family)) for family in families if isinstance(family, list))
        if isinstance(families, list)
        else (),
        re.compile(rf"(?P<n>{NUMBER}){count}[，,（(]?{LISTING}[，,：:]?"),
        re.compile(rf"[，,、；;和及]?(?P<name>[^\d，,、；;。（）()]{{2,16}}?)(?P<n>{NUMBER}){count}"),
    )


def _before(root: Section, parts: dict[str, str]) -> re.Pattern[str]:
    try:
        return re.compile(_filled(root, root.get("before", str), parts))
    except re.error as error:
        root.fail(f"“before”不是合格的表达式（{error}）", "before")


def _subject(section: Section, form: Form, parts: dict[str, str], after: str) -> Subject:
    column = section.get("column", str, "")
    meanings = [_sum(form, section.strings(key), column) for key in ("fields", "or_fields") if section.has(key)]
    known = {item.id for part in form.narrative for item in part.inputs}
    return Subject(
        id=section.get("id", str),
        context=section.strings("with"),
        meanings=tuple(meaning for meaning in meanings if meaning),
        inputs=tuple(name for name in section.strings("inputs") if name in known),
        words=section.strings("words"),
        phrases=tuple(_expression(section, text, parts, after) for text in section.strings("phrases")),
        none=tuple(_expression(section, text, parts, after) for text in section.strings("none")),
    )


def _sum(form: Form, codes: tuple[str, ...], column: str) -> tuple[int, ...]:
    """The fields at or below all of ``codes`` in ``column``; none where the edition lacks one of them."""
    found: list[int] = []
    for code in codes:
        below = [
            item.index
            for item in form.fields
            if (item.code == code or item.code.startswith(code + "."))
            and (not column or (item.column_path and item.column_path[-1] == column))
        ]
        if not below:
            return ()
        found.extend(below)
    return tuple(found)


def _expression(section: Section, text: str, parts: dict[str, str], after: str) -> str:
    money = "(?P<money>)" if "{money}" in text else ""
    return f"(?P<phrase>{_filled(section, text, {**parts, 'n': f'(?P<n>{NUMBER})'})}){money}(?:{after})"


@lru_cache(maxsize=512)
def subjects_of(phrases: Phrases, words: frozenset[str]) -> tuple[Subject, ...]:
    """The subjects that a clause with these of the ``phrases``' words may speak of."""
    return tuple(one for one in phrases.subjects if not one.words or not words.isdisjoint(one.words))


@lru_cache(maxsize=512)
def compiled(expression: str) -> re.Pattern[str]:
    """``expression`` ready for matching: made on first use, since a text seldom speaks of every subject."""
    try:
        return re.compile(expression)
    except re.error as error:
        raise DefinitionError(f"phrases.yaml：短语“{expression}”不是合格的表达式（{error}）") from error


def _filled(section: Section, text: str, parts: dict[str, str]) -> str:
    """``text`` with each ``{name}`` replaced; braces that hold digits are repetitions and stay."""

    def part(match: re.Match[str]) -> str:
        if match[1] not in parts:
            section.fail(f"没有“{match[1]}”这个部件，请写在 parts 里")
        return parts[match[1]]

    return re.sub(r"\{([a-z_]+)\}", part, text)


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words) or r"(?!)")
