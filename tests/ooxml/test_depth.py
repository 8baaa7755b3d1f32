"""How deep elements lie in each other is told for any part, however it is written."""

from __future__ import annotations

import pytest

from toolkit.ooxml.depth import is_deeper

HEAD = b'<?xml version="1.0"?>'


def nested(start: bytes, end: bytes, depth: int) -> bytes:
    return start * depth + end * depth


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (b"<a>", b"</a>"),
        (b"<a>", b"<b/></a>"),
        (b"<a>", b"x</a>"),
        (b"<a>", b"<!-- </x> --></a>"),
        (b"<a b='/>'>", b"</a>"),
        (b"<a b='&lt;/'>", b"<c></c></a>"),
        (b"<a><![CDATA[</a>]]>", b"</a>"),
    ],
)
@pytest.mark.parametrize("head", [b"", HEAD])
def test_depth__is_told_whatever_stands_between(start: bytes, end: bytes, head: bytes) -> None:
    assert is_deeper(head + nested(start, end, 65), 64)
    assert not is_deeper(head + nested(start, end, 63), 64)


def test_depth__of_many_beside_each_other_is_small() -> None:
    part = HEAD + b"<a>" + b'<b c="/"><d e=">"/>x</b>' * 1000 + b"</a>"
    assert not is_deeper(part, 3)
    assert is_deeper(part, 2)


def test_depth__of_what_is_not_well_formed_is_as_far_as_a_parser_gets() -> None:
    assert not is_deeper(b"<a>" * 10 + b"</b>" + b"<a>" * 100, 64)
    assert is_deeper(b"<a>" * 100, 64)
    assert is_deeper(nested(b"<a>", b"</a>", 65).decode().encode("utf-16"), 64)
