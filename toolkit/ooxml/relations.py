"""What one part of a package says of others: its relations, and which part a target means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from ..memory import remembered
from ..refusal import Refused
from .xml_events import PACKAGE_RELATIONSHIPS, RELATIONSHIPS, STRICT_RELATIONSHIPS, read_events, refuse_shadows

_TYPES = (f"{RELATIONSHIPS}/", f"{STRICT_RELATIONSHIPS}/")
_SAYS = frozenset(("Id", "Type", "Target", "TargetMode"))
_ROOT, _RELATION = f"{PACKAGE_RELATIONSHIPS} Relationships", f"{PACKAGE_RELATIONSHIPS} Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation. ``kind`` is the last word of an official type (``worksheet``), the whole type of any other;
    ``part`` the name of the part that is meant, empty for what lies outside the package; ``target`` as written.
    ``usual``: the target is spelled as all programs follow it.
    """

    kind: str
    part: str
    target: str
    usual: bool


@dataclass(frozen=True, slots=True, eq=False)
class Relations:
    """The relations of one part, by id."""

    by_id: Mapping[str, Relation]

    def of_kind(self, kind: str) -> list[Relation]:
        return [relation for relation in self.by_id.values() if relation.kind == kind]

    def only(self, kind: str, source: str) -> str:
        """The one part of this kind, empty where there is none. Raises Refused where there are several, or it
        is spelled oddly.
        """
        found = self.of_kind(kind)
        parts = {relation.part for relation in found}
        if len(parts) > 1 or not all(relation.usual for relation in found):
            raise Refused("PART-AMBIGUOUS", part=source)
        return parts.pop() if parts else ""


NO_RELATIONS = Relations({})


def relations_part(source: str) -> str:
    """The name of the part that holds the relations of ``source``; of the package itself for an empty name."""
    folder, slash, name = source.rpartition("/")
    return f"{folder}{slash}_rels/{name}.rels"


def source_of(part: str) -> str:
    """The part whose relations are in ``part``, a ``.rels`` part."""
    folder, _, name = part.rpartition("/")
    return f"{folder.rpartition('_rels')[0]}{name.removesuffix('.rels')}"


@remembered(64, longest=1 << 16)
def read_relations(data: bytes, source: str) -> Relations:
    """The relations in ``data``, a ``.rels`` part, of the part ``source``.

    Raises Refused where two have one id, or elements stand in it that are none: which of them a program follows is
    anyone's guess.
    """
    found: dict[str, Relation] = {}
    name = relations_part(source)

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == _ROOT and not found:
            return
        if element != _RELATION or attributes.get("Id", "") in found:
            raise Refused("PART-AMBIGUOUS", part=name)
        refuse_shadows(attributes, _SAYS, name)
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        known = next((kind.removeprefix(prefix) for prefix in _TYPES if kind.startswith(prefix)), kind)
        part = "" if attributes.get("TargetMode") == "External" else resolve(source, target)
        found[attributes.get("Id", "")] = Relation(known, part, target, _is_usual(target))

    read_events(data, name, start)
    return Relations(found)


def _is_usual(target: str) -> bool:
    """Whether ``target`` is spelled without what some programs see nothing behind: dots, ``\\`` or ``%``."""
    steps = target.removeprefix("/").split("/")
    return not any(sign in target for sign in "\\%#") and not {"", ".", ".."}.intersection(steps)


def resolve(source: str, target: str) -> str:
    """The name of the part that ``target`` in the relations of part ``source`` means; empty where it leads outside.

    All spellings in use are taken: from the folder of the source (``worksheets/sheet1.xml``), from the root of the
    package (``/xl/worksheets/sheet1.xml``), with dots, backslashes and percent signs.
    """
    target = unquote(target.partition("#")[0]).replace("\\", "/")
    steps = [] if target.startswith("/") else source.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            if not steps:
                return ""
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
