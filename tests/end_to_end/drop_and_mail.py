"""The whole way once: three forms dropped, one of them broken, scored, mailed; the broken one corrected, dropped and mailed again.

In: an empty folder. Out: `Story`: what the summary said and which mails arrived, each time. `make demo-mail` tells it.
Everything is the real thing: the commands as processes, an SMTP server on loopback; only the hands that drop are ours.
"""

from __future__ import annotations

import email
import email.policy
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl

sys.path.insert(0, str(Path(__file__).parents[1] / "mail"))
from post_office import Office, open_office

SAMPLES = Path(__file__).parents[2] / "samples"
BROKEN = "耕地保护动态监测与巡查项目.xlsx"
WEIGHT = "G15"  # of its first indicator


@dataclass
class Mail:
    to: str
    subject: str
    text: str
    files: dict[str, bytes]


@dataclass
class Round:
    """One wave and one sending: records by file, mails that arrived, exit codes of watch and mail."""

    records: dict[str, dict[str, Any]]
    mails: list[Mail]
    codes: tuple[int, int]


@dataclass
class Story:
    home: Path
    say: Callable[[str], None] = lambda text: None
    office: Office = field(default_factory=Office)

    @property
    def inbox(self) -> Path:
        return self.home / "收件"

    @property
    def out(self) -> Path:
        return self.home / "结果"

    def tell(self) -> tuple[Round, Round]:
        self.inbox.mkdir()
        for form in sorted(SAMPLES.glob("*.xlsx")):
            shutil.copy(form, self.inbox)
        with_weight(self.inbox / BROKEN, self.inbox / BROKEN, 99)
        self._roster()
        with open_office(self.office) as port:
            self._settings(port)
            self.say("三份自评表放进收件文件夹，其中一份的分值写错了：")
            first = self._round()
            self.say("\n退回的那份照着问题清单改好，按原来的名字放回收件文件夹：")
            with_weight(self.out / "退回" / BROKEN, self.inbox / BROKEN, 10)
            second = self._round()
        return first, second

    def _roster(self) -> None:
        rows = ["实施单位,联系人,邮箱,主管部门"]
        for number, (unit, department) in enumerate(sorted({owner(form) for form in SAMPLES.glob("*.xlsx")}), start=1):
            rows += [f"{unit},经办人{number},unit{number}@example.com,{department}", f",,department@example.com,{department}"]
        (self.home / "名单.csv").write_text("\n".join(dict.fromkeys(rows)) + "\n", encoding="gbk")

    def _settings(self, port: int) -> None:
        text = f'host = "127.0.0.1"\nport = {port}\nsecurity = "plain"\nsender = "pingjia@example.com"\nsender_name = "绩效评价科"\nbetween = 0\n'
        (self.home / "smtp.toml").write_text(text, encoding="utf-8")

    def _round(self) -> Round:
        before = len(self.office.taken)
        watched = self._run("watch", self.inbox, "-o", self.out, "--once", "--interval", "0.2")
        mailed = self._run("mail", self.out, "--roster", self.home / "名单.csv", "--smtp", self.home / "smtp.toml", "--send", "--yes")
        mails = [_mail(data) for _, data in self.office.taken[before:]]
        for mail in mails:
            self.say(f"  收到信 {mail.to}  {mail.subject}  附件：{'、'.join(mail.files)}")
        lines = (self.out / "run.jsonl").read_text(encoding="utf-8").splitlines()
        return Round({record["file"]: record for record in map(json.loads, lines)}, mails, (watched, mailed))

    def _run(self, *command: object) -> int:
        done = subprocess.run(
            [sys.executable, "-m", "pbexcel", *map(str, command)], capture_output=True, text=True, encoding="utf-8", check=False,
            env={"PYTHONUTF8": "1", "PATH": "", "PYTHONPATH": str(SAMPLES.parent)},
        )  # fmt: skip
        self.say(f"$ pbexcel {' '.join(str(part).removeprefix(str(self.home) + '/') for part in command)}\n{done.stdout}{done.stderr}".rstrip())
        return done.returncode


def owner(form: Path) -> tuple[str, str]:
    """实施单位 and 主管部门 of a sample, read by openpyxl."""
    cells = [str(cell.value or "").strip() for row in openpyxl.load_workbook(form)["自评表"].iter_rows(max_row=8) for cell in row]
    cells = [cell for cell in cells if cell]
    return tuple(next(cells[at + 1] for at, cell in enumerate(cells) if cell.startswith(word)) for word in ("实施单位", "主管部门"))  # type: ignore[return-value]


def with_weight(form: Path, to: Path, weight: int) -> None:
    book = openpyxl.load_workbook(form)
    book["自评表"][WEIGHT] = weight
    book.save(to)


def _mail(data: bytes) -> Mail:
    read = email.message_from_bytes(data, EmailMessage, policy=email.policy.default)
    files = {str(part.get_filename()): bytes(part.get_payload(decode=True)) for part in read.iter_attachments()}
    body = read.get_body(("plain",))
    return Mail(str(read["to"]), str(read["subject"]), body.get_content() if body else "", files)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="pbexcel-demo-") as folder:
        Story(Path(folder), print).tell()
