"""A figure corrected, as by telephone."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from ..editions import load_edition
from ..form import Field, Form
from ..form.naming import FieldNameError, find_field
from ..records import inputs_of
from ..values import read_value
from .deciding import Decided, decide, deciding, said_reason
from .folder import RoundError
from .readings import load_returns

_FIGURE = re.compile(r"-?\d+(\.\d+)?")
_SHOWN = 5  # parts of a total that are named


def correct_figure(folder: str | Path, organ: str, field: str, value: str, *, reason: str, by: str) -> Decided:
    """Corrects the figure ``field`` of ``organ`` (code or name), as by telephone, to what ``value`` says.

    ``field`` is a code, a place or a path of labels (``find_field``). Raises RoundError for what can't be corrected: no
    such organ or field, a total, a value that is none, a figure that is so already.
    """
    with deciding(folder, organ, "更正") as case:
        record = case.record
        form = load_edition(record.edition)
        item = _input_field(form, field)
        new = _steps(value, item)
        now = record.values[item.index]
        if new == now:
            raise RoundError(f"{case.line.name}的“{item.label}”已经是 {_shown(now, item)}，不用更正")
        (as_sent,) = load_returns(case.of, [case.arrival])
        assert as_sent.record is not None
        about = {
            "arrival": case.arrival.n,
            "edition": form.edition,
            "field": item.code,
            "index": item.index,
            "old": as_sent.record.values[item.index],
            "new": new,
            "reason": said_reason(reason),
        }
        said = f"更正：{case.line.name}“{item.label}”{_shown(now, item)} → {_shown(new, item)}"
        return decide(case, "correct", by, about, said)


def _input_field(form: Form, text: str) -> Field:
    try:
        item = find_field(form, text)
    except FieldNameError as error:
        raise RoundError(str(error)) from None
    if item.computed:
        parts = [form.fields[index].label for index in sorted(inputs_of(form, item.index))]
        shown = "、".join(parts[:_SHOWN]) + (f"等 {len(parts)} 项" if len(parts) > _SHOWN else "")
        raise RoundError(f"“{item.label}”是合计，由各分项相加得出，不能单独更正；请更正其中的分项：{shown}")
    return item


def _steps(value: str, item: Field) -> int:
    """What a person writes as the new figure, in steps of its unit."""
    plain = unicodedata.normalize("NFKC", value).strip()
    reading = read_value(plain, item.unit, signed=item.signed)
    negative = reading.steps is not None and reading.steps < 0 and not item.signed
    if not _FIGURE.fullmatch(plain) or reading.steps is None or negative:
        raise RoundError(f"“{value}”不是“{item.label}”可填的数（{item.unit.label}），请只写数字，如 12")
    return reading.steps


def _shown(steps: int | None, item: Field) -> str:
    return "空白" if steps is None else item.unit.text(steps)
