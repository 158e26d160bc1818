"""Which of the places that look like labels are labels: the habit of the file decides.

A name that comes up once may be a speaker or the first word of a sentence ("Honestly: no"). It is
taken for a speaker only where it stands like the labels that are beyond doubt: after a blank line
if they do, with a time if they have one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from interview_coder.readers.label_shapes import Label, find_inline, is_spelled_out_role
from interview_coder.readers.names import is_heading_word, is_numbered_voice, looks_like_name
from interview_coder.roles import is_role

_MIN_NAMES = 2
_MIN_PARTED = 4
_MIN_LOWER = 3
_MIN_TO_SEE_TIMES = 5
_TIMED_SHARE = 0.9
_LOWER = re.compile(r"^[ \t]{0,8}(?P<name>[^\W\d_A-Z][\w.'-]{0,20}):[ \t]", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sorted:
    """Labels, told from what merely looks like them.

    Attributes:
        labels: Where turns begin, in order.
        doubted: Marked like labels, but read as speech.
        once: Those of `labels` whose name comes up once and was not known beforehand.
    """

    labels: tuple[Label, ...]
    doubted: tuple[Label, ...]
    once: tuple[Label, ...]


def sort_out(candidates: Sequence[Label], text: str, *, names: Collection[str]) -> Sorted:
    """Tell labels from what merely looks like them.

    Args:
        candidates: In order.
        text: Where they stand.
        names: Speakers known beforehand.
    """
    names = frozenset(names)
    sure = _sure(candidates, text, names)
    starts = {label.start for label in sure}
    wants_blank = _wants_blank(sure, text)
    rest = [label for label in candidates if label.start not in starts]
    fitting = [label for label in rest if sure and _fits(label, sure, wants_blank=wants_blank)]
    taken = {label.start for label in fitting}
    counts = Counter(label.name for label in (*sure, *fitting))
    labels = sorted((*sure, *fitting), key=lambda label: label.start)
    return Sorted(
        labels=tuple(labels),
        doubted=tuple(label for label in rest if label.start not in taken and label.is_marked),
        once=tuple(
            label for label in labels if counts[label.name] == 1 and not is_known(label.name, names)
        ),
    )


def lower_case_names(text: str) -> frozenset[str]:
    """Return names in lower case that open line after line: `anna: …`, `ben: …`.

    They are two or more, and each comes up three times; else nobody is believed to be called so.
    """
    counts = Counter(match["name"] for match in _LOWER.finditer(text))
    names = {name for name, n in counts.items() if n >= _MIN_LOWER and not is_heading_word(name)}
    return frozenset(names) if len(names) >= _MIN_NAMES else frozenset()


def is_known(name: str, names: Collection[str]) -> bool:
    """Whether `name` is a speaker however seldom it comes up."""
    return is_role(name) or name in names or is_numbered_voice(name)


def _sure(candidates: Sequence[Label], text: str, names: frozenset[str]) -> list[Label]:
    """The labels beyond doubt: of a speaker who is known or comes up again."""
    by_shape: dict[str, list[Label]] = {
        "marked": [], "heading": [], "boxed": [], "parted": [], "bare": [],
    }  # fmt: skip
    for label in candidates:
        by_shape["marked" if label.shape not in by_shape else label.shape].append(label)
    marked = _timed_like_the_others(_repeated(by_shape["marked"], names), names)
    sure = marked + [
        label
        for label in by_shape["bare"]
        if is_spelled_out_role(label.name) and (label.follows_blank_line or not marked)
    ]
    for shape in ("heading", "boxed"):
        found = _repeated(by_shape[shape], names)
        if len(found) >= len(sure) and _is_habit(found, names):
            sure += found if shape == "heading" else _with_inline(found, text, names)
    parted = _repeated(by_shape["parted"], names)
    if not sure and len(parted) >= _MIN_PARTED and _is_habit(parted, frozenset()):
        sure = parted
    if all(label.shape == "bare" for label in sure):
        found = [label for label in by_shape["bare"] if _heads_a_paragraph(label, text)]
        repeated = _repeated(found, names)
        if sure or _is_habit(repeated, frozenset()):
            known = {label.start for label in sure}
            sure += [label for label in repeated if label.start not in known]
    return sorted(sure, key=lambda label: label.start)


def _repeated(labels: Sequence[Label], names: frozenset[str]) -> list[Label]:
    counts = Counter(label.name for label in labels)
    return [label for label in labels if counts[label.name] > 1 or is_known(label.name, names)]


def _is_habit(labels: Sequence[Label], names: frozenset[str]) -> bool:
    """Whether `labels`, of a shape that other things have, too, are the labels of the file."""
    found = {label.name for label in labels}
    return len(found) >= _MIN_NAMES or any(is_known(name, names) for name in found)


def _timed_like_the_others(labels: Sequence[Label], names: frozenset[str]) -> list[Label]:
    """Drop names that never have a time in a file whose labels have one."""
    n_timed = sum(label.clock is not None for label in labels)
    if n_timed < _MIN_TO_SEE_TIMES or n_timed < _TIMED_SHARE * len(labels):
        return list(labels)
    timed = {label.name for label in labels if label.clock is not None}
    return [label for label in labels if label.name in timed or is_known(label.name, names)]


def _with_inline(boxed: Sequence[Label], text: str, names: frozenset[str]) -> list[Label]:
    """Add `(Interviewer)` and its like inside the lines, where they begin turns, too."""
    taken = {label.start for label in boxed}
    starts = {
        text.index(bracket, label.start) for label in boxed for bracket in _bracket_of(label, text)
    }
    known = names | {label.name for label in boxed}
    inline = [label for label in find_inline(text, known) if label.start not in taken | starts]
    return [*boxed, *inline]


def _bracket_of(label: Label, text: str) -> Sequence[str]:
    return [sign for sign in "(（" if sign in text[label.start : label.end]]


def _heads_a_paragraph(label: Label, text: str) -> bool:
    end = text.find("\n", label.end)
    following = text[end + 1 : end + 2] if end >= 0 else ""
    return label.follows_blank_line and bool(following.strip())


def _wants_blank(sure: Sequence[Label], text: str) -> bool:
    first = len(text) - len(text.lstrip())
    after = [label.follows_blank_line for label in sure if label.start > first]
    return bool(after) and all(after)


def _fits(label: Label, sure: Sequence[Label], *, wants_blank: bool) -> bool:
    if not looks_like_name(label.name) or (wants_blank and not label.follows_blank_line):
        return False
    shapes = {each.shape for each in sure}
    n_timed = sum(each.clock is not None for each in sure)
    if len(sure) >= _MIN_TO_SEE_TIMES and n_timed >= _TIMED_SHARE * len(sure):
        return label.clock is not None
    if label.shape in ("heading", "boxed", "parted"):
        return label.shape in shapes
    if label.shape == "bare":
        return shapes == {"bare"} and label.follows_blank_line
    return True
