"""Sheets whose elements all bear one prefix, as the Open XML SDK and Java libraries write them, spelled without it.

The two spellings say the same where nothing in the part stands without a prefix, and the prefix names nothing else.
"""

from __future__ import annotations

import re

from .xml_events import MAIN

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<([A-Za-z_][\w.-]*):worksheet(?: [\w.:-]+=\"[^\"<>&]*\")*\s*>"
)
_BARE = re.compile(rb"<(?!\?|/?[A-Za-z_][\w.-]*:)")


def without_prefix(part: bytes) -> bytes:
    """A sheet's ``part`` with its main namespace as the one that needs no prefix; empty where that may say something
    else.
    """
    root = _ROOT.match(part)
    if root is None:
        return b""
    prefix = root[1]
    declared = b'xmlns:%b="%b"' % (prefix, MAIN.encode())
    alone = part.count(b"xmlns:%b=" % prefix) == 1 and declared in root[0] and b"xmlns=" not in part
    if not alone or b" %b:" % prefix in part or b"<!" in part or _BARE.search(part):
        return b""
    bare = part.replace(b"<%b:" % prefix, b"<").replace(b"</%b:" % prefix, b"</")
    return bare.replace(declared, b'xmlns="%b"' % MAIN.encode(), 1)
