"""Threaded comments (MS-XLSX 2.6.205): what Excel shows in a cell that has a thread, in place of the cell's note.

A thread is a first comment and the answers to it, all in one part of the sheet's; who wrote them stands in a part of
the workbook's. The note that the cell has as well repeats the whole thread, for programs that know of notes alone.
"""

from __future__ import annotations

from uuid import NAMESPACE_OID, uuid5

from .cell_text import fitting
from .editing import EditablePackage
from .escapes import unescaped
from .xml_tree import Element, child, children, make, put_text, root_of, text_in

_KINDS = "http://schemas.microsoft.com/office/2017/10/relationships/"
_THREADS, _PERSONS = f"{_KINDS}threadedComment", f"{_KINDS}person"
_SPACE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_PERSONS_TYPE = "application/vnd.ms-excel.person+xml"
_NOBODY = f'<personList xmlns="{_SPACE}"/>'.encode()


class Threads:
    """The threads of the sheet in ``part``, in which ``author`` takes part."""

    def __init__(self, package: EditablePackage, part: str, author: str) -> None:
        self.package, self.author = package, author
        _, threads = package.related(part, _THREADS)
        self._list = root_of(package.tree(threads)) if threads else None

    def root(self, cell: str) -> Element | None:
        """The first comment of the cell's thread; None where it has none."""
        return next((one for one in self._comments() if one.getAttribute("ref") == cell and not _parent(one)), None)

    def forget(self) -> dict[str, list[str]]:
        """Takes the author's answers out; gives them by cell."""
        gone: dict[str, list[str]] = {}
        own = self._own_ids() if self._list is not None else []
        for one in list(self._comments()):
            if one.getAttribute("personId") in own and _parent(one):
                assert self._list is not None
                self._list.removeChild(one)
                gone.setdefault(one.getAttribute("ref"), []).append(_text_of(one))
        return gone

    def answer(self, root: Element, text: str) -> None:
        """Puts ``text`` behind what was said in the thread of ``root``.

        It bears the time of the last comment, and an id that follows from what it says and where.
        """
        assert self._list is not None
        parent, cell = root.getAttribute("id"), root.getAttribute("ref")
        everything = self._comments()
        thread = [one for one in everything if one is root or _parent(one) == parent]
        text = fitting(text)
        made = make(
            self._list,
            "threadedComment",
            ref=cell,
            dT=max(one.getAttribute("dT") for one in thread),
            personId=self._own_id(),
            id=_guid(f"{parent} {cell} {text}"),
            parentId=parent,
        )
        put_text(make(made, "text"), text)
        behind = everything[everything.index(thread[-1]) + 1 :]
        self._list.insertBefore(made, behind[0] if behind else child(self._list, "extLst"))
        if root.hasAttribute("done"):
            root.removeAttribute("done")  # what is settled, Excel folds away

    def _comments(self) -> list[Element]:
        return list(children(self._list, "threadedComment")) if self._list is not None else []

    def _own_ids(self) -> list[str]:
        _, part = self.package.related(self.package.main, _PERSONS)
        people = children(root_of(self.package.tree(part)), "person") if part else ()
        return [one.getAttribute("id") for one in people if unescaped(one.getAttribute("displayName")) == self.author]

    def _own_id(self) -> str:
        """The author among the workbook's people, made where not there yet."""
        own = self._own_ids()
        if own:
            return own[0]
        _, part = self.package.related(self.package.main, _PERSONS)
        if not part:
            part = self.package.add("xl/persons", "person", ".xml", _NOBODY, _PERSONS_TYPE)
            self.package.relate(self.package.main, _PERSONS, part)
        made = _guid(self.author)
        people = root_of(self.package.tree(part))
        make(people, "person", before=("extLst",), displayName=self.author, id=made, userId=self.author,
             providerId="None")  # fmt: skip
        return made


def _parent(comment: Element) -> str:
    return str(comment.getAttribute("parentId"))


def _text_of(comment: Element) -> str:
    text = child(comment, "text")
    return unescaped(text_in(text)) if text is not None else ""


def _guid(name: str) -> str:
    return "{" + str(uuid5(NAMESPACE_OID, name)).upper() + "}"
