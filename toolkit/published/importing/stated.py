"""The sentence that publishing adds where a section does not speak of its own figures, read back into those."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from string import Formatter

from ...editions import load_edition
from ...form import Narrative
from ...form.layout import Layout, load_layout
from ...memory import remembered
from ...records import Return
from ..publishing.compose import is_spoken_of
from ..publishing.words import load_published_words


def read_stated(text: str, part: Narrative, layout: Layout) -> tuple[str, dict[str, str]]:
    """``text`` of the section ``part`` without that sentence at its end, and what it states by id; as it is, and
    nothing, where what stands before it speaks of the same.
    """
    sentences = load_published_words(layout).stated.get(part.id)
    *lines, last = text.split("\n")
    before = "\n".join(lines)
    if sentences is None or is_spoken_of(layout.form, part.id, before):
        return text, {}
    none, some = sentences
    if _bare(last) == _bare(none):
        return before, {item.id: "0" for item in part.inputs}
    found = _stating(some).fullmatch(_bare(last))
    return (before, found.groupdict()) if found else (text, {})


def without_stated(returns: Iterable[Return]) -> Iterator[Return]:
    """``returns`` without such sentences: whether an office wrote one or publishing did, both say the same."""
    for item in returns:
        record = item.record
        if record is None:
            yield item
            continue
        form = load_edition(record.edition)
        layout = load_layout(form)
        texts = {
            part.id: read_stated(record.narrative[part.id], part, layout)[0]
            for part in form.narrative
            if part.id in record.narrative
        }
        yield replace(item, record=replace(record, narrative={**record.narrative, **texts}))


def _bare(text: str) -> str:
    return "".join(text.split())


@remembered(8, longest=1_000)
def _stating(sentence: str) -> re.Pattern[str]:
    """``sentence`` with figures in place of its names."""
    pieces = Formatter().parse(_bare(sentence))
    return re.compile(
        "".join(re.escape(said) + (rf"(?P<{name}>[\d.,]+)" if name else "") for said, name, _, _ in pieces)
    )
