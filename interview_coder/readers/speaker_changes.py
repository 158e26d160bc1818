"""Who says words without a label: marks of a change of speaker, and labels only at a change."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from interview_coder.readers.cues import UNKNOWN_SPEAKER, Cue
from interview_coder.readers.names import looks_like_name
from interview_coder.readers.pieces import Tally
from interview_coder.readers.voices import find_labels

_ANGLES = re.compile(r"^>{2,3}[ \t]*")
_DASH = re.compile(r"^[-–—][ \t]*(?=[^\s\d\-–—>])")
_LABEL = re.compile(r"\[?([^:：\[\]\n]{1,60})\]?[ \t]*(?::(?=\s|$)|：)")
_SENTENCE_END = re.compile(r"[.?!…。？！♪][\"”’')\]]*$")
_MIN_LABELS = 4
_MIN_SHARE_UNLABELLED = 0.25
_MAX_SHARE_UNLABELLED = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """Cues whose labels have become speakers.

    Attributes:
        cues: In order; those without words are gone.
        notes: What to check.
    """

    cues: tuple[Cue, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """Words of a cue, and the mark that somebody else begins to speak; empty for none."""

    cue: Cue
    mark: str = ""


def find_speakers(
    cues: Sequence[Cue], tally: Tally, *, names: Collection[str], rolls_up: bool
) -> Spoken:
    """Find who speaks in each cue.

    A label tells it. `>>` and a dash tell that somebody else speaks than before; without a label
    beside them the words are nobody's. A cue without either continues the speaker before it only
    where the file labels a speaker once, at the change: where each label comes with `>>`, or where
    no label follows itself, there are at least four of two people, and at least a quarter of the
    cues has none. Where more than half of the cues have no label and that is not so, labels are
    too rare to tell anything about the cues between them.

    Args:
        cues: Their speaker is set where a voice tag tells it.
        tally: Counts marks and labels without words.
        names: Speakers the researcher has named.
        rolls_up: Whether the captions roll up, so that labels are shown more than once.
    """
    cut = [part for cue in cues for part in _cut(cue)]
    tally.add("marks of a new speaker (>> or a dash)", n=sum(bool(part.mark) for part in cut))
    labels = find_labels([part.cue for part in cut], names=names)
    parts = [split for part in cut for split in _label(part, labels.split(part.cue))]
    silent = [part.cue.speaker for part in parts if not part.cue.text.strip()]
    tally.add("labels without words", str(silent[0]) if silent else "", n=len(silent))
    parts = [part for part in parts if part.cue.text.strip()]
    notes = [*labels.notes, *_note_changes(parts)]
    settled = tuple(part.cue for part in parts)
    if _labels_changes(parts, rolls_up=rolls_up):
        notes += _note_continued(settled)
        settled = tuple(_continue(settled))
    elif _is_rarely_labelled(settled):
        settled = tuple(replace(cue, speaker=cue.speaker or UNKNOWN_SPEAKER) for cue in settled)
    return Spoken(cues=settled, notes=tuple(notes))


def _cut(cue: Cue) -> Iterator[_Part]:
    """Cut a cue where a mark says that somebody else speaks; take the marks off."""
    if cue.speaker or not any(sign in cue.text for sign in ">-–—"):
        yield _Part(cue=cue)
        return
    lines: list[str] = []
    mark = ""
    for line in cue.text.split("\n"):
        match = _change(line, above=lines[-1] if lines else None, mark=mark)
        if match is None:
            lines.append(line)
            continue
        if lines:
            yield _Part(cue=replace(cue, text="\n".join(lines)), mark=mark)
        lines, mark = [line[match.end() :]], match.group().strip()
    yield _Part(cue=replace(cue, text="\n".join(lines)), mark=mark)


def _change(line: str, *, above: str | None, mark: str) -> re.Match[str] | None:
    angles = _ANGLES.match(line)
    dash = _DASH.match(line)
    if angles is not None or dash is None:
        return angles
    # "it was slow\n- really slow" is one sentence; a new speaker begins after the end of one.
    goes_on = line[dash.end()].islower()
    may_follow = above is None or bool(mark) or _SENTENCE_END.search(above) is not None
    label = _LABEL.match(line, dash.end())
    is_named = label is not None and looks_like_name(label[1])
    return dash if is_named or (may_follow and not goes_on) else None


def _label(part: _Part, cues: Iterator[Cue]) -> Iterator[_Part]:
    for i, cue in enumerate(cues):
        mark = part.mark if i == 0 else ""
        is_nobody = mark and not cue.speaker
        yield _Part(cue=replace(cue, speaker=UNKNOWN_SPEAKER) if is_nobody else cue, mark=mark)


def _is_labelled(cue: Cue) -> bool:
    return cue.speaker not in (None, UNKNOWN_SPEAKER)


def _labels_changes(parts: Sequence[_Part], *, rolls_up: bool) -> bool:
    """Whether the file labels a speaker only where the speaker changes."""
    labelled = [part for part in parts if _is_labelled(part.cue)]
    if len(labelled) > 1 and all(part.mark.startswith(">") for part in labelled):
        return True
    if rolls_up or len(labelled) < _MIN_LABELS or any(part.mark for part in parts):
        return False
    speakers = [part.cue.speaker for part in labelled]
    repeats = any(one == other for one, other in pairwise(speakers))
    n_unlabelled = len(parts) - len(labelled)
    return not repeats and n_unlabelled >= _MIN_SHARE_UNLABELLED * len(parts)


def _continue(cues: Sequence[Cue]) -> Iterator[Cue]:
    speaker: str | None = None
    for cue in cues:
        speaker = cue.speaker or speaker
        yield replace(cue, speaker=speaker)


def _is_rarely_labelled(cues: Sequence[Cue]) -> bool:
    n_labelled = sum(_is_labelled(cue) for cue in cues)
    n_unlabelled = len(cues) - n_labelled
    return bool(n_labelled) and n_unlabelled > _MAX_SHARE_UNLABELLED * len(cues)


def _note_continued(cues: Sequence[Cue]) -> Iterator[str]:
    pairs = zip(cues, _continue(cues), strict=True)
    given = [cue for cue, told in pairs if not cue.speaker and _is_labelled(told)]
    if given:
        n_words = sum(len(cue.text.split()) for cue in given)
        yield (
            f"line {given[0].line_no}: this file names a speaker only where the speaker changes, "
            f"so that {n_words} words in {len(given)} cues without a label were given to the "
            "speaker named before them; check some of them"
        )


def _note_changes(parts: Sequence[_Part]) -> Iterator[str]:
    unnamed = [part for part in parts if part.mark and not _is_labelled(part.cue)]
    if unnamed:
        first = unnamed[0]
        yield (
            f"line {first.cue.line_no}: {first.mark!r} says that somebody else speaks, but not "
            f"who; places of that kind: {len(unnamed)}; write the name and a colon behind the mark"
        )
