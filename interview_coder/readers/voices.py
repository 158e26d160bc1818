"""Labels in front of the words of cues: `Name: `, `[Name]: `, and `[Name]` or `(Name)` alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from interview_coder.readers.asides import find_asides, is_remark, trim
from interview_coder.readers.cues import Cue
from interview_coder.readers.names import is_heading_word, looks_like_name
from interview_coder.readers.pieces import clean_name
from interview_coder.roles import is_role
from interview_coder.transcript import Span

_COLON = re.compile(
    r"^[ \t]*(?:\[[^\[\]\n]{1,60}\][ \t]*(?=[^\s:：]))?"  # a remark may stand before the name
    r"(?:\[(?P<boxed>[^\[\]\n:：]{1,60})\]|(?P<name>[^:：\n]{1,60}?))"
    r"[ \t]*(?::(?:[ \t]+|$)|：[ \t]*)",
    re.MULTILINE,
)
_BRACKETS = re.compile(
    r"^[ \t]*(?:\[(?P<square>[^\[\]\n:：]{1,60})\]|\((?P<round>[^()\n:：]{1,60})\)"
    r"|【(?P<corner>[^【】\n:：]{1,60})】)[ \t]*(?![ \t:：])",
    re.MULTILINE,
)
_LOWER_CASE_WORDS = re.compile(r"^(?:\S+\s+)*[a-zß-öø-ÿ]+(?:\s|$)")
_MAX_WORDS = 6
_MIN_LABELS_TO_WONDER = 6
_MIN_CUES = 10
_MIN_SHARE_LABELLED = 0.9
_MIN_SHARE_BRACKETED = 0.5
_MAX_SHOWN = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class _Prefix:
    """What may be a label: `[start, end)` of the cue's text; `opens` where it begins the cue."""

    label: str
    start: int
    end: int
    has_colon: bool
    opens: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """Which words in front of cues are the names of speakers.

    Attributes:
        with_colon: The labels that stand before a colon.
        in_brackets: The labels that stand in brackets, without colon.
        notes: What to check: labels that come up once.
    """

    with_colon: frozenset[str]
    in_brackets: frozenset[str]
    notes: tuple[str, ...] = ()

    def split(self, cue: Cue) -> Iterator[Cue]:
        """Move labels into the speaker; a cue in which two people speak becomes two.

        Words before the first label, or without one, keep the cue's speaker. The words after a
        label may be empty.
        """
        found = [prefix for prefix in _prefixes(cue) if self._holds(prefix)]
        if not found or cue.text[: found[0].start].strip():
            end = found[0].start if found else len(cue.text)
            yield replace(cue, text=cue.text[:end].rstrip())
        ends = [prefix.start for prefix in found[1:]] + [len(cue.text)]
        for prefix, end in zip(found, ends, strict=False):
            words = cue.text[prefix.end : end].strip("\n")
            yield replace(cue, speaker=prefix.label, text=words)

    def _holds(self, prefix: _Prefix) -> bool:
        return prefix.label in (self.with_colon if prefix.has_colon else self.in_brackets)


def split_labels(cues: Sequence[Cue], *, names: Collection[str]) -> list[Cue]:
    """Move labels at the start of lines into the speaker, where they are names."""
    labels = find_labels(cues, names=names)
    return [part for cue in cues for part in labels.split(cue)]


def find_labels(cues: Sequence[Cue], *, names: Collection[str]) -> Labels:
    """Find the labels among what stands before colons and in brackets.

    Before a colon it is one if it is a role, if the researcher has named it, or if it looks like a
    name and comes up more than once. What comes up once is believed where all cues are labelled,
    where nine tenths are and it begins a cue, and where it is in capitals as all sure labels are.
    In brackets it is one where half of the cues begin so, or if the researcher has named it.

    Args:
        cues: Those that tell their speaker are taken as they are.
        names: Speakers the researcher has named.
    """
    prefixes = [list(_prefixes(cue)) for cue in cues]
    with_colon = [[prefix for prefix in found if prefix.has_colon] for found in prefixes]
    counts = Counter(prefix.label for found in with_colon for prefix in found)
    sure = {label for label in counts if _is_sure(label, counts[label], names)}
    believed = _believed(cues, with_colon, counts, sure)
    rest = [label for label in counts if label not in sure | believed and looks_like_name(label)]
    lines = _first_lines(cues, with_colon)
    once = [label for label in counts if label in believed - sure and not _is_known(label, names)]
    once = once if counts.total() >= _MIN_LABELS_TO_WONDER else []
    notes = (
        *_notes(once, lines, "comes up once and was taken for a speaker"),
        *_notes(rest, lines, "comes up once and was read as speech, not as a speaker"),
    )
    in_brackets = _in_brackets(cues, prefixes, names)
    return Labels(
        with_colon=frozenset(sure | believed), in_brackets=frozenset(in_brackets), notes=notes
    )


