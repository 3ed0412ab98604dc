"""Find a rules file, read it, and say clearly what is wrong with it.

In: a shipped profile's id, or the path of a TOML file. Out: a `Profile` with the sha256 of the file's bytes.
Not here: what a profile may say (`profile`).
"""

from __future__ import annotations

import hashlib
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pbexcel.faults import RulesFault
from pbexcel.rules.profile import Profile

DEFAULT = "mof-2020"

_WORDS = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识这个键，请检查拼写",
    "string_type": "要写成带引号的文字",
    "is_instance_of": "要写成数",
    "decimal_type": "要写成数",
    "decimal_parsing": "要写成数",
    "model_type": "要写成表，如 {value = 10, source = \"…\", evidence = \"转引\"}",
    "tuple_type": "要写成列表",
    "too_short": "至少要写一项",
    "bool_type": "要写成 true 或 false",
    "date_type": "要写成日期，如 2020-02-25",
}  # fmt: skip


@cache
def list_rules() -> tuple[str, ...]:
    """Ids of the shipped profiles, the default first."""
    ids = {page.name.removesuffix(".toml") for page in files("pbexcel.rules").iterdir() if page.name.endswith(".toml")}
    return (DEFAULT, *sorted(ids - {DEFAULT}))


def load_rules(which: str | Path = DEFAULT) -> Profile:
    """The profile of a shipped id or of a file. Raises `RulesFault` (exit code 4) with the file and the key at fault."""
    if isinstance(which, str) and which in list_rules():
        return _shipped(which)
    path = Path(which)
    try:
        raw = path.read_bytes()
    except OSError as fault:
        known = "、".join(list_rules())
        raise RulesFault(f"评分规则「{which}」打不开：不是自带的规则（{known}），也不是能读的文件") from fault
    return parse_rules(raw, str(path))


@cache
def _shipped(name: str) -> Profile:
    return parse_rules((files("pbexcel.rules") / f"{name}.toml").read_bytes(), f"{name}.toml")


def parse_rules(raw: bytes, name: str) -> Profile:
    """The profile written in `raw`; `name` is what messages call the file."""
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise RulesFault(f"评分规则 {name} 不是正确的 TOML 文件：{fault}") from fault
    if "sha256" in data:
        raise RulesFault(f"评分规则 {name}：sha256：这一项由工具计算，请删掉")
    try:
        return Profile.model_validate(_frozen(data) | {"sha256": hashlib.sha256(raw).hexdigest()})
    except ValidationError as fault:
        lines = "\n".join(f"  {_key(error['loc'])}：{_said(error)}" for error in fault.errors())
        raise RulesFault(f"评分规则 {name} 有 {fault.error_count()} 处问题：\n{lines}") from fault


def _frozen(value: Any) -> Any:
    """Lists as tuples, all the way down: the models are strict and frozen."""
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value


def _key(path: tuple[int | str, ...]) -> str:
    """`grades.2.edge` with places counted from 1, as a person counts."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path) or "整个文件"


def _said(error: Any) -> str:
    kind = error["type"]
    if kind == "literal_error":
        return f"只能是 {error['ctx']['expected'].replace(' or ', '、')}，现在是 {error['input']}"
    if kind == "value_error":
        return str(error["ctx"]["error"])
    return _WORDS.get(kind, f"写法不对（{kind}），现在是 {error.get('input')!r}")
