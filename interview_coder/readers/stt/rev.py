"""Rev: monologues of elements (its API) or spans (its editor), which spell out their spaces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from interview_coder.readers.pieces import Tally, as_aside
from interview_coder.readers.stt.document import dig, label, pick, rows, seconds
from interview_coder.readers.stt.shape import Found, Shape
from interview_coder.readers.stt.words import Word, lines
from interview_coder.roles import is_role

_REMARKS = ("atmospherics", "unknown")
_PARTS = ("elements", "spans")


def _matches(document: Any) -> bool:
    monologues = dig(document, "monologues")
    return isinstance(monologues, list)


def _read(document: Any) -> Found:
    tally = Tally()
    names, notes = _names(document)
    spoken = [
        word
        for monologue in rows(document["monologues"], tally)
        for word in _each_word(monologue, names, tally)
    ]
    return Found(cues=lines(spoken), notes=notes, left_out=tally.left_out())


def _names(document: Any) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Labels of the speakers by id, and what was noted of those that are called by their role."""
    unread = Tally()  # these objects hold no words
    id_to_name: dict[str, str] = {}
    id_to_role: dict[str, str] = {}
    for i, row in enumerate(rows(document.get("speakers"), unread)):
        key = _key(row.get("id", i))
        id_to_name[key] = label(row.get("name")) or key
        id_to_role[key] = label(row.get("note")) or ""
    for row in rows(document["monologues"], unread):
        told = label(dig(row, "speaker_info", "display_name"))
        if told:
            id_to_name.setdefault(_key(row.get("speaker")), told)
        id_to_role.setdefault(_key(row.get("speaker")), label(row.get("note")) or "")
    return _with_roles(id_to_name, id_to_role)


def _key(value: Any) -> str:
    return label(value) or "nobody"


def _with_roles(
    id_to_name: dict[str, str], id_to_role: Mapping[str, str]
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    notes: list[str] = []
    counts = Counter(role for role in id_to_role.values() if role)
    seen: Counter[str] = Counter()
    for key, role in id_to_role.items():
        name = id_to_name.get(key, key)
        if is_role(role):
            seen[role] += 1
            id_to_name[key] = role if counts[role] == 1 else f"{role} {seen[role]}"
            notes.append(f"the speaker {name!r} is called {id_to_name[key]!r}, as the file notes")
        elif role:
            notes.append(f"the file notes {role!r} of the speaker {name!r}")
    return id_to_name, tuple(notes)


def _each_word(monologue: dict[str, Any], names: Mapping[str, str], tally: Tally) -> Iterator[Word]:
    key = label(monologue.get("speaker"))
    speaker = names.get(key, key) if key else None
    is_spaced = True
    for part in rows(pick(monologue, _PARTS), tally):
        value = part.get("value", part.get("text"))
        if not isinstance(value, str):
            tally.add("words that are no text" if value is not None else "elements without words")
            continue
        text = value.strip()
        if text:
            text = as_aside(text.strip("<>")) if part.get("type") in _REMARKS else text
            is_glued = not is_spaced and value[0] == text[0]
            yield Word(
                text=text or value.strip(),
                speaker=speaker,
                start=seconds(part.get("ts")),
                end=seconds(pick(part, ("end_ts", "endTs"))),
                attaches="previous" if is_glued else "none",
            )
        is_spaced = not value or value[-1].isspace()


SHAPES = (
    Shape(
        name="Rev",
        separation="skip_diarization=false",
        matches=_matches,
        read=_read,
    ),
)
