"""What is remembered of returns: bounded in number and in length, emptied in one go, and never another answer."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import toolkit
from toolkit.memory import forget_all, memories, remembered
from toolkit.ooxml.limits import Limits
from toolkit.ooxml.sheet_cut import cut_sheet
from toolkit.ooxml.sheet_data import open_sheet

HOME = Path(toolkit.__file__).parent
# What a definition of our own is loaded by; there are few of each.
DEFINED = {"Form", "Layout", "Layout | None", "Roster", "Path", "tuple[Path, ...]", "int", "bool"}


def test_remembered__is_worked_out_once_and_forgotten_with_all_else() -> None:
    asked = []

    @remembered(2, longest=3)
    def double(text: str) -> str:
        asked.append(text)
        return text * 2

    assert [double("ab"), double("ab"), double("abcd"), double("abcd")] == ["abab", "abab", "abcdabcd", "abcdabcd"]
    assert asked == ["ab", "abcd", "abcd"]  # what is too long is not kept
    forget_all()
    assert double("ab") == "abab"
    assert asked[-1] == "ab"
    assert all(memory.held() == 0 for memory in memories() if memory.work.__name__ != "double")


def test_remembered__only_the_last_are_kept() -> None:
    @remembered(3)
    def same(number: int) -> int:
        return number

    for number in range(100):
        same(number)
    assert next(memory for memory in memories() if memory.work.__qualname__.endswith("kept.<locals>.same")).held() == 3


def test_memories__of_texts_say_how_long_a_text_they_keep() -> None:
    for module in pkgutil.walk_packages(toolkit.__path__, "toolkit."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    ours = [memory for memory in memories() if memory.work.__module__.startswith("toolkit.")]
    assert len(ours) > 30
    for memory in ours:
        first = next(iter(inspect.signature(memory.work).parameters.values()))
        assert memory.longest is not None or first.annotation not in ("str", "bytes"), memory.work.__qualname__


def test_memories__have_one_form_beside_definitions_that_are_loaded_once() -> None:
    """A cache of functools is asked by definitions alone, or by nothing, and keeps few."""
    for path in sorted(HOME.rglob("*.py")):
        if path.name == "memory.py":
            continue
        for function, decorator in _cached(ast.parse(path.read_text(encoding="utf-8"))):
            most = decorator.keywords[0].value
            assert int(ast.unparse(most)) <= 32, (path, function.name)
            given = [*function.args.args, *function.args.kwonlyargs]
            asked = {ast.unparse(one.annotation) for one in given if one.annotation is not None}
            assert asked <= DEFINED, (path, function.name)


def _cached(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, ast.Call]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "lru_cache":
                    yield node, decorator


def test_memories__do_not_grow_with_sheets_that_are_all_different() -> None:
    forget_all()
    tracemalloc.start()
    try:
        held = []
        for round_ in range(3):
            for number in range(round_ * 150, (round_ + 1) * 150):
                _read(_sheet(number))
            held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert held[2] < held[1] * 1.15  # what is bounded is full by then


def test_memories__emptied_between_sheets_change_nothing() -> None:
    sheets = [_sheet(number % 7) for number in range(21)]
    known = [_read(sheet) for sheet in sheets]
    anew = []
    for sheet in sheets:
        forget_all()
        anew.append(_read(sheet))
    assert known == anew


def _read(sheet: bytes) -> object:
    opened = open_sheet(sheet, cut_sheet(sheet), "a", Limits())
    assert opened.plan is not None
    return opened.cut, opened.frame.merges, opened.plan.numbers.addresses, opened.plan.formulas.by_cell


def _sheet(number: int) -> bytes:
    """A sheet whose cells, formulas, merged ranges and prompts are its own."""
    cells = "".join(
        f'<row r="{row}"><c r="A{row}" s="{number}"><v>{row}</v></c>'
        f'<c r="B{row}"><f>A{row}+{number}</f><v>{number}</v></c></row>'
        for row in range(1, 40)
    )
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetData>{cells}</sheetData><mergeCells><mergeCell ref="C1:D{number + 2}"/></mergeCells>'
        f'<dataValidations><dataValidation sqref="A{number + 1}" prompt="上年：{number}"/></dataValidations>'
        "</worksheet>"
    ).encode()
