"""Notes on a sheet's cells: the part that holds their texts, and the drawing that holds their boxes.

A cell has one note. Where it has somebody else's, our text is put above it, with a line between that tells them apart.
A cell with a thread has a note, too, for programs that know no threads; a person sees the thread (``threads``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..a1 import position
from ..width import columns, units
from .cell_text import CELL_UNITS, fitting
from .editing import EditablePackage
from .escapes import unescaped
from .sheet_edit import SheetEdit
from .threads import Threads
from .xml_events import MAIN
from .xml_tree import Element, UneditableError, children, empty, make, needed_child, put_text, root_of, text_in

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMPTY = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
# What Excel writes before each answer in the note beside a thread, and what tells that it writes in English.
_ANSWER, _ENGLISH_ANSWER, _ENGLISH = "\n答复:\n    ", "\nReply:\n    ", "\nComment:\n"
_BETWEEN = "\n――――――――\n"  # our text above, another's below
_WIDTH, _LINE, _ACROSS = 260, 16, 44  # of a comment's box: points, points a line, columns a line
_HIGHEST = 1_600  # points of a box; Excel lets it be scrolled in
_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:6pt;width:{width}pt;height:{height}pt;z-index:{order};'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_OTHER_SHAPE = re.compile(rb'ObjectType="(?!Note")', re.IGNORECASE)


def comment_on(package: EditablePackage, sheet: SheetEdit, author: str, texts: Mapping[str, str]) -> None:
    """Puts ``texts`` (by cell) on ``sheet`` in the name of ``author``. What this author said before goes; what others
    said stays. Where a cell has a thread, the text is the last answer in it.

    Raises UneditableError where the comments are in another shape than the format says.
    """
    notes = _open(package, sheet, author)
    threads = Threads(package, sheet.part, author)
    notes.forget(threads.forget())
    for cell, text in texts.items():
        root = threads.root(cell)
        if root is None:
            notes.put(cell, text)
        else:
            threads.answer(root, text)
            notes.answer(cell, text)
    _draw(package, sheet, notes.texts())


@dataclass(slots=True)
class _Notes:
    """The notes of one sheet as elements; ``author`` is the one who writes now."""

    author: str
    authors: Element
    listed: Element

    def forget(self, answers: Mapping[str, list[str]]) -> None:
        """Takes off what the author said before: notes, texts above those of others, and ``answers`` in threads."""
        names = [unescaped(text_in(entry)) for entry in children(self.authors, "author")]
        for comment in list(children(self.listed, "comment")):
            number = comment.getAttribute("authorId")
            if number.isdigit() and int(number) < len(names) and names[int(number)] == self.author:
                self.listed.removeChild(comment)
                continue
            for answer in answers.get(comment.getAttribute("ref"), ()):
                self._unsay(comment, answer)
            head = f"{self.author}：\n"
            if (said := _said(comment)).startswith(head) and _BETWEEN in said:
                self._uncover(comment, said)

    def put(self, cell: str, text: str) -> None:
        """A note of the author's, or the author's text above somebody else's."""
        comment = self._find(cell)
        if comment is None:
            comment = make(self.listed, "comment", ref=cell, authorId=str(self._number()))
            make(comment, "text")
            _run(comment, fitting(text))
            return
        room = CELL_UNITS - units(_said(comment)) - units(self.author) - len(_BETWEEN) - 2
        _run(comment, f"{self.author}：\n{fitting(text, max(room, 0))}{_BETWEEN}")

    def answer(self, cell: str, text: str) -> None:
        """The note beside a thread repeats what is said in the thread."""
        comment = self._find(cell)
        if comment is not None:
            said = _said(comment)
            head = _ENGLISH_ANSWER if _ENGLISH in said else _ANSWER
            _say(comment, said + head + fitting(text, max(CELL_UNITS - units(said) - len(head), 0)))

    def texts(self) -> dict[str, str]:
        return {comment.getAttribute("ref"): _said(comment) for comment in children(self.listed, "comment")}

    def _find(self, cell: str) -> Element | None:
        return next((one for one in children(self.listed, "comment") if one.getAttribute("ref") == cell), None)

    def _number(self) -> int:
        names = [unescaped(text_in(entry)) for entry in children(self.authors, "author")]
        if self.author not in names:
            put_text(make(self.authors, "author"), self.author)
            names.append(self.author)
        return names.index(self.author)

    def _unsay(self, comment: Element, answer: str) -> None:
        said = _said(comment)
        for head in (_ANSWER, _ENGLISH_ANSWER):
            if head + answer in said:
                _say(comment, said.replace(head + answer, "", 1))
                return

    def _uncover(self, comment: Element, said: str) -> None:
        """Takes the author's text off from above another's, whose runs stay where they are still apart."""
        above, _, rest = said.partition(_BETWEEN)
        text = needed_child(comment, "text")
        first = next(children(text, "r"), None)
        if first is not None and _text_of(first) == above + _BETWEEN:
            text.removeChild(first)
        else:
            _say(comment, rest)


