"""Checked reading of what researchers write by hand: TOML and YAML into typed records."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from interview_coder.errors import SettingsError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_MAX_SHOWN = 80

RecordT = TypeVar("RecordT", bound="Record")


class Record(BaseModel):
    """A record whose keys are all known: an unknown key is a fault, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def load_toml(path: Path, record: type[RecordT]) -> RecordT:
    """Read the TOML file at `path` as a `record`.

    Raises:
        SettingsError: With every fault: the line for a broken file, else the path of the key.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(path, [f"is no TOML: {error}"]) from error
    return check(path, content, record)


def load_yaml(path: Path, record: type[RecordT]) -> RecordT:
    """Read the YAML file at `path` as a `record`.

    Raises:
        SettingsError: With every fault: the line for a broken file, else the path of the key.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(path, [f"is no YAML: {error}"]) from error
    return check(path, content, record)


def check(path: Path, content: Any, record: type[RecordT]) -> RecordT:
    """Return `content` as a `record`.

    Raises:
        SettingsError: With every fault, each beginning with the path of its key.
    """
    if not isinstance(content, dict):
        raise SettingsError(path, ["holds no keys; see the docs for what it should say"])
    try:
        return record.model_validate(content)
    except ValidationError as error:
        told = error.errors(include_url=False)
        faults = [
            _describe(fault, record) for fault in told if not _follows_from_another(fault, told)
        ]
        raise SettingsError(path, faults) from error


def _follows_from_another(fault: Any, faults: Sequence[Any]) -> bool:
    """Whether a list is called too short only because what is in it was refused."""
    loc = fault["loc"]
    return fault["type"] == "too_short" and any(
        other["loc"][: len(loc)] == loc and len(other["loc"]) > len(loc) for other in faults
    )


def _describe(fault: Any, record: type[BaseModel]) -> str:
    place = _key_path(fault["loc"])
    if fault["type"] == "extra_forbidden":
        known = ", ".join(_known_keys(record, fault["loc"][:-1]))
        return f"{place}: unknown key; known here: {known}"
    if fault["type"] == "missing":
        return f"{place}: is missing"
    return f"{place}: {fault['msg'][:1].lower()}{fault['msg'][1:]}{_got(fault)}"


def _got(fault: Any) -> str:
    shown = repr(fault["input"])
    return f", got {shown}" if len(shown) <= _MAX_SHOWN else ""


def _key_path(loc: tuple[int | str, ...]) -> str:
    path = ""
    for part in loc:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def _known_keys(record: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the record at `loc` knows; follows fields down to nested records."""
    for part in loc:
        if isinstance(part, str) and part in record.model_fields:
            record = _nested(record.model_fields[part].annotation) or record
    return sorted(record.model_fields)


def _nested(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_nested(arg) for arg in getattr(annotation, "__args__", ()))
    return next((record for record in inner if record is not None), None)
