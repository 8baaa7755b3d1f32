"""The phrases that are understood in narrative sections, as data made ready for matching."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..editions import load_forms
from ..form import Form
from ..form.folders import data_folders
from ..form.source import Section, read_definition
from ..memory import remembered
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
    """The phrases for ``form``, from ``catalogue/phrases.yaml`` beside its definition, else the toolkit's own.

    Raises DefinitionError, with file and line, for one that can't be used. The expressions of subjects are tried out in
    an office's own file alone: what ships is sound, and most of it is never needed.
    """
    beside, shipped = (folder / "catalogue" / "phrases.yaml" for folder in (Path(form.path).parent, _shipped()))
    root = read_definition(beside if beside.is_file() else shipped)
    root.only("parts", "before", "after", "silent", "narrow", "organs", "subjects", "families")
    section = root.section("parts")
    parts = {name: section.get(name, str) for name in section.values}
    for name in parts if root.file != str(shipped) else ():
        _sound(section, name, parts[name])
    after = _filled(root, "after", root.get("after", str), parts)
    subjects = []
    for section in root.sections("subjects"):
        section.only("id", "with", "words", "column", "fields", "or_fields", "inputs", "phrases", "none")
        subject = _subject(section, form, parts, after)
        if root.file != str(shipped):
            _try_out(section, subject)
        if subject.meanings or subject.inputs:
            subjects.append(subject)
    count = parts.get("count", "件")
    return Phrases(
        tuple(subjects),
        tuple(dict.fromkeys(word for subject in subjects for word in subject.words)),
        tuple(dict.fromkeys(word for subject in subjects for word in subject.context)),
        _before(root, parts),
        _any(root.strings("silent")),
        _any(root.strings("narrow")),
        _any(root.strings("organs")),
        _families(root),
        re.compile(rf"(?P<n>{NUMBER}){count}[，,（(]?{LISTING}[，,：:]?"),
        re.compile(rf"[，,、；;和及]?(?P<name>[^\d，,、；;。（）()]{{2,16}}?)(?P<n>{NUMBER}){count}"),
    )


def refuse_faulty_phrases() -> None:
    """Raises DefinitionError where an office's own phrases can't be used, before any return is judged by them."""
    for form in load_forms():
        if Path(form.path).parent != _shipped():
            load_phrases(form)


def _shipped() -> Path:
    return data_folders()[0] / "schemas"


def _before(root: Section, parts: dict[str, str]) -> re.Pattern[str]:
    return _sound(root, "before", _filled(root, "before", root.get("before", str), parts))


def _try_out(section: Section, subject: Subject) -> None:
    for key, expressions in (("phrases", subject.phrases), ("none", subject.none)):
        for text, expression in zip(section.strings(key), expressions, strict=True):
            _sound(section, key, expression, text)


def _sound(section: Section, key: str, expression: str, text: str = "") -> re.Pattern[str]:
    """``expression`` ready for matching; ``text`` is what stands in the file of it."""
    try:
        return re.compile(expression)
    except re.error as error:
        section.fail(f"“{key}”里的“{text or expression}”不是合格的表达式（{error}）", key)


def _families(root: Section) -> tuple[tuple[str, ...], ...]:
    families = root.values.get("families") or []
    if not isinstance(families, list) or not all(isinstance(family, list) for family in families):
        root.fail("“families”应为若干列文字，如 [[甲, 乙], [丙, 丁]]", "families")
    return tuple(tuple(map(str, family)) for family in families)


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
        phrases=_expressions(section, "phrases", parts, after),
        none=_expressions(section, "none", parts, after),
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


def _expressions(section: Section, key: str, parts: dict[str, str], after: str) -> tuple[str, ...]:
    return tuple(_expression(section, key, text, parts, after) for text in section.strings(key))


def _expression(section: Section, key: str, text: str, parts: dict[str, str], after: str) -> str:
    money = "(?P<money>)" if "{money}" in text else ""
    return f"(?P<phrase>{_filled(section, key, text, {**parts, 'n': f'(?P<n>{NUMBER})'})}){money}(?:{after})"


@remembered(512)
def subjects_of(phrases: Phrases, words: frozenset[str]) -> tuple[Subject, ...]:
    """The subjects that a clause with these of the ``phrases``' words may speak of."""
    return tuple(one for one in phrases.subjects if not one.words or not words.isdisjoint(one.words))


@remembered(512, longest=10_000)
def compiled(expression: str) -> re.Pattern[str]:
    """``expression`` ready for matching: made on first use, since a text seldom speaks of every subject."""
    return re.compile(expression)


def _filled(section: Section, key: str, text: str, parts: dict[str, str]) -> str:
    """``text``, which stands under ``key``, with each ``{name}`` replaced; ``{2,3}`` repeats and stays."""

    def part(match: re.Match[str]) -> str:
        if match[1] not in parts:
            section.fail(f"“{text}”里的“{{{match[1]}}}”没有定义，请写在 parts 里，或改正名称", key)
        return parts[match[1]]

    return re.sub(r"\{([a-z_]+)\}", part, text)


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words) or r"(?!)")
