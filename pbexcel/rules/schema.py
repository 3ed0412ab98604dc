"""The JSON Schema of a rules file, for editors that check TOML while it is typed.

In: nothing. Out: a dictionary. Not here: checks a schema cannot say (bands without gaps); `pbexcel rules check` makes those.
"""

from __future__ import annotations

from typing import Any

from pbexcel.rules.profile import Profile


def rules_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a rules file; `sha256` is computed, never written, so it is not in it."""
    schema = Profile.model_json_schema(mode="validation")
    del schema["properties"]["sha256"]
    schema["required"] = [name for name in schema["required"] if name != "sha256"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "pbexcel 评分规则"}
