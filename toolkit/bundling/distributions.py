"""What is installed in a folder, as its own metadata tells: needs, licences, tags; and needs walked for any machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@dataclass(frozen=True, slots=True)
class Distribution:
    """One package that is installed: ``folder`` is its ``.dist-info``."""

    folder: Path
    metadata: Message

    @property
    def name(self) -> str:
        return canonicalize_name(self.metadata["Name"])

    @property
    def version(self) -> str:
        return str(self.metadata["Version"])

    @property
    def needs(self) -> list[Requirement]:
        return [Requirement(line) for line in self.metadata.get_all("Requires-Dist", [])]

    @property
    def tags(self) -> list[str]:
        """What its wheel says it runs on, as in ``cp311-cp311-win_amd64``."""
        wheel = HeaderParser().parsestr((self.folder / "WHEEL").read_text(encoding="utf-8"))
        return [str(tag) for tag in wheel.get_all("Tag", [])]


def installed(packages: Path) -> dict[str, Distribution]:
    """The packages in the folder ``packages``, by their canonical names."""
    found = (
        Distribution(path.parent, HeaderParser().parsestr(path.read_text(encoding="utf-8")))
        for path in sorted(packages.glob("*.dist-info/METADATA"))
    )
    return {distribution.name: distribution for distribution in found}


def walk(
    root: Requirement, there: Mapping[str, Distribution], environment: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Follows ``root`` and all that is needed in turn on the machine of ``environment``.

    Gives what is missing or of a version that does not serve, with who needs it; and what is there and nobody needs.
    """
    missing: list[str] = []
    seen: set[tuple[str, str]] = set()
    ahead: list[tuple[str, Requirement]] = [("nianbao", root)]
    while ahead:
        whose, need = ahead.pop()
        name = canonicalize_name(need.name)
        distribution = there.get(name)
        if distribution is None or not need.specifier.contains(distribution.version, prereleases=True):
            missing.append(f"{whose}: {need}" + (f" ({distribution.version})" if distribution else ""))
            continue
        for extra in ("", *sorted(need.extras)):
            if (name, extra) not in seen:
                seen.add((name, extra))
                ahead += [(name, inner) for inner in _applying(distribution.needs, environment, extra)]
    return sorted(set(missing)), sorted(set(there) - {name for name, _ in seen})


def _applying(needs: Iterable[Requirement], environment: Mapping[str, str], extra: str) -> list[Requirement]:
    here = {**environment, "extra": extra}
    return [need for need in needs if need.marker is None or need.marker.evaluate(here)]
