"""How mail leaves the house: the settings of an SMTP server, from a TOML file.

In: a file. Out: `Settings`, or RulesFault naming the key that is wrong. Not here: the environment (cli), connecting (send).
The password is never in this file: it comes from the environment or from a file only its owner can read.
"""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pbexcel.faults import RulesFault
from pbexcel.mail.addresses import address_of
from pbexcel.mail.wire import Sender

_WHY = {
    "missing": "缺这一项",
    "extra_forbidden": "没有这一项，请看看有没有写错",
    "literal_error": "应为 \"ssl\"、\"starttls\" 或 \"plain\"",
}


class Settings(BaseModel):
    """Times in seconds. `pauses` are waited one after another when the server asks for patience; then the run ends."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    host: str = Field(min_length=1)
    port: int = Field(default=465, ge=1, le=65535)
    security: Literal["ssl", "starttls", "plain"] = "ssl"
    user: str = ""
    password_file: str = ""
    sender: str
    sender_name: str = ""
    reply_to: str = ""
    ca_file: str = ""
    timeout: float = Field(default=60, gt=0, le=600)
    between: float = Field(default=3, ge=0, le=3600)
    pauses: tuple[float, ...] = (60, 300, 900)
    daily_limit: int = Field(default=400, ge=1)
    per_connection: int = Field(default=20, ge=1)
    max_mb: int = Field(default=18, ge=1, le=200)

    @field_validator("pauses", mode="before")
    @classmethod
    def _as_tuple(cls, given: object) -> object:
        """TOML has lists only; `strict=False` for this field alone is not understood by pydantic 2.5."""
        return tuple(given) if isinstance(given, list) else given

    @field_validator("sender", "reply_to")
    @classmethod
    def _is_address(cls, text: str) -> str:
        if text and address_of(text) is None:
            raise ValueError("不是邮箱地址，应像 name@example.com")
        return address_of(text) or ""

    @property
    def who(self) -> Sender:
        return Sender(self.sender, self.sender_name, self.reply_to)


def read_settings(path: Path) -> Settings:
    """Read and check the settings; relative paths in them are meant from the file's own folder."""
    try:
        found = Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as fault:
        raise RulesFault(f"读不了发信设置 {path}：{fault.strerror or fault}") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise RulesFault(f"发信设置 {path} 不是正确的 TOML 文件：{wrong}") from wrong
    except ValidationError as wrong:
        faults = [f"{'.'.join(str(part) for part in one['loc'])}：{_why(one['type'], one['msg'])}" for one in wrong.errors()]
        raise RulesFault(f"发信设置 {path} 有几处要改：\n  " + "\n  ".join(faults)) from wrong
    if not found.sender:
        raise RulesFault(f"发信设置 {path} 的 sender 是空的，请写发件邮箱。")
    return found.model_copy(update={key: _from(path, getattr(found, key)) for key in ("password_file", "ca_file")})


def read_password(settings: Settings, given: str | None) -> str | None:
    """The password given, else that of the file named in the settings; None where the server asks for no login.

    Raises RulesFault when a login needs one and there is none, or others may read the file.
    """
    if not settings.user:
        return None
    password = given or _from_file(settings.password_file)
    if not password.isascii() or not settings.user.isascii():
        raise RulesFault("发信用户名或密码里有中文或全角字符，服务器不会认。请切换到英文输入法重新填写。")
    return password


def _from_file(named: str) -> str:
    if not named:
        raise RulesFault("没有发信密码。请设环境变量 PBEXCEL_SMTP_PASSWORD，或在发信设置里写 password_file。")
    path = Path(named)
    try:
        mode = path.stat().st_mode
        if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
            raise RulesFault(f"密码文件 {path} 别人也能读。请先运行：chmod 600 {path}")
        return path.read_text(encoding="utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise RulesFault(f"读不了密码文件 {path}：{fault}") from fault


def _why(kind: str, said: str) -> str:
    return _WHY.get(kind) or said.removeprefix("Value error, ").replace("Input should be", "应为")


def _from(settings: Path, named: str) -> str:
    return str(settings.parent / named) if named else ""