def _open(package: EditablePackage, sheet: SheetEdit, author: str) -> _Notes:
    _, part = package.related(sheet.part, "comments")
    if not part:
        part = package.add("xl", "comments", ".xml", _EMPTY, _COMMENTS_TYPE)
        package.relate(sheet.part, "comments", part)
    root = root_of(package.tree(part))
    return _Notes(author, needed_child(root, "authors"), needed_child(root, "commentList"))


def _text_of(item: Element) -> str:
    """What a string item or a run says, without phonetic hints."""
    texts = list(children(item, "t"))
    for run in children(item, "r"):
        texts += children(run, "t")
    return unescaped("".join(map(text_in, texts)))


def _said(comment: Element) -> str:
    return _text_of(needed_child(comment, "text"))


def _say(comment: Element, text: str) -> None:
    """Makes ``text`` all that the comment says."""
    item = needed_child(comment, "text")
    empty(item)
    put_text(make(item, "t"), text)


def _run(comment: Element, text: str) -> None:
    """Puts ``text`` before all that the comment says, in a run of its own."""
    item = needed_child(comment, "text")
    for plain in list(children(item, "t")):  # text and runs don't stand side by side
        run = make(item, "r", before=("t",))
        item.removeChild(plain)
        run.appendChild(plain)
    run = make(item, "r", before=("r", "rPh", "phoneticPr"))
    put_text(make(run, "t"), text)


def _draw(package: EditablePackage, sheet: SheetEdit, texts: Mapping[str, str]) -> None:
    """Draws the boxes of all comments anew."""
    shapes = [_shape(order, cell, text) for order, (cell, text) in enumerate(texts.items(), start=1)]
    drawing = f"{_HEAD}{''.join(shapes)}</xml>".encode()
    relation, part = package.related(sheet.part, "vmlDrawing")
    if not part:
        part = package.add("xl/drawings", "vmlDrawing", ".vml", drawing, _DRAWING_TYPE)
        relation = package.relate(sheet.part, "vmlDrawing", part)
    elif _OTHER_SHAPE.search(package[part]):
        raise UneditableError(f"{part} holds more than comments")
    else:
        package.replace(part, drawing)
    sheet.show_comments(relation)


def _shape(order: int, cell: str, text: str) -> str:
    try:
        row, column = position(cell)
    except ValueError as error:
        raise UneditableError(f"{cell} is no cell") from error
    lines = sum(1 + columns(line) // _ACROSS for line in text.split("\n"))
    height = min(_LINE * (lines + 1), _HIGHEST)
    top = max(0, row - 1)
    return _SHAPE.format(
        number=1024 + order,
        order=order,
        width=_WIDTH,
        height=height,
        left=column + 1,
        right=column + 5,
        top=top,
        bottom=top + 1 + height // 18,
        row=row,
        column=column,
    )
