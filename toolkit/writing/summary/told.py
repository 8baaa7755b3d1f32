"""What a summary says of itself on the official sheets: what it is, of how many, and what of it is not settled."""

from __future__ import annotations

from ...form.layout import Layout
from ...form.summary_words import load_summary_words
from ...rollup import State, Summary
from .style import DETAIL, DIFFERENCES, FACE, FINDINGS, INDICATORS, SOURCES, STATUS, YEARS


def guidance_of(summary: Summary, layout: Layout) -> tuple[str, ...]:
    """The paragraphs of the first sheet."""
    facts = {
        "whose": "、".join(node.line.name for node in summary.roots),
        "year": summary.year,
        "form": summary.form.title,
        "completeness": "　".join((summary.completeness, *summary.notes)),
        "shortest": summary.form.shortest_explanation,
        "cover": layout.cover_sheet,
        "narrative": layout.narrative_sheet,
        "checks": layout.checks_sheet,
        "tables": "、".join(f"“{table.sheet}”" for table in layout.tables),
        "face": FACE,
        "detail": DETAIL,
        "status": STATUS,
        "differences": DIFFERENCES,
        "findings": FINDINGS,
        "indicators": INDICATORS,
        "years": YEARS,
        "sources": SOURCES,
    }
    words = load_summary_words()
    lines = (*words.guidance, words.compared) if summary.prior else words.guidance
    return tuple(line.format_map(facts) for line in lines)


def caveat_of(summary: Summary) -> str:
    """Why its figures are not those of the whole, or not settled; empty where they are."""
    said, coverage = load_summary_words().caveats, summary.coverage
    told = []
    if not coverage.complete:
        told.append(
            said["lacking"].format(
                expected=coverage.expected,
                lacking=coverage.lacking,
                rejected=coverage.rejected,
                missing=coverage.missing,
            )
        )
    rejected = sum(entry.included and entry.state is State.REJECTED for entry in summary.entries)
    told += [
        said[name].format(count=count)
        for name, count in (("doubtful", coverage.doubtful), ("rejected", rejected))
        if count
    ]
    return "".join(told)
