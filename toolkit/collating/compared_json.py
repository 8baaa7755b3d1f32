"""What changed between two summaries, for programs."""

from __future__ import annotations

import json

from .comparing import Change, Compared


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


def _alike_json(change: Change) -> dict[str, dict[str, str | None]]:
    if change.alike is None:
        return {}
    texts = [None if steps is None else change.field.unit.text(steps) for steps in change.alike]
    return {"same_organs": dict(zip(("first", "second"), texts, strict=True))}
