"""What a file must pass before anything reads its content: limits, checked on its directory and its bytes."""

from __future__ import annotations

from .limits import DEFAULTS, Limits
from .package import Package
from .refusal import Refused
from .zipped import megabytes


def check_size(size: int, limits: Limits = DEFAULTS) -> None:
    """Raises Refused for a file larger than any honest return."""
    if size > limits.file_size:
        raise Refused("GUARD-SIZE", size=megabytes(size), limit=megabytes(limits.file_size))


def check_declared(package: Package, packed: int) -> None:
    """Raises Refused where the directory of ``package`` declares more than a workbook may hold."""
    limits = package.limits
    unpacked = sum(entry.size for entry in package.entries.values())
    if unpacked > limits.unpacked:
        raise Refused("GUARD-UNPACKED", size=megabytes(unpacked), limit=megabytes(limits.unpacked))
    if unpacked > limits.ratio_from and unpacked > limits.ratio * packed:
        raise Refused("GUARD-RATIO", ratio=unpacked // max(packed, 1), limit=limits.ratio)
