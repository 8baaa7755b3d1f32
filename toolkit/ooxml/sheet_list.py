"""The sheets of a workbook to be changed: which there are, and one put before all others."""

from __future__ import annotations

from .editing import EditablePackage
from .escapes import unescaped
from .sheet_building import SHEET_TYPE
from .xml_tree import Element, UneditableError, child, children, make, name_relation, needed_child, relation_of, root_of

_TRUE = ("1", "true", "on")


class SheetList:
    """The worksheets of ``package``: ``parts`` by name, in their order.

    Raises UneditableError where two have one name.
    """

    def __init__(self, package: EditablePackage) -> None:
        self.package = package
        self.book = root_of(package.tree(package.main))
        self.sheets = needed_child(self.book, "sheets")
        links = package.relations(package.main).by_id
        self.parts: dict[str, str] = {}
        for entry in children(self.sheets, "sheet"):
            relation = links.get(relation_of(entry))
            name = unescaped(entry.getAttribute("name"))
            if name in self.parts:
                raise UneditableError(f"two sheets are called {name}")
            if relation is not None and relation.kind == "worksheet" and relation.part in package:
                self.parts[name] = relation.part

    def put_first(self, name: str, data: bytes) -> None:
        """Puts ``data`` as the sheet ``name`` before all others and opens the workbook on it; one of that name goes."""
        for own in self.parts.values():
            _unselect(root_of(self.package.tree(own)))
        entries = list(children(self.sheets, "sheet"))
        old = next((entry for entry in entries if unescaped(entry.getAttribute("name")) == name), None)
        if old is None:
            entry = self._add(name, data, entries)
            self._move_names(len(entries), 0)
            self.sheets.insertBefore(entry, entries[0])
        else:
            self._renew(self.parts[name], data)
            if old is not entries[0]:
                self._move_names(entries.index(old), 0)
                self.sheets.insertBefore(old, entries[0])
        views = child(self.book, "bookViews")
        for view in children(views, "workbookView") if views is not None else ():
            view.setAttribute("activeTab", "0")
            view.setAttribute("firstSheet", "0")

    def _add(self, name: str, data: bytes, entries: list[Element]) -> Element:
        part = self.package.add("xl/worksheets", "sheet", ".xml", data, SHEET_TYPE)
        number = max((int(entry.getAttribute("sheetId")) for entry in entries), default=0) + 1
        relation = self.package.relate(self.package.main, "worksheet", part)
        entry = make(self.sheets, "sheet", name=name, sheetId=str(number))
        name_relation(entry, relation)
        self.parts = {name: part, **self.parts}
        return entry

    def _renew(self, part: str, data: bytes) -> None:
        """``data`` in the place of an earlier sheet, and none of what hung on that."""
        for relation in self.package.relations(part).by_id.values():
            if relation.part in self.package and relation.part not in (self.package.main, *self.parts.values()):
                self.package.remove(relation.part)
        self.package.drop_relations(part)
        self.package.replace(part, data)

    def _move_names(self, source: int, target: int) -> None:
        """Names that belong to a sheet count the sheets in their order: count anew for one moved from ``source``."""
        order = [number for number in range(max(source, 512) + 1) if number != source]
        order.insert(target, source)
        places = {old: new for new, old in enumerate(order)}
        names = child(self.book, "definedNames")
        for defined in children(names, "definedName") if names is not None else ():
            if own := defined.getAttribute("localSheetId"):
                defined.setAttribute("localSheetId", str(places[int(own)]))


def _unselect(sheet: Element) -> None:
    views = child(sheet, "sheetViews")
    for view in children(views, "sheetView") if views is not None else ():
        if view.getAttribute("tabSelected") in _TRUE:
            view.removeAttribute("tabSelected")
