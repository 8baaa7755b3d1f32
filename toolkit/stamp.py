"""What a workbook says about itself: edition, template version, year, organ, fingerprint and seal.

The same facts stand three times in a workbook (a very hidden sheet, custom document properties, defined
names), so that a program that drops one or two of them on saving loses nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .a1 import letters_of
from .form.folders import data_folders
from .form.source import read_definition

PROPERTY_PREFIX = "nianbao_"  # custom document properties: nianbao_edition, ...
SUMMARY_KIND = "summary"  # Stamp.kind of a workbook that a collation made
STAMP_NAME_PREFIX = "nianbao."  # defined names that hold a fact as text: nianbao.edition, ...
_OF_RULES = ("rules", "changes")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The facts of one issued workbook, all as text; empty where unknown (a template that is not addressed).

    ``kind`` is empty for a template and ``summary`` for the workbook that a government's collation makes;
    ``coverage`` then holds how many organs it expected, included, sent back and lacks, such as ``14 12 1 1``.
    ``rules`` is the digest of the office's rules file that the workbook was made under, ``changes`` what that changed
    (``write_changes``). Neither is under the seal: nothing is judged by them, so whoever alters them gains nothing.
    """

    edition: str
    template: str
    year: str
    agency_code: str = ""
    agency_name: str = ""
    fingerprint: str = ""
    seal: str = ""
    kind: str = ""
    coverage: str = ""
    rules: str = ""
    changes: str = ""

    def facts(self) -> dict[str, str]:
        """The facts by name, in the order they stand on the stamp sheet; of an office's rules, where it has some."""
        facts = {name: getattr(self, name) for name in self.__slots__}
        return {name: fact for name, fact in facts.items() if fact or name not in _OF_RULES}


def make_stamp(facts: Mapping[str, str]) -> Stamp | None:
    """The Stamp that ``facts`` hold, or None where they name no edition. Names beside the known are ignored."""
    known = {name: facts.get(name, "") for name in Stamp.__dataclass_fields__}
    return Stamp(**known) if known["edition"] else None


def stamp_of(told: Iterable[Mapping[str, str]]) -> tuple[Stamp | None, tuple[str, ...]]:
    """The first stamp among the places in ``told``, and the labels of facts in which another contradicts it."""
    stamps = [stamp for facts in told if (stamp := make_stamp(facts)) is not None]
    if not stamps:
        return None, ()
    if stamps.count(stamps[0]) == len(stamps):  # as in all that nobody changed
        return stamps[0], ()
    first = stamps[0].facts()
    others = (stamp.facts().items() for stamp in stamps[1:])
    conflicts = {name for facts in others for name, fact in facts if fact and fact != first.get(name, "")}
    return stamps[0], tuple(label for name, label in _fact_labels().items() if name in conflicts)


@lru_cache(maxsize=1)
def _fact_labels() -> Mapping[str, str]:
    """What a stamp's facts are called, by name, from ``schemas/catalogue/stamps.yaml``."""
    path = data_folders()[0] / "schemas" / "catalogue" / "stamps.yaml"
    return {name: str(label) for name, label in read_definition(path).items()}


def write_changes(changes: Iterable[tuple[str, str]]) -> str:
    """``Form.changes`` as the stamp has it: ``SWING:off NARRATED:notice``."""
    return " ".join(f"{rule}:{state}" for rule, state in changes)


def read_changes(text: str) -> tuple[tuple[str, str], ...]:
    """What ``write_changes`` wrote; nonsense comes back as nonsense."""
    pairs = (word.rpartition(":") for word in text.split(" ") if word)
    return tuple((rule, state) for rule, _, state in pairs)


def told_by_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """The facts that a stamp sheet's ``cells`` hold: names in the first column, facts beside them."""
    return {
        key: _plain(cells.get(f"B{cell[1:]}", "")) for cell, key in cells.items() if letters_of(cell) == "A" and key
    }


def told_by_properties(properties: Mapping[str, str]) -> dict[str, str]:
    return _with_prefix(properties, PROPERTY_PREFIX)


def told_by_names(names: Mapping[str, str]) -> dict[str, str]:
    """The facts among defined names, which hold them as texts of formulas."""
    constants = {name: fact.removeprefix('"').removesuffix('"').replace('""', '"') for name, fact in names.items()}
    return _with_prefix(constants, STAMP_NAME_PREFIX)


def _with_prefix(facts: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): _plain(value) for name, value in facts.items() if name.startswith(prefix)}


def _plain(value: str) -> str:
    """LibreOffice turns whole numbers among the properties into floats: ``2024.0``."""
    whole, dot, rest = value.partition(".")
    return whole if dot and whole.isascii() and whole.isdigit() and not rest.strip("0") else value


def make_seal(key: bytes, stamp: Stamp) -> str:
    """HMAC-SHA256 over organ, year, edition, template fingerprint and (where it is not a template) kind, in hex."""
    facts = (stamp.agency_code, stamp.agency_name, stamp.year, stamp.edition, stamp.fingerprint)
    text = "\n".join((*facts, stamp.kind) if stamp.kind else facts)
    # Half a pair, which a returned file may hold, has a digest too.
    return hmac.new(key, text.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()
