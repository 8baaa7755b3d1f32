"""What the words of a written section mean: ``schemas/catalogue/lexicon.yaml``, made ready for a form and a year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..form import Form
from ..form.folders import data_folders
from ..form.source import Section, read_definition
from ..memory import remembered
from .numerals import CHINESE, NOUGHT, NUMBER
from .words import begins, expression, spelled

# What a word can be besides a matter, a verb or a measure; ``schemas/README.md`` says what each does.
TAGS = (
    "filler", "all", "join", "each", "part", "none", "occur", "own", "organ", "this", "last", "span", "since", "vague",
    "compare", "way", "ways", "narrow", "beside", "publish", "aside",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """What a verb says of a matter: sums of fields that it may mean (the first is told), or narrative inputs.

    ``money``: the figure is an amount, in 元. ``step``: one of handling, of which several are the same cases.
    ``near``: its matter must be named with it. ``faint``: it gives way to another verb.
    ``apart``: nothing unknown may stand right before its verb. ``again``: the id of what it may mean as well where its
    own fields were told already.
    ``measures`` are those it is counted in; any where there are none.
    """

    id: str
    meanings: tuple[tuple[int, ...], ...]
    inputs: tuple[str, ...] = ()
    money: bool = False
    step: bool = False
    near: bool = False
    faint: bool = False
    apart: bool = False
    again: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a word may be. ``matter`` is what it opens, and with ``noun`` what is counted (``weak``: only where no other
    is spoken of); ``verbs`` are its meanings by
    matter; ``tags`` the rest.
    """

    text: str
    tags: frozenset[str] = frozenset()
    matter: str = ""
    noun: bool = False
    weak: bool = False
    verbs: Mapping[str, tuple[Subject, ...]] = field(default_factory=dict)


NOTHING = Word("")
BROUGHT_IN = "carried_in"  # the subject that is of what last year left
EITHER = "|"  # between the ids of subjects that a statement may mean


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """``words`` by their text. ``pattern`` finds all that is known in a sentence, ``worth``
    what one that states anything has, ``opening`` the words that open a matter, ``carried`` those that say what last
    year left. ``defaults``: what a matter says
    without a verb; ``strong``: the verbs that need no matter named before them, with the matter they open.
    """

    words: Mapping[str, Word]
    pattern: re.Pattern[str]
    worth: re.Pattern[str]
    opening: re.Pattern[str]
    carried: re.Pattern[str]
    measures: frozenset[str]
    money: frozenset[str]
    defaults: Mapping[str, tuple[Subject, ...]]
    strong: Mapping[str, str]
    joining: frozenset[str]
    families: tuple[tuple[str, ...], ...]


def meant_by(subjects: Mapping[str, Subject], name: str) -> Subject:
    """The one of ``subjects`` with the id ``name``, which may be several ids joined by ``EITHER``."""
    first, *others = (subjects[one] for one in name.split(EITHER))
    return replace(first, meanings=tuple(dict.fromkeys(m for one in (first, *others) for m in one.meanings)))


@remembered(4)
def _root(path: Path) -> Section:
    root = read_definition(path)
    root.only("parts", "measures", "money", "tags", "matters", "subjects", "families")
    return root


@remembered(16)
def load_subjects(form: Form) -> Mapping[str, Subject]:
    """The subjects by id, but for those that ``form`` has no figures of: all that judging needs of the lexicon."""
    subjects: dict[str, Subject] = {}
    sections = _root(_home(form)).sections("subjects")
    ids = [section.get("id", str) for section in sections]
    for section in sections:
        section.only(
            "id", "matter", "verbs", "default", "strong", "step", "near", "faint", "apart", "again", "column", "fields",
            "or", "inputs", "money", "measures",
        )  # fmt: skip
        subject = _subject(section, form)
        if subject.id in subjects:
            section.fail(f"“{subject.id}”写了两次，请换一个 id", "id")
        if subject.again not in ("", *ids):
            section.fail(f"没有“{subject.again}”，请写另一项的 id", "again")
        if subject.meanings or subject.inputs:
            subjects[subject.id] = subject
    return {
        name: subject if subject.again in subjects else replace(subject, again="") for name, subject in subjects.items()
    }


@remembered(16)
def load_lexicon(form: Form, year: int | None = None) -> Lexicon:
    """The lexicon for ``form`` and a report of ``year``: ``catalogue/lexicon.yaml`` beside its definition, else the
    toolkit's own. Raises DefinitionError, with file and line, for one that can't be used.
    """
    root = _root(_home(form))
    parts = _parts(root.section("parts"), _years(year))
    words: dict[str, Word] = {}
    _read_tags(root.section("tags"), parts, words)
    matters = _read_matters(root, parts, words)
    defaults, strong = _read_verbs(root, load_subjects(form), matters, parts, words)
    measures, money = root.strings("measures"), root.strings("money")
    return Lexicon(
        words,
        _pattern(words, measures, money),
        _worth(words, measures, money),
        re.compile(expression(text for text, word in words.items() if word.matter)),
        re.compile(expression(text for text, word in words.items() if _brings_in(word))),
        frozenset(measures),
        frozenset(money),
        defaults,
        strong,
        frozenset(text for text, word in words.items() if "join" in word.tags),
        tuple(_lists(root, "families")),
    )


