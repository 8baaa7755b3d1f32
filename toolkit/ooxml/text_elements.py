"""A cell's text as elements: how every writer of the house puts a text into a workbook."""

from __future__ import annotations

from .escapes import escaped, in_text


def text_element(text: str) -> str:
    """``text`` as a ``t`` element, in a shared item or in its cell. It can be read as nothing but this text."""
    text = escaped(text)
    kept = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<t{kept}>{in_text(text)}</t>"


def result_element(text: str) -> str:
    """``text`` as the ``v`` element of a formula that comes to it; the cell's type is ``str``."""
    text = escaped(text)
    kept = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<v{kept}>{in_text(text)}</v>"
