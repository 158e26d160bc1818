"""The grammar of labelled text: which lines begin a turn, and what nobody said.

A turn begins with a label at the start of a line: `Name:`, `**Name:**`, `[00:01:23] Name:`,
`Name [00:01:23]:`, `Name: [00:01:23]`, or a name and a time alone on a line. It lasts to the next
label, over line breaks and blank lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from interview_coder.errors import ReadError
from interview_coder.readers.clock import BRACKETED_CLOCK, CLOCK, seconds
from interview_coder.readers.source import Reading, Source
from interview_coder.roles import is_role
from interview_coder.transcript import Span, TimeMark, Turn


def _time(group: str, *, clock: str = CLOCK) -> str:
    return rf"\\?[\[(]?[ \t]*(?P<{group}>{clock})[ \t]*\\?[\])]?"


_LABEL = re.compile(
    rf"""
    ^[ \t]*(?P<heading>\#{{1,6}}[ ]+)?      # a Markdown heading may hold the name
    (?:{_time("before")}[ \t]+)?            # 00:00:03 Name
    (?P<bold>\*\*|__)?
    (?P<name>[^\W_](?:[^\n:：*\[\]]{{0,48}}?[^\s:：*\[\](])?)
    (?:\*\*|__)?
    (?:[ \t]+{_time("after")})?             # Name [00:00:03]
    [ \t]*
    (?:
        (?P<colon>(?:\*\*|__)?[ \t]*[:：](?:[ \t]*(?:\*\*|__))?)   # Name:   **Name:**   Name：
        (?=\s|$|\[|\\\[|(?<=：))
      | (?:\*\*|__)?(?=[ \t]*$)                                       # alone on its line
      | (?:(?<=\*\*)|(?<=__))(?=[ \t])                                # **Name** the words
    )
    [ \t]*
    (?:\\?[\[(][ \t]*(?P<later>{CLOCK})[ \t]*\\?[\])](?=\s|$))?      # Name: [00:00:03]
    """,
    re.MULTILINE | re.VERBOSE,
)
_ASIDE = re.compile(r"\\?\[[^\[\]\n]{1,60}\]")
_SENTENCE_PUNCTUATION = re.compile(r"[,;!?\"“”]|\.(?=\s+[a-z])|\.$")
_ABBREVIATED_TITLE = re.compile(r"^(?:dr|mr|mrs|ms|prof|st)\.", re.IGNORECASE)
_MAX_WORDS = 5
_MAX_INITIALS = 3
_MIN_LABELS_TO_WONDER = 6

# Words that open lines of a header or of a remark; never a person.
_NOT_NAMES = frozenset(
    """
    note notes nb context product project date time duration location place recorded recording
    transcript transcribed transcription file title subject topic study session http https www
    re ps question answer example warning important summary agenda attendees participants
    version source language keywords email tel phone url link update edit format setting
    """.split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Label:
    """A place where a turn may begin: `[start, end)` is the label with its time and colon."""

    name: str
    start: int
    end: int
    clock: str | None
    is_marked: bool  # has a colon, or is bold: unlike a bare line, it asks to be a label


def read_labelled(source: Source, text: str, *, bold: Sequence[Span] = ()) -> Reading:
    """Read labelled text.

    Args:
        source: The file, for its name in messages and the names it should find.
        text: Its canonical text.
        bold: Bold stretches at the start of a line; a name among them needs no colon.

    Raises:
        ReadError: If no line begins with a speaker's label, or nothing is said.
    """
    candidates = list(_candidates(text, bold=bold, names=source.names))
    labels, doubted = _sort_out(candidates, text, names=source.names)
    counts = Counter(label.name for label in labels)
    once = [label for label in labels if counts[label.name] == 1 and not _is_known(label, source)]
    once = once if len(labels) >= _MIN_LABELS_TO_WONDER else []
    if not labels:
        message = (
            "no speaker labels; begin each turn with the speaker's name and a colon, "
            "such as 'Interviewer: How was it?'"
        )
        raise ReadError(message, path=source.path, line_no=1)
    turns = tuple(_turns(text, labels))
    if not turns:
        message = "speakers are named but nothing is said"
        raise ReadError(message, path=source.path, line_no=1)
    notes = [
        *_note_preamble(text, labels[0]),
        *_note_doubted(text, doubted),
        *_note_once(text, once),
    ]
    return Reading(text=text, turns=turns, notes=tuple(notes))


def find_asides(text: str, span: Span) -> tuple[Span, ...]:
    """Return what stands inside `span` but was not said: times in brackets, `[laughs]`."""
    found = [*_ASIDE.finditer(text, span.start, span.end)]
    found += BRACKETED_CLOCK.finditer(text, span.start, span.end)
    asides: list[Span] = []
    for start, end in sorted((match.start(), match.end()) for match in found):
        if not asides or asides[-1].end <= start:
            asides.append(Span(start=start, end=end))
    return tuple(asides)


def find_times(text: str, span: Span) -> tuple[TimeMark, ...]:
    """Return the times written in brackets inside `span`."""
    return tuple(
        TimeMark(offset=match.end(), seconds=seconds(match[1]))
        for match in BRACKETED_CLOCK.finditer(text, span.start, span.end)
    )


def trim(text: str, start: int, end: int, *, asides: Sequence[Span] = ()) -> Span | None:
    """Return `[start, end)` without white space and asides at its ends; None if nothing is left."""
    starts = {aside.start: aside.end for aside in asides}
    ends = {aside.end: aside.start for aside in asides}
    while start < end and (text[start].isspace() or start in starts):
        start = starts.get(start, start + 1)
    while start < end and (text[end - 1].isspace() or end in ends):
        end = ends.get(end, end - 1)
    return Span(start=start, end=end) if start < end else None


def _candidates(text: str, *, bold: Sequence[Span], names: Collection[str]) -> Iterator[_Label]:
    bold_starts = {span.start: text[span.start : span.end].strip() for span in bold}
    for match in _LABEL.finditer(text):
        name = match["name"].strip()
        bold_name = bold_starts.get(match.start("name"), name)
        if len(bold_name) < len(name) and ":" not in bold_name:
            continue  # the bold words are the label, what follows them is said
        clock = match["before"] or match["after"] or match["later"]
        asks_to_be = (match["colon"], match["bold"], match["heading"], clock)
        is_marked = any(asks_to_be) or match.start("name") in bold_starts
        if (is_marked or _is_spelled_out_role(name)) and (name in names or looks_like_name(name)):
            yield _Label(
                name=name, start=match.start(), end=match.end(), clock=clock, is_marked=is_marked
            )
    # A bold name that runs straight into the words, as word processors write it.
    for span in bold:
        name = text[span.start : span.end].strip()
        line_match = _LABEL.match(text, span.start)
        is_found = line_match is not None and line_match["name"].strip() == name
        if ":" not in name and not is_found and (name in names or looks_like_name(name)):
            yield _Label(name=name, start=span.start, end=span.end, clock=None, is_marked=True)


def _is_spelled_out_role(name: str) -> bool:
    """Whether a bare line is a label: an "A" may be a list, a "customer." the end of a sentence."""
    return len(name) > _MAX_INITIALS and not name[0].islower() and name[-1] != "." and is_role(name)


def looks_like_name(name: str) -> bool:
    """Whether `name` may be what a transcript calls a person: a role, or capitalised words."""
    words = name.split()
    if is_role(name):
        return True
    if len(words) > _MAX_WORDS or not any(char.isalpha() for char in name):
        return False
    if words[0].lower() in _NOT_NAMES:
        return False
    bare = _ABBREVIATED_TITLE.sub("", name)
    if _SENTENCE_PUNCTUATION.search(bare):
        return False
    capital = [not word[0].isalpha() or not word[0].islower() for word in words]
    return all(capital) or (len(words) == 1 and any(char.isdigit() for char in name))


def _sort_out(
    candidates: Sequence[_Label], text: str, *, names: Collection[str]
) -> tuple[list[_Label], list[_Label]]:
    """Split candidates into labels and doubtful ones.

    A name that comes up once may be a speaker or the first word of a sentence ("Honestly: no").
    It is taken for a speaker only where the habit of the file says so: where it stands like the
    labels that are beyond doubt, after a blank line if they do.
    """
    candidates = sorted(candidates, key=lambda label: label.start)
    counts = Counter(label.name for label in candidates)
    sure = [
        label
        for label in candidates
        if is_role(label.name) or label.name in names or counts[label.name] > 1
    ]
    after_blank = [
        _follows_blank_line(text, label) for label in sure if text[: label.start].strip()
    ]
    wants_blank = bool(after_blank) and all(after_blank)
    labels: list[_Label] = []
    doubted: list[_Label] = []
    for label in candidates:
        fits = label.is_marked and (_follows_blank_line(text, label) or not wants_blank)
        (labels if label in sure or (sure and fits) else doubted).append(label)
    return labels, doubted


def _follows_blank_line(text: str, label: _Label) -> bool:
    before = text[: label.start]
    return not before.strip() or before.endswith("\n\n") or not before.splitlines()[-1].strip()


def _turns(text: str, labels: Sequence[_Label]) -> Iterator[Turn]:
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start if following else len(text)
        if label.end == end:
            continue
        whole = Span(start=label.end, end=end)
        asides = find_asides(text, whole)
        span = trim(text, whole.start, whole.end, asides=asides)
        if span is None:
            continue
        times = find_times(text, whole)
        if label.clock:
            times = (TimeMark(offset=label.end, seconds=seconds(label.clock)), *times)
        inside = tuple(aside for aside in asides if span.contains(aside))
        yield Turn(speaker=label.name, span=span, asides=inside, times=times)


def _line_no(text: str, offset: int) -> int:
    breaks = [match.start() for match in re.finditer("\n", text)]
    return bisect_right(breaks, offset - 1) + 1 if offset else 1


def _note_preamble(text: str, first: _Label) -> Iterator[str]:
    lines = [line for line in text[: first.start].splitlines() if line.strip()]
    if lines:
        count = "line" if len(lines) == 1 else "lines"
        first_words = lines[0].strip()[:60]
        yield f"{len(lines)} {count} before the first speaker, not speech: {first_words!r}"


def _is_known(label: _Label, source: Source) -> bool:
    return is_role(label.name) or label.name in source.names


def _note_once(text: str, once: Sequence[_Label]) -> Iterator[str]:
    for label in once:
        line_no = _line_no(text, label.start)
        yield f"line {line_no}: {label.name!r} comes up once and was taken for a speaker"


def _note_doubted(text: str, doubted: Sequence[_Label]) -> Iterator[str]:
    for label in doubted:
        if label.is_marked:
            yield (
                f"line {_line_no(text, label.start)}: {label.name!r} comes up once "
                "and was read as speech, not as a speaker"
            )