def _brings_in(word: Word) -> bool:
    return any(subject.id == BROUGHT_IN for subjects in word.verbs.values() for subject in subjects)


Parts = Mapping[str, tuple[str, ...]]
Words = dict[str, Word]


def _read_tags(section: Section, parts: Parts, words: Words) -> None:
    section.only(*TAGS)
    for tag in section.values:
        for text in _spelled(section, tag, parts):
            word = words.get(text, Word(text))
            words[text] = replace(word, tags=word.tags | {tag})


def _read_matters(root: Section, parts: Parts, words: Words) -> tuple[str, ...]:
    names = []
    for section in root.sections("matters"):
        section.only("id", "nouns", "topics", "weak")
        name = section.get("id", str)
        names.append(name)
        for key in ("topics", "weak", "nouns"):
            for text in _spelled(section, key, parts):
                word = words.get(text, Word(text))
                if word.matter not in ("", name):
                    section.fail(f"“{text}”已经是“{word.matter}”的说法，请只写一处", key)
                words[text] = replace(word, matter=name, noun=word.noun or key == "nouns", weak=key == "weak")
    return tuple(names)


def _read_verbs(
    root: Section, subjects: Mapping[str, Subject], matters: tuple[str, ...], parts: Parts, words: Words
) -> tuple[dict[str, tuple[Subject, ...]], dict[str, str]]:
    """The subjects of each matter without a verb, and the matter that each strong verb opens."""
    defaults: dict[str, tuple[Subject, ...]] = {}
    strong: dict[str, str] = {}
    for section in root.sections("subjects"):
        matter = section.choice("matter", matters)
        subject = subjects.get(section.get("id", str))
        if subject is None:
            continue  # of an edition that has no such figures
        if section.get("default", bool, False):
            defaults[matter] = (*defaults.get(matter, ()), subject)
        for text in _spelled(section, "verbs", parts):
            word = words.get(text, Word(text))
            words[text] = replace(word, verbs={**word.verbs, matter: (*word.verbs.get(matter, ()), subject)})
            if section.get("strong", bool, False):
                strong[text] = matter
    return defaults, strong


def _home(form: Form) -> Path:
    beside = Path(form.path).parent / "catalogue" / "lexicon.yaml"
    return beside if beside.is_file() else data_folders()[0] / "schemas" / "catalogue" / "lexicon.yaml"


def _parts(section: Section, years: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The parts, in the order of the file: each may be made of those before it."""
    parts = dict(years)
    for name in section.values:
        parts[name] = tuple(_spelled(section, name, parts, empty=True))
    return parts


def _years(year: int | None) -> dict[str, tuple[str, ...]]:
    """The years around the report's as texts write them in digits."""
    near = {"year_before": -1, "year_now": 0, "year_after": 1}
    return {name: (f"{year + step}年", f"{year + step}年度") if year else () for name, step in near.items()}


def _spelled(section: Section, key: str, parts: Mapping[str, tuple[str, ...]], *, empty: bool = False) -> list[str]:
    found: list[str] = []
    for template in section.strings(key):
        try:
            found += spelled(template, parts)
        except KeyError as error:
            section.fail(f"“{template}”里的“{{{error.args[0]}}}”没有定义，请写在 parts 里，或改正名称", key)
    return found if empty else [text for text in found if text]


def _subject(section: Section, form: Form) -> Subject:
    column = section.get("column", str, "")
    listed = [section.strings("fields"), *_lists(section, "or")]
    meanings = [sum_of(form, codes, column) for codes in listed if codes]
    known = {item.id for part in form.narrative for item in part.inputs}
    return Subject(
        section.get("id", str),
        tuple(meaning for meaning in meanings if meaning),
        tuple(name for name in section.strings("inputs") if name in known),
        section.get("money", bool, False),
        section.get("step", bool, False),
        section.get("near", bool, False),
        section.get("faint", bool, False),
        section.get("apart", bool, False),
        section.get("again", str, ""),
        section.strings("measures"),
    )


def _lists(section: Section, key: str) -> list[tuple[str, ...]]:
    value = section.values.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, list) for item in value):
        section.fail(f"“{key}”应为若干列文字，如 [[甲, 乙], [丙]]", key)
    return [tuple(map(str, item)) for item in value]


def sum_of(form: Form, codes: tuple[str, ...], column: str) -> tuple[int, ...]:
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


def _worth(words: Mapping[str, Word], measures: tuple[str, ...], money: tuple[str, ...]) -> re.Pattern[str]:
    """What a sentence must have that states a figure, or that there is none."""
    none = [text for text, word in words.items() if "none" in word.tags]
    numeral = rf"[{CHINESE}万亿][余多]?(?:{expression((*measures, *money))})"
    return re.compile(rf"{begins((*'0123456789万亿', *CHINESE, *none))}(?:[0-9]|{numeral}|{NOUGHT}|{expression(none)})")


def _pattern(words: Mapping[str, Word], measures: tuple[str, ...], money: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<word>{expression(words)})|(?P<year>\d{{4}}年(?:度|全年)?)"
        rf"|(?P<number>{NUMBER})(?P<measure>{expression((*measures, *money))})"
        rf"|(?P<bare>\d+(?:\.\d+)?|{NOUGHT})(?P<share>[%％]|个?百分点)?"
        r"|(?P<mark>[，,；;：:（）()])"
    )
