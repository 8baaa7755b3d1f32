"""Builds what an office unpacks and opens: nianbao with a Python of its own, for machines without network.

Run from a checkout: ``make bundle PLATFORM=… RUNTIME=…``; nothing of it is in what is installed.
"""

from __future__ import annotations


class BundlingError(Exception):
    """A bundle can't be built from what was given. The text says what is needed, in Chinese."""
