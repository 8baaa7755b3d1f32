"""The bytes of a returned file, fetched again once it is known that it goes back."""

from __future__ import annotations

from ...ooxml.limits import DEFAULTS, Limits
from ...records import Return
from ...refusal import Refused
from .fetch import fetch


def fetch_original(item: Return, limits: Limits = DEFAULTS) -> bytes | None:
    """The bytes that lie now where ``item`` was read from; None where they can't be had any more."""
    if item.source is None or item.source.refused is not None:
        return None
    try:
        return fetch(item.source, limits)
    except Refused:
        return None
