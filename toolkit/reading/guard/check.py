"""What a file must pass before anything reads its content: limits, checked on its directory and its bytes."""

from __future__ import annotations

from ...findings import Finding
from ...ooxml.limits import DEFAULTS, Limits, megabytes
from ...ooxml.package import Package
from ...ooxml.zip_reading import AES, method_name
from ...refusal import Refused
from .biff import scan_biff
from .carried import check_names, check_targets, tell_contents
from .parts import scan


def check_declared(package: Package, packed: int) -> None:
    """Raises Refused where the directory of ``package`` declares more than a workbook may hold."""
    limits = package.limits
    members = package.members.values()
    if sum(member.packed for member in members) > packed:
        raise Refused("GUARD-OVERLAP")
    unpacked = sum(member.size for member in members)
    if unpacked > limits.unpacked:
        raise Refused("GUARD-UNPACKED", size=megabytes(unpacked), limit=megabytes(limits.unpacked))
    if unpacked > limits.ratio_from and unpacked > limits.ratio * packed:
        raise Refused("GUARD-RATIO", ratio=unpacked // max(packed, 1), limit=limits.ratio)
    if locked := next((member for member in members if member.encrypted), None):
        if locked.method == AES:
            raise Refused("PACKAGE-METHOD", part=locked.name, method=method_name(AES))
        raise Refused("FILE-ENCRYPTED")


def check_content(data: bytes, kind: str, package: Package | None, limits: Limits = DEFAULTS) -> list[Finding]:
    """What is to be told of a workbook of ``kind`` besides its cells; raises Refused where it mustn't be read."""
    if package is None:
        scan_biff(data, limits)
        return []
    check_names(package)
    dde = scan(package, kind)
    if kind == "ods":
        return []
    check_targets(package)
    return tell_contents(package, dde)
