"""A definition file as nested sections that remember the line each key stands on.

A mistake in a definition must be told with file, line and remedy, so the plain dictionaries that a YAML
loader gives are not enough: they forget where they came from.
"""

from __future__ import annotations

import difflib
import re
import reprlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import yaml

T = TypeVar("T", str, int, bool)

_SHOWN_DIGITS = 20  # up to which a message quotes a number

Value = object  # str, int, float, bool, None, a Section or a list of Values

if TYPE_CHECKING:
    from yaml import SafeLoader as _FastestLoader
else:
    _FastestLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_FastestLoader):
    """Plain scalars as YAML 1.2 has them: ``on`` and ``no`` are words, ``2024-01-01`` and ``12:30`` are texts."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?[0-9]+$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?[0-9]+\.[0-9]+$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null)?$"), ["~", "n", ""])


_MEBI = 1024**2
_LARGEST = 2 * _MEBI  # bytes; the largest of the official ones has a fortieth


class DefinitionError(Exception):
    """A definition file can't be used. The text names file, line and remedy, in Chinese."""


@dataclass(frozen=True, eq=False, slots=True)
class Section:
    """One mapping of a definition file: its keys, their values, and the line of each.

    ``files`` names the file of each key that another one than ``file`` gave (see ``extending``).
    """

    file: str
    line: int
    values: dict[str, Value]
    lines: dict[str, int]
    files: dict[str, str] = field(default_factory=dict)

    def fail(self, message: str, key: str | None = None) -> NoReturn:
        """Raise a DefinitionError that points at ``key``, or at the section itself."""
        line = self.lines.get(key, self.line) if key else self.line
        raise DefinitionError(f"{self.file_of(key)} 第 {line} 行：{message}")

    def file_of(self, key: str | None) -> str:
        """The file that gave ``key``."""
        return self.files.get(key, self.file) if key else self.file

    def only(self, *known: str) -> None:
        """Refuse keys that are not among ``known``, naming the nearest."""
        for key in self.values:
            if key not in known:
                self.fail(f"不认识的项“{key}”，{nearest(key, known)}", key)

    def has(self, key: str) -> bool:
        return self.values.get(key) is not None

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value of ``key``, which must be of type ``kind``; ``default`` where it is absent."""
        value = self.values.get(key)
        if value is None:
            if default is None:
                self.fail(f"缺少“{key}”，请补上")
            return default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            expected = {str: "文字（数字样子的要加引号）", int: "整数", bool: "true 或 false"}[kind]
            self.fail(f"“{key}”应为{expected}，现为 {reprlib.repr(value)}", key)
        return value

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """The whole number ``key``, ``least`` to ``most``; ``default`` where it is absent or says just that."""
        value = self.get(key, int, default)
        if value != default and not least <= value <= most:
            shown = str(value) if len(str(value)) <= _SHOWN_DIGITS else f"一个 {len(str(abs(value)))} 位数"
            self.fail(f"“{key}”应为 {least} 至 {most} 的整数，现为 {shown}", key)
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        value = self.get(key, str, default)
        if value not in choices:
            self.fail(f"“{key}”的值“{value}”不在可用范围，可用：{'、'.join(choices)}", key)
        return value

    def section(self, key: str) -> Section:
        value = self.values.get(key)
        if value is None:
            self.fail(f"缺少“{key}”，请补上")
        if not isinstance(value, Section):
            self.fail(f"“{key}”应为一组“名称: 值”", key)
        return value

    def sections(self, key: str) -> list[Section]:
        """The list of mappings under ``key``; empty where the key is absent."""
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, Section) for item in value):
            self.fail(f"“{key}”应为由“- ”开头的若干组", key)
        return [item for item in value if isinstance(item, Section)]

    def strings(self, key: str) -> tuple[str, ...]:
        """The list of texts under ``key``; empty where the key is absent."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(f"“{key}”应为一列文字，如 [a, b]", key)
        return tuple(item for item in value if isinstance(item, str))

    def items(self) -> Iterator[tuple[str, Value]]:
        return iter(self.values.items())


def nearest(word: str, known: tuple[str, ...] | list[str]) -> str:
    """A remedy in Chinese: the nearest known word, or the list of known ones where none is near."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"是否应为“{close[0]}”？"
    shown = "、".join(known[:12]) + ("……" if len(known) > 12 else "")
    return f"可用的有：{shown}"


def read_definition(path: Path) -> Section:
    """The whole of the YAML file at ``path`` as one Section.

    Raises DefinitionError where the file can't be read, is larger than any definition, is not YAML, holds a key twice,
    or is no mapping.
    """
    try:
        if path.stat().st_size > _LARGEST:
            size = path.stat().st_size // _MEBI
            raise DefinitionError(f"{path}：有 {size} MB，定义文件不超过 {_LARGEST // _MEBI} MB，请检查是否给错了文件")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path}：读不出来（{error}），请检查文件是否存在、是否为 UTF-8") from error
    try:
        node = yaml.compose(text, Loader=_Loader)
        value = _Reader(str(path)).value(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DefinitionError(f"{path} 第 {line} 行：不是合格的 YAML（{error.problem}），请检查缩进和引号") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise DefinitionError(f"{path}：不是合格的 YAML（{error}）") from error
    if not isinstance(value, Section):
        raise DefinitionError(f"{path} 第 1 行：应为一组“名称: 值”")
    return value


class _Reader:
    """Turns composed YAML nodes into Sections, lists and scalars."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.scalars = yaml.SafeLoader("")
        self.made: dict[int, Value] = {}  # by the node: one that is named again is read once, however often that is

    def value(self, node: yaml.Node) -> Value:
        if isinstance(node, yaml.MappingNode | yaml.SequenceNode):
            if id(node) not in self.made:
                listed = isinstance(node, yaml.SequenceNode)
                self.made[id(node)] = [self.value(item) for item in node.value] if listed else self.mapping(node)
            return self.made[id(node)]
        try:
            return self.scalars.construct_object(node)
        except ValueError as error:  # Python makes no number of thousands of digits
            line = node.start_mark.line + 1
            raise DefinitionError(f"{self.file} 第 {line} 行：{len(node.value)} 位的数太长，请改正") from error

    def mapping(self, node: yaml.CollectionNode) -> Section:
        values: dict[str, Value] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise DefinitionError(f"{self.file} 第 {line} 行：名称应是文字，不是一组或一列，请改正")
            key = str(key_node.value)
            if key in values:
                raise DefinitionError(f"{self.file} 第 {line} 行：“{key}”写了两次，请删去一个")
            values[key] = self.value(value_node)
            lines[key] = line
        return Section(self.file, node.start_mark.line + 1, values, lines)
