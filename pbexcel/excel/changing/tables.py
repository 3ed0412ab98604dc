"""Where the tables (ListObjects) of a worksheet have their header cells.

In: a package and a worksheet part. Out: the header rows as ranges. Not here: anything else of a table.
"""

from __future__ import annotations

from pbexcel.excel.markup import elements, local
from pbexcel.excel.package import Package
from pbexcel.excel.places import range_at
from pbexcel.excel.reading.cell import Range


def header_cells(package: Package, part: str) -> tuple[Range, ...]:
    found = []
    for relation in package.relations(part):
        if relation.kind != "table" or relation.external or relation.target not in package:
            continue
        attributes = next((own for name, own in elements(package.part(relation.target), relation.target) if local(name) == "table"), {})
        if attributes.get("headerRowCount", "1") != "0" and "ref" in attributes:
            area = range_at(attributes["ref"])
            found.append(Range(area.top, area.left, area.top, area.right))
    return tuple(found)
