"""The walls of the house: which room may use which, and which library is allowed where."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pbexcel"
MODULES = sorted(PACKAGE.rglob("*.py"))

# a room may use only rooms of a lower number; rooms of one number know nothing of each other
LEVEL = {
    "frozen": -1, "spelling": -1, "disk": -1,
    "records": 0, "problems": 0, "faults": 0,
    "values": 1, "excel": 1,
    "forms": 2, "rules": 2,
    "scoring": 3,
    "report": 4,
    "forms.writing": 4, "forms.template": 5, "explain": 5, "verify": 5,
    "summary": 5, "mail": 5, "review": 5,
    "batch": 6,
    "api": 7, "cli": 7, "__main__": 8, "__init__": 8,
}  # fmt: skip
TOGETHER = {frozenset(("records", "problems")), frozenset(("faults", "problems"))}
# library: the rooms that may import it; `lazy` ones only inside a function
ALLOWED = {
    "click": {"cli"},
    "openpyxl": {"forms.template"},
    "xlrd": {"excel.old_reading"},
    "xlsxwriter": {"summary", "review"},
    "pandas": {"summary"},
    "pydantic": {"rules", "report", "mail.settings", "forms.writing.receipt"},
    "smtplib": {"mail"},
    "email": {"mail"},
}
CLOCK_AND_ENVIRONMENT = {("time", "time"), ("datetime", "now"), ("date", "today"), ("os", "environ"), ("os", "getenv")}


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    dotted = ".".join(parts)
    for room in sorted(LEVEL, key=len, reverse=True):
        if dotted == room or dotted.startswith(room + "."):
            return room
    return parts[0]


def imports_of(path: Path) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, node.lineno))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_uses_only_rooms_below_it(path: Path) -> None:
    room = room_of(path)
    for name, line in imports_of(path):
        if not name.startswith("pbexcel."):
            continue
        used = room_of(PACKAGE / Path(*name.split(".")[1:]))
        below = LEVEL.get(used, 9) < LEVEL.get(room, 0)
        assert used == room or below or frozenset((room, used)) in TOGETHER, f"{path}:{line} {room} uses {used}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_library_is_used_only_where_it_belongs(path: Path) -> None:
    dotted = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    for name, line in imports_of(path):
        rooms = ALLOWED.get(name.split(".")[0])
        assert rooms is None or any(dotted.startswith(room) for room in rooms), f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", [path for path in MODULES if "cli" not in path.parts], ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_clock_and_the_environment_are_read_only_by_the_command_line(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCK_AND_ENVIRONMENT, f"{path}:{node.lineno}"


def test_except_exception_stands_once() -> None:
    broad = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception"):
                broad += [str(path.relative_to(PACKAGE))]
    assert broad == ["batch/one.py"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert doc or not path.read_text(encoding="utf-8").strip(), f"{path} has no docstring"
