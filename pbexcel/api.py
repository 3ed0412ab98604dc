"""The tool as a library: what a program of another office calls.

In: paths, texts. Out: the same records the commands print. Not here: printing, exit codes, anything a command does not do too.

Every name here can be imported from `pbexcel` itself; nothing heavy is imported before it is used.

    >>> from pbexcel import check_file, explain_line, score_folder, to_frames
    >>> explain_line("≥99.5%", "90%", 10)["computed"]
    '9.05'
    >>> record = check_file("samples/不动产登记电子证书（证明）建设项目.xlsx")
    >>> record.status, str(record.total), record.grade, len(record.lines)
    ('scored', '98.00', '优', 11)
    >>> [found.code for found in record.problems if found.severity == "警告"]
    ['P505', 'P505']
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pbexcel.explain import Pair, explain_pair
from pbexcel.faults import UsageFault
from pbexcel.forms.reading import FormRead, read_forms
from pbexcel.rules import DEFAULT, load_rules

if TYPE_CHECKING:
    from pbexcel.batch.run import Run
    from pbexcel.report import FileRecord


def read_form(path: str | Path) -> FormRead:
    """The one self-evaluation form of a workbook, with everything that reading it found; a scored copy is read as it was filled in.

    Raises Unopenable (with a problem code) for a file that is no workbook, UsageFault where it holds no form or several.
    """
    from pbexcel.batch.arrival import read_whole
    from pbexcel.excel.package import open_package
    from pbexcel.forms.writing.receipt import as_filled, remembered

    package = open_package(read_whole(Path(path)))
    forms = read_forms(as_filled(package, remembered(package))).forms
    if len(forms) != 1:
        raise UsageFault(f"「{path}」里有 {len(forms)} 张自评表，这里要正好一张")
    return forms[0]


def check_file(path: str | Path, rules: str = DEFAULT) -> FileRecord:
    """What `pbexcel check` says of one file; writes nothing and raises nothing that is the file's fault.

    Of a workbook with several forms it is the first; `score_folder` gives them all.

    Raises FolderFault where there is no such file, RulesFault where the rules are broken.
    """
    from pbexcel.batch.run import Terms, check_files

    return next(iter(check_files([Path(path)], Terms(rules, 1)).records))


def score_folder(paths: Sequence[str | Path], out: str | Path, rules: str = DEFAULT, jobs: int = 1) -> Run:
    """What `pbexcel score` does: scored and returned copies, run.jsonl, 部门汇总.xlsx in `out`. The inputs are not changed.

    Raises the faults of `pbexcel.faults` before anything is written; a fault of a form is in its record.
    """
    from pbexcel.batch.run import Terms, score_files

    return score_files([Path(path) for path in paths], Path(out), Terms(rules, jobs))


def explain_line(target: str, actual: str, weight: Decimal | int | str, rules: str = DEFAULT, **around: Any) -> dict[str, Any]:
    """How one line is read and scored: the object of `pbexcel explain --json`.

    `around` are typed, level1, level2, name, year, as in `pbexcel.explain.Pair`.
    """
    return explain_pair(Pair(target, actual, Decimal(str(weight)), **around), load_rules(rules))
