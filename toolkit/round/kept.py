"""What a round was opened with, as its ledger keeps it: the roster, last year's figures, the rules, the key."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, fields
from typing import Any

from ..editions import load_edition
from ..form import Severity
from ..prior import Prior
from ..roster import Roster, RosterLine
from ..rulebook import Change, RulesFile

ROSTER, PRIOR, RULES, KEY, SETTINGS = "roster", "prior", "rules", "key", "settings"
_LISTS = ("years", "aside", "edited")  # of a Prior
_MADE = ("form", "unlike", "inherited", "beside")  # what is worked out of it by a roster, each time anew


def pack(plain: object) -> bytes:
    """``plain`` data, packed."""
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(data: bytes) -> Any:
    """What ``pack`` packed."""
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))


def pack_roster(roster: Roster) -> bytes:
    return pack({"path": roster.path, "lines": [asdict(line) for line in roster.lines]})


def unpack_roster(data: bytes) -> Roster:
    plain = unpack(data)
    return Roster(plain["path"], tuple(RosterLine(**line) for line in plain["lines"]))


def pack_prior(prior: Prior) -> bytes:
    plain = {item.name: getattr(prior, item.name) for item in fields(Prior) if item.name not in _MADE}
    return pack({"edition": prior.form.edition, **plain})


def unpack_prior(data: bytes) -> Prior:
    plain = unpack(data)
    form = load_edition(plain.pop("edition"))
    plain["figures"] = {code: tuple(values) for code, values in plain["figures"].items()}
    plain.update((name, tuple(plain[name])) for name in _LISTS)
    return Prior(form, **plain)


def pack_rules(rules: RulesFile) -> bytes:
    return pack({rule: asdict(change) for rule, change in rules.changes.items()})


def unpack_rules(data: bytes) -> RulesFile:
    changes = {}
    for rule, plain in unpack(data).items():
        severity = Severity(plain.pop("severity")) if plain["severity"] else plain.pop("severity")
        changes[rule] = Change(severity=severity, **plain)
    return RulesFile(changes)
