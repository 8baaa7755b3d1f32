"""A Return as JSON and back: what the cache keeps. Not its file's name, nor where that lies: both may change."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from typing import Any

from ...findings import Finding
from ...form import Severity
from ...narrative.heard import Heard, Statement, WrongSum
from ...narrative.numerals import Figure
from ...records import Agency, Record, Return
from ...source import Source

_FINDING = tuple(item.name for item in fields(Finding))
_RECORD = tuple(item.name for item in fields(Record))
_PLAIN = ("sha256", "saved_at", "program", "seal", "fingerprint", "rules", "changes")

Shape = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # the names, in order, of what stands without them
SHAPE: Shape = (_RECORD, _FINDING, _PLAIN)


class KeptError(ValueError):
    """What was kept is no Return."""


def to_json(item: Return) -> bytes:
    """``item`` in one line."""
    record = None
    if item.record is not None:
        record = [_plain(name, getattr(item.record, name)) for name in _RECORD]
    findings = [[_plain(name, getattr(finding, name)) for name in _FINDING] for finding in item.findings]
    kept = [record, findings, *(getattr(item, name) for name in _PLAIN)]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_json(data: bytes, source: Source, shape: Shape = SHAPE) -> Return:
    """The Return that ``data`` holds, for the file at ``source``. Raises KeptError where it holds none.

    ``shape`` is the SHAPE of whoever wrote it: what that did not know yet is as it is by default.
    """
    names, of_finding, of_return = shape
    try:
        record, findings, *plain = json.loads(data.decode("utf-8", "surrogatepass"))
        return Return(
            file=source.name,
            source=source,
            record=_record(record, names) if record is not None else None,
            findings=tuple(_finding(values, of_finding) for values in findings),
            **dict(zip(of_return, plain, strict=True)),
        )
    except (ValueError, TypeError, KeyError, ArithmeticError, AttributeError) as error:
        raise KeptError(str(error)) from error


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Agency):
        return [value.code, value.name]
    if name in ("overtyped", "moved"):
        return list(value.items())
    if name in ("cover", "narrative", "explanations"):
        return dict(value)
    if name == "heard":
        return [[section, *_heard(one)] for section, one in value.items()]
    return value


def _heard(heard: Heard) -> list[list[Any]]:
    return [
        [[said.subjects, *_as_texts(said.figure), said.quote] for said in heard.statements],
        [[one.quote, str(one.whole), str(one.parts)] for one in heard.wrong_sums],
    ]


def _as_texts(figure: Figure) -> list[str]:
    return [str(figure.low), str(figure.high), str(figure.written)]


def _hearing(statements: list[Any], sums: list[Any]) -> Heard:
    return Heard(
        tuple(
            Statement(tuple(subjects), Figure(Decimal(low), Decimal(high), Decimal(written)), quote)
            for subjects, low, high, written, quote in statements
        ),
        tuple(WrongSum(quote, Decimal(whole), Decimal(parts)) for quote, whole, parts in sums),
    )


def _record(values: list[Any], names: tuple[str, ...]) -> Record:
    given = dict(zip(names, values, strict=True))
    given["agency"] = Agency(*given["agency"])
    given["values"] = tuple(given["values"])
    given["unread"] = frozenset(given["unread"])
    given["overtyped"] = dict(given["overtyped"])
    given["moved"] = {index: (sheet, cell) for index, (sheet, cell) in given["moved"]}
    given["heard"] = {section: _hearing(statements, sums) for section, statements, sums in given["heard"]}
    return Record(**given)


def _finding(values: list[Any], names: tuple[str, ...]) -> Finding:
    given = dict(zip(names, values, strict=True))
    given["severity"] = Severity(given["severity"])
    given["related"] = tuple(given["related"])
    for name in ("found", "expected", "difference"):
        if isinstance(given[name], dict):
            given[name] = Decimal(given[name]["decimal"])
    return Finding(**given)
