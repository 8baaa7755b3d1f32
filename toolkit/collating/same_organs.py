"""Which organs have figures in both years, government by government, and what those come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..both_years import BothYears, of_organ, of_sum, sum_of_years
from ..form import Form
from ..prior import Prior
from ..rollup import Entry, Node, Source
from ..roster import Roster


def both_years(
    node: Node, roster: Roster, entries: Mapping[str, Entry], done: Mapping[str, Node], form: Form, prior: Prior | None
) -> BothYears | None:
    """``node``'s two years, of the same organs; None without last year's figures.

    ``done`` are the governments below. Where one of the years has a government's sum alone, sum stands against sum.
    """
    if prior is None:
        return None
    parts = []
    if node.source is not Source.OWN:
        for child in roster.children.get(node.line.code, ()):
            if child.is_government:
                parts.append(_part(done[child.code]))
            else:
                parts.append(of_organ(entries[child.code].values, prior.comparable(form, child.code)))
        parts += [of_organ(None, values) for values in prior.comparable_beside(form, node.line.code)]
    if node.prior is not None and all(part.before is None for part in parts):
        alone = of_sum(node.values, node.prior)
        parts = [alone if alone.sums else replace(alone, only_then=node.coverage.expected)]
    both = sum_of_years(parts, len(form.fields))
    # Of the organs themselves, not of the governments right below: an organ that moved from one to another is in both.
    return replace(both, others=_differ(node.prior, both.before))


def _part(node: Node) -> BothYears:
    """A government below, in the sum of the one above."""
    both = node.both
    assert both is not None
    if node.source is Source.OWN and not both.sums:
        return replace(both, only_now=both.only_now + node.coverage.included)  # nothing of last year
    return both


def _differ(one: tuple[int | None, ...] | None, other: tuple[int | None, ...] | None) -> bool:
    """Whether two sums are unlike where both are known."""
    pairs = zip(one or (), other or (), strict=False)
    return any(this is not None and that is not None and this != that for this, that in pairs)
