"""What a Word document must be before a library opens it: within the limits, and without entities of its own."""

from __future__ import annotations

import re

from ...ooxml.limits import Limits
from ...ooxml.package import Package, open_package
from ...reading.guard.check import check_declared
from ...refusal import Refused

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def open_guarded(data: bytes, limits: Limits) -> Package:
    """The package in ``data``, whose declared sizes are within ``limits``. Raises Refused where they aren't."""
    package = open_package(data, limits)
    check_declared(package, len(data))
    return package


def check_parts(package: Package) -> None:
    """Unpacks each part once, under the limits. Raises Refused for one with a document type."""
    for name in package:
        part = package[name]
        if name.endswith((".xml", ".rels")) and _DOCTYPE.search(part):
            raise Refused("GUARD-DOCTYPE", part=name)
