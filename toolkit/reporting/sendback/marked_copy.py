"""The workbook that goes with a letter: marked at the cells it speaks of, the list of it all as its first sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...form import Severity
from ...form.answer import load_answer
from ...form.layout import Layout
from ...form.sendback import load_words
from ...records import base_name
from .colours import colour_names
from .corrected import corrected_marks, corrected_rows
from .fitness import fitness_of
from .listing import Listing
from .marking import mark_workbook
from .marks import Telling, list_rows, marks_of
from .notices import Letter, counts_of, explained_on_checks, open_counts
from .signing import asking
from .speech import Way


def with_marks(data: bytes, letter: Letter, deadline: str, layout: Layout, doubtful: Iterable[int]) -> bytes:
    """``data`` with the marks and the list of what ``letter`` tells. ``deadline`` is the one that is given now;
    ``doubtful`` are the totals whose formulas must be there. Raises BeyondRepairError where it can't bear them.
    """
    record = letter.item.record
    assert record is not None
    telling = Telling(letter.told, letter.places, layout, load_words(layout))
    words = telling.words
    rows = [*list_rows(telling), *corrected_rows(letter.corrected, words)]
    title = "" if letter.back else words.say("confirm_list")
    listing = Listing(load_answer(), _list_lines(letter, deadline, telling), rows, words.say("foot"), title)
    marks = [*marks_of(telling), *corrected_marks(letter.corrected, words)]
    rooms = layout.explanation_cells
    owed = [rooms[one.id] for one in letter.item.findings if one.severity is Severity.EXPLAIN and one.id in rooms]
    written = {rooms[name]: text for name, text in record.explanations.items() if name in rooms}
    return mark_workbook(data, marks, listing, fitness_of(layout, doubtful, owed), {layout.checks_sheet: written})


def _list_lines(letter: Letter, deadline: str, telling: Telling) -> tuple[str, ...]:
    """The lines above the list: whose it is, what there is to do and how, by when and whom to ask."""
    words, agency = telling.words, letter.agency
    who = f"{agency.name}（{agency.code}）" if agency.name and agency.code else agency.name or agency.code
    year = words.say("year", year=letter.year) if letter.year else ""
    about = words.say("about", agency=who, year=year, file=base_name(letter.item.file))
    return (about, *(_back_lines if letter.back else _confirm_lines)(letter, deadline, telling))


def _back_lines(letter: Letter, deadline: str, telling: Telling) -> Iterator[str]:
    words, layout, corrected = telling.words, telling.layout, len(letter.corrected)
    counts = counts_of(letter.told, letter.way, letter.places, words)
    yield words.say("counts" if counts else "counts_none", counts=counts, **colour_names())
    how = [words.say("how" if letter.way is Way.MARKED else "how_carried")]
    if open_counts(letter.told, letter.way)[Severity.EXPLAIN] and explained_on_checks(letter):
        shortest = layout.form.shortest_explanation
        how.append(words.say("how_explain", checks=layout.checks_sheet, shortest=shortest))
    if corrected:
        how.append(words.say("how_also", corrected=corrected))
    yield "".join(how + asking(deadline, letter.due, letter.contact, words))


def _confirm_lines(letter: Letter, deadline: str, telling: Telling) -> Iterator[str]:
    words = telling.words
    yield words.say("counts_confirm", corrected=len(letter.corrected), **colour_names())
    how = words.say("how_confirm" if letter.way is Way.MARKED else "how_confirm_carried")
    yield how + "".join(asking(deadline, "", letter.contact, words, "confirm_deadline"))