def _prefixes(cue: Cue) -> Iterator[_Prefix]:
    """What may be a label, one a line at most."""
    if cue.speaker:
        return
    found = [*_COLON.finditer(cue.text)] if ":" in cue.text or "：" in cue.text else []
    starts = {match.start() for match in found}
    if any(sign in cue.text for sign in "[(【"):
        found += [match for match in _BRACKETS.finditer(cue.text) if match.start() not in starts]
    for match in sorted(found, key=lambda match: match.start()):
        label = clean_name(match[match.lastgroup or 0])
        if label is not None:
            yield _Prefix(
                label=label,
                start=_start(match),
                end=match.end(),
                has_colon=match.re is _COLON,
                opens=match.start() == 0,
            )


def _start(match: re.Match[str]) -> int:
    """Where the label begins, its bracket and the blanks before it included."""
    start = match.start(match.lastgroup or 0)
    is_boxed = match.lastgroup != "name"
    return start - is_boxed


def _is_known(label: str, names: Collection[str]) -> bool:
    return is_role(label) or label in names


def _is_sure(label: str, n: int, names: Collection[str]) -> bool:
    return _is_known(label, names) or (
        n > 1 and _may_be_name(label) and not is_heading_word(label.split()[0])
    )


def _may_be_name(label: str) -> bool:
    """Whether `label` may be a person's; meeting programs allow any signs in names."""
    return looks_like_name(label) or (
        len(label.split()) <= _MAX_WORDS and _LOWER_CASE_WORDS.match(label) is None
    )


def _believed(
    cues: Sequence[Cue],
    prefixes: Sequence[Sequence[_Prefix]],
    counts: Counter[str],
    sure: Collection[str],
) -> set[str]:
    """Labels that the habit of the file makes believable."""
    begin = [found[0].label if found and found[0].opens else None for found in prefixes]
    spoken = [i for i, cue in enumerate(cues) if begin[i] or not _is_aside(cue.text)]
    if all(cues[i].speaker or begin[i] for i in spoken):
        return {label for label in counts if _may_be_name(label)}
    n_labelled = sum(bool(cues[i].speaker) or begin[i] in sure for i in spoken)
    if len(spoken) >= _MIN_CUES and n_labelled >= _MIN_SHARE_LABELLED * len(spoken):
        return {label for label in begin if label and looks_like_name(label)}
    if len(sure) > 1 and all(label.isupper() for label in sure):
        return {label for label in counts if label.isupper() and looks_like_name(label)}
    return set()


def _in_brackets(
    cues: Sequence[Cue], prefixes: Sequence[Sequence[_Prefix]], names: Collection[str]
) -> set[str]:
    """Names in brackets, where the file has that habit."""
    begin = [found[0].label for found in prefixes if found and _is_bracketed_name(found[0])]
    counts = Counter(begin)
    spoken = sum(not _is_aside(cue.text) for cue in cues)
    told = {label for label in counts if label in names}
    if not begin or len(begin) < _MIN_SHARE_BRACKETED * spoken:
        return told
    return told | {label for label in counts if counts[label] > 1 or is_role(label)}


def _is_bracketed_name(prefix: _Prefix) -> bool:
    is_at_start = prefix.opens and not prefix.has_colon
    return is_at_start and looks_like_name(prefix.label) and not is_remark(prefix.label)


def _is_aside(text: str) -> bool:
    if not text.strip():
        return True
    if text.lstrip()[0].isalnum():
        return False
    asides = find_asides(text, Span(start=0, end=len(text)))
    return trim(text, 0, len(text), asides=asides) is None


def _first_lines(cues: Sequence[Cue], prefixes: Sequence[Sequence[_Prefix]]) -> dict[str, int]:
    """The line of the cue in which each label comes up first."""
    lines: dict[str, int] = {}
    for cue, found in zip(cues, prefixes, strict=True):
        for prefix in found:
            lines.setdefault(prefix.label, cue.line_no)
    return lines


def _notes(labels: Sequence[str], lines: dict[str, int], what: str) -> Iterator[str]:
    for label in labels[:_MAX_SHOWN]:
        yield f"line {lines[label]}: {label!r} {what}"
    if len(labels) > _MAX_SHOWN:
        yield f"and {len(labels) - _MAX_SHOWN} more labels of which each {what}"
