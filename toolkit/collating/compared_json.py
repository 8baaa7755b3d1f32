"""What changed between two summaries, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .causes import Cause
from .comparing import Change, Compared
from .why import Reason


def comparison_json(found: Compared) -> str:
    """``found`` as one JSON object; figures as texts, exact."""
    sides = {
        name: {"path": str(shelf.path), "year": shelf.year, "edition": shelf.form.edition, "edited": shelf.edited}
        for name, shelf in (("first", found.first), ("second", found.second))
    }
    changes = [
        {
            "scope": "government" if change.is_government else "organ",
            "agency_code": change.code,
            "agency_name": change.name,
            "field": change.field.code,
            "label": change.field.label,
            "unit": change.field.unit.label,
            "first": change.field.unit.text(change.before),
            "second": change.field.unit.text(change.after),
            "difference": change.field.unit.text(change.difference),
            **_alike_json(change),
            **_why(found, change),
        }
        for change in found.changes
    ]
    whole = {
        **sides,
        "states": [
            {"agency_code": one.code, "agency_name": one.name, "first": one.before, "second": one.after}
            for one in found.moved
        ],
        "only_first": [{"agency_code": code, "agency_name": name} for code, name in found.only_first],
        "only_second": [{"agency_code": code, "agency_name": name} for code, name in found.only_second],
        "not_comparable": [field.code for field in found.not_comparable],
        "organs": [
            {
                "agency_code": code,
                "first": both.organs + both.only_then,
                "second": both.organs + both.only_now,
                "both": both.organs,
                "by_sum_alone": both.sums,
            }
            for code, both in found.organs.items()
        ],
        "changes": changes,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _why(found: Compared, change: Change) -> dict[str, object]:
    """A government's change with the organs that made it, an organ's with the reasons; how many more there are."""
    causes = found.main_causes(change)
    if not causes.told:
        return {"reasons": _reasons(found.reasons(change))}
    return {"causes": [_cause(one, change) for one in causes.told], "more_causes": causes.more}


def _cause(cause: Cause, change: Change) -> dict[str, object]:
    unit = change.field.unit
    first, second = (None if steps is None else unit.text(steps) for steps in (cause.before, cause.after))
    return {
        "agency_code": cause.code,
        "agency_name": cause.name,
        "first": first,
        "second": second,
        "difference": unit.text(cause.difference),
        "elsewhere": cause.elsewhere,
        "reasons": _reasons(cause.reasons),
    }


def _reasons(reasons: Sequence[Reason]) -> list[dict[str, object]]:
    return [{"kind": one.why.value, "words": one.words, "line": one.line or None} for one in reasons]


def _alike_json(change: Change) -> dict[str, dict[str, str | None]]:
    if change.alike is None:
        return {}
    texts = [None if steps is None else change.field.unit.text(steps) for steps in change.alike]
    return {"same_organs": dict(zip(("first", "second"), texts, strict=True))}
