"""One file never speaks for another: what is read of a return is the same whatever was read before it.

Each hostile return differs from the honest one in one part, and is in all others the same to the last byte: what is
remembered of the one is looked up for the other. A trial of the promise, not of what is told.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from operator import itemgetter
from random import Random
from types import FunctionType, MappingProxyType
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.reading.inventions import files, forget, of_files, read
from toolkit.form import Form
from toolkit.form.layout import Layout
from toolkit.memory import Memory, memories
from toolkit.reading import Source, read_returns
from toolkit.reading.run.read_one import read_one


@lru_cache(maxsize=1)
def alone() -> Mapping[str, str]:
    """What is read of each file where nothing is remembered."""
    found = {}
    for name in files():
        forget()
        found[name] = repr(read(name))
    return found


def main() -> None:
    """Prints what is read of each file that is given, each by a child of this process, which itself reads none."""
    found = {}
    for name, data in json.load(sys.stdin).items():
        back, forth = os.pipe()
        if os.fork() == 0:
            with os.fdopen(forth, "w", encoding="utf-8") as answer:
                answer.write(repr(read_one(Source("a.xlsx", "a.xlsx", data=bytes.fromhex(data)))))
            os._exit(0)
        os.close(forth)
        with os.fdopen(back, encoding="utf-8") as answer:
            found[name] = answer.read()
        os.wait()
    sys.stdout.write(json.dumps(found))


def test_inventions__are_read_apart() -> None:
    """Otherwise they would try nothing."""
    returns = {name: read(name) for name in files()}
    read_well = [item for item in returns.values() if item.record is not None]
    assert len(read_well) > len(returns) // 2
    told = {(repr(item.record), repr(item.findings), item.program) for item in returns.values()}
    assert len(told) > len(returns) * 0.6


@pytest.mark.parametrize("seed", range(3))
def test_files__are_read_the_same_in_any_order(seed: int) -> None:
    known = alone()
    order = list(files())
    Random(seed).shuffle(order)
    forget()
    assert [name for name in order if repr(read(name)) != known[name]] == []


def test_files__are_read_the_same_right_after_the_honest_one_and_it_after_them() -> None:
    known, changed = alone(), []
    for name in [*files()][1::3]:
        forget()
        read("honest")
        if [repr(read(one)) for one in (name, "honest")] != [known[name], known["honest"]]:
            changed.append(name)
    assert changed == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no children of a process that has loaded all")
def test_files__are_read_the_same_by_a_process_each() -> None:
    """Emptying the memories is as good as a process that has read nothing: there are no others."""
    some = [*files()][::15]
    given = json.dumps({name: files()[name].hex() for name in some}).encode()
    command = [sys.executable, "-m", "tests.reading.test_memories"]
    made = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, check=True, timeout=60)
    assert json.loads(made.stdout) == {name: alone()[name] for name in some}


def test_files__are_read_the_same_by_one_reader_in_turn() -> None:
    known = alone()
    sources = [Source("a.xlsx", "a.xlsx", data=data) for data in files().values()]
    returns = [replace(item, source=None) for item in read_returns(sources, workers=1)]
    assert [name for name, item in zip(files(), returns, strict=True) if repr(item) != known[name]] == []


def test_memories__hold_what_would_be_worked_out_anew() -> None:
    """Whatever is remembered after many files is what its arguments give: it was not changed by who asked for it, and
    no two arguments are taken for each other that give different answers.
    """
    forget()
    for name in files():
        read(name)
    tried, wrong = 0, []
    for memory in of_files():
        for asked, answer in list(_remembered(memory)):
            tried += 1
            if _shape(memory.work(*asked)) != _shape(answer):
                wrong.append((memory.work.__qualname__, asked))
    assert not wrong
    assert tried > 1_000


def test_memories__keep_no_more_and_nothing_longer_than_they_say() -> None:
    forget()
    for name in files():
        read(name)
    for memory in memories():
        assert memory.held() <= memory.most
        if memory.longest is not None:
            assert all(len(asked[0]) <= memory.longest for asked, _ in _remembered(memory)), memory.work.__qualname__


def _remembered(memory: Memory) -> Iterator[tuple[tuple[Any, ...], object]]:
    """The arguments and the answers in ``memory``, as the collector of CPython sees them: one behind the other."""
    cache = memory.forget.__self__  # type: ignore[attr-defined]
    held = [one for one in gc.get_referents(cache) if not isinstance(one, type)][: 2 * memory.held()]
    for asked, answer in zip(held[::2], held[1::2], strict=True):
        yield (asked if isinstance(asked, tuple) else (asked,)), answer


def _shape(thing: object) -> object:
    """All that ``thing`` says, with the types of it; definitions of our own are the same by being one."""
    kind = type(thing).__name__
    if isinstance(thing, Form | Layout):
        return kind, id(thing)
    if isinstance(thing, str):
        return kind, str(thing), getattr(thing, "marks", ())
    if isinstance(thing, tuple | list):
        return kind, [_shape(one) for one in thing]
    if isinstance(thing, set | frozenset):
        return kind, sorted(repr(_shape(one)) for one in thing)
    if isinstance(thing, dict | MappingProxyType):
        return kind, [(_shape(key), _shape(value)) for key, value in thing.items()]
    if isinstance(thing, itemgetter):
        return kind, thing.__reduce__()[1]
    if isinstance(thing, FunctionType):
        return kind, [_shape(one.cell_contents) for one in thing.__closure__ or ()]
    if is_dataclass(thing):
        return kind, [_shape(getattr(thing, one.name)) for one in fields(thing)]
    return kind, repr(thing)


if __name__ == "__main__":
    main()
