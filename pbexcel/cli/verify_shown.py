"""What `pbexcel verify` says, as people read it and as programs do.

In: verdicts. Out: text, JSON objects. Not here: verifying (pbexcel.verify).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pbexcel.faults import FolderFault
from pbexcel.forms.writing.receipt import Scored
from pbexcel.verify import Again, Verdict, names_of

_WORDS = {
    "unchanged": "一致：评分以后没有改过，按原规则重新核算结果相同",
    "edited": "评分以后有改动",
    "differs": "重新核算的结果与回执不同",
    "no_receipt": "没有回执，无法核对",
    "unreadable": "打不开",
}
_MOST = 50


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as given; of a folder every workbook below it, of a run's OUT those in 已评分."""
    from pbexcel.batch.collect import OUT_MARK, WORKBOOKS, collect
    from pbexcel.batch.one import SCORED

    for path in paths:
        if not path.is_dir():
            yield path
            continue
        home = path / SCORED if (path / SCORED).is_dir() or (path / OUT_MARK).is_file() else path
        found = [source.path for source in collect([home] if home.is_dir() else []) if not source.refused and source.path.suffix.lower() in WORKBOOKS]
        if not found:
            raise FolderFault(f"{home} 里没有工作簿。请给出评过分的表，或者放着它们的文件夹。")
        yield from found


def read(file: Path) -> bytes:
    """The bytes of a file; a file that cannot be read is a fault of the folder."""
    try:
        return file.read_bytes()
    except OSError as fault:
        raise FolderFault(f"{file} 读不出来：{fault.strerror or fault}") from fault


def as_text(file: str, verdict: Verdict, *, verbose: bool = False) -> str:
    lines = [f"{file}  {_WORDS[verdict.status]}"]
    if verdict.detail:
        lines.append(f"  {verdict.detail}")
    receipt = verdict.receipt
    if receipt is not None:
        now = {one.was: one for one in verdict.forms} if verdict.status != "unchanged" else {}
        for was, which in zip(receipt.forms, names_of(receipt), strict=True):
            again = f"，现在重新核算：{_score(now[was])}" if was in now else ""
            lines.append(f"  {which}评分时：{was.total} 分 {was.grade}（规则 {was.rules}，pbexcel {receipt.version}）{again}")
        lines.append(f"  评分前文件的 sha256：{receipt.input}")
    shown = verdict.edited if verbose else verdict.edited[:_MOST]
    lines += [f"  {one.at} 改过：{one.was} → {one.now}" for one in shown]
    if len(shown) < len(verdict.edited):
        lines.append(f"  另有 {len(verdict.edited) - len(shown)} 处，用 -v 全部列出")
    lines += [f"  {one.cell or one.name} 重新核算：{one.was or '（无）'} → {one.now or '待定'}" for one in verdict.differences]
    return "\n".join(lines)


def _score(one: Again) -> str:
    return "待定" if one.total is None else f"{one.total:f} 分 {one.grade}"


def _scored(was: Scored | None) -> dict[str, Any]:
    rules = {"id": was.rules, "sha256": was.rules_sha256} if was else None
    return {"total": was and was.total, "grade": was and was.grade, "rules": rules}


def _rederived(now: Again | None) -> dict[str, Any]:
    return {"total": None if now is None or now.total is None else f"{now.total:f}", "grade": now and now.grade}


def as_json(file: str, verdict: Verdict) -> dict[str, Any]:
    """`receipt` and `rederived` have the total and grade of the one form; of several, each stands in `forms`."""
    receipt = verdict.receipt
    was = receipt.forms[0] if receipt and len(receipt.forms) == 1 else None
    now = verdict.forms[0] if len(verdict.forms) == 1 else None
    return {
        "file": file,
        "status": verdict.status,
        "detail": verdict.detail,
        "receipt": None if receipt is None else {"input_sha256": receipt.input, "version": receipt.version, **_scored(was)},
        "rederived": _rederived(now),
        "forms": [{"sheet": one.was.sheet, "receipt": _scored(one.was), "rederived": _rederived(one)} for one in verdict.forms],
        "edited": [{"cell": str(one.at), "was": one.was, "now": one.now} for one in verdict.edited],
        "differences": [{"cell": one.cell, "name": one.name, "was": one.was, "now": one.now} for one in verdict.differences],
    }  # fmt: skip
