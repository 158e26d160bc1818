"""Transcriber: turns of one or several speakers, with the times of their parts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interview_coder.errors import ReadError
from interview_coder.readers.cues import Cue, join_cues
from interview_coder.readers.pieces import Tally, as_aside, clean_name, clean_words
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.xml_guard import line_of, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

# Events of these kinds say something about the words beside them; the others are heard.
_ABOUT_WORDS = frozenset({"pronounce", "lexical", "language", "entities"})
_MAX_SECONDS = 1e7


def read(source: Source) -> Reading:
    """Read a .trs file; the canonical text has a line a part of a turn.

    Noises and comments become asides. Where several people speak at once, each has his words.

    Raises:
        ReadError: If the file is no Transcriber file, or no turn tells its speaker.
    """
    root = parse_xml(source.data, path=source.path)
    if root.tag != "Trans":
        message = f"is no Transcriber file: it begins with <{root.tag}>, not with <Trans>"
        raise ReadError(message, path=source.path, line_no=line_of(root))
    tally = Tally()
    names = _names(root)
    turns = list(root.iter("Turn"))
    cues = [cue for turn in turns for cue in _cues(turn, names, tally)]
    _tally_outside(root, tally)
    if cues and not any(cue.speaker for cue in cues):
        message = "no turn tells its speaker; name the speakers in Transcriber (Ctrl+T)"
        raise ReadError(message, path=source.path, line_no=cues[0].line_no)
    reading = join_cues(source, cues)
    notes = [*reading.notes, *_notes(turns, names)]
    left_out = (*reading.left_out, *tally.left_out())
    return replace(reading, notes=tuple(notes), left_out=left_out)


def _names(root: _Element) -> dict[str, str]:
    """Speakers' ids and names; a speaker without a name is called by his id."""
    names: dict[str, str] = {}
    for node in root.iter("Speaker"):
        name = clean_name(node.get("name", "")) or clean_name(node.get("id", ""))
        if name:
            names[node.get("id", "")] = name
    return names


@dataclass(kw_only=True, slots=True)
class _Part:
    """What is being gathered: words up to the next time or speaker."""

    speaker: str | None
    start: float | None
    line_no: int
    words: list[str]

    def cues(self) -> Iterator[Cue]:
        """The words so far as a cue, if there are any."""
        text = clean_words(" ".join("".join(self.words).split()))
        if text:
            yield Cue(speaker=self.speaker, text=text, start=self.start, line_no=self.line_no)


def _cues(turn: _Element, names: Mapping[str, str], tally: Tally) -> Iterator[Cue]:
    speakers = [names.get(each) or clean_name(each) for each in turn.get("speaker", "").split()]
    alone = speakers[0] if len(speakers) == 1 else None
    start = _seconds(turn.get("startTime"))
    part = _Part(speaker=alone, start=start, line_no=line_of(turn), words=[turn.text or ""])
    for node in turn:
        if node.tag in ("Sync", "Who"):
            yield from part.cues()
            start = _seconds(node.get("time")) if node.tag == "Sync" else part.start
            who = _speaker_no(node, speakers) if node.tag == "Who" else alone
            part = _Part(speaker=who, start=start, line_no=line_of(node), words=[])
        else:
            part.words += _remark(node, tally)
        part.words.append(node.tail or "")
    yield from part.cues()


def _speaker_no(node: _Element, speakers: list[str | None]) -> str | None:
    number = node.get("nb", "")
    at = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 4 else -1
    return speakers[at] if 0 <= at < len(speakers) else None


def _remark(node: _Element, tally: Tally) -> Iterator[str]:
    """What an event or a comment leaves in the text."""
    about = node.get("desc", "")
    if node.tag == "Event" and node.get("type") in _ABOUT_WORDS:
        tally.add(f"marks of {node.get('type')}", about)
    elif node.tag == "Event" and node.get("extent") == "end":
        tally.add("ends of noises", about)
    elif node.tag in ("Event", "Comment"):
        yield as_aside(about)
    else:
        tally.add(f"{node.tag} elements", about or "".join(node.itertext()))
        return
    yield "".join(node.itertext())


def _tally_outside(root: _Element, tally: Tally) -> None:
    for node in root.iter("Section", "Episode", "Trans"):
        for text in (node.text, *(child.tail for child in node)):
            if text and text.strip():
                tally.add("words outside of turns", text, n=len(text.split()))


def _notes(turns: list[_Element], names: Mapping[str, str]) -> Iterator[str]:
    together = [turn for turn in turns if len(turn.get("speaker", "").split()) > 1]
    if together:
        count = "1 turn" if len(together) == 1 else f"{len(together)} turns"
        yield f"line {line_of(together[0])}: {count} in which several people speak at once"
    used = dict.fromkeys(each for turn in turns for each in turn.get("speaker", "").split())
    nameless = [each for each in used if each not in names]
    if nameless:
        yield f"speakers without a name, called by their ids: {', '.join(nameless)[:200]}"
    shown = [names[each] for each in used if each in names]
    for name in dict.fromkeys(shown):
        if shown.count(name) > 1:
            yield f"{shown.count(name)} speakers are called {name!r}; read as one"


def _seconds(time: str | None) -> float | None:
    try:
        value = float(time or "nan")
    except ValueError:
        return None
    return max(value, 0.0) if math.isfinite(value) and value < _MAX_SECONDS else None
