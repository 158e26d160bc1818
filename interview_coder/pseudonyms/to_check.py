"""What a person should look at: whatever may identify somebody and is no name of the key."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_coder.errors import PseudonymError
from interview_coder.participants import PARTICIPANTS_FILE
from interview_coder.pseudonyms.finding import NameFinder
from interview_coder.pseudonyms.forms import words_of_stem
from interview_coder.pseudonyms.key import Key
from interview_coder.pseudonyms.key_file import write_private
from interview_coder.pseudonyms.near import capital_inside, name_words, near_names
from interview_coder.pseudonyms.patterns import find_identifiers
from interview_coder.tabular import to_csv
from interview_coder.transcript import Span, Study, Transcript

COLUMNS = ("transcript", "line", "start", "end", "kind", "text", "count", "context")
_ALL_NOUNS_ARE_CAPITAL = ("de", "lb")
_CONTEXT = 30
_SMALL = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class ToCheck:
    """Something in a pseudonymised study that may still tell who somebody is.

    Attributes:
        transcript: Its name in the results; participants.csv for an attribute.
        line: Of the transcript's text, from 1; None where it stands elsewhere.
        span: Where it comes up first, in the pseudonymised text; None where it stands elsewhere.
        kind: What it looks like, such as `email` or `near a name`.
        text: The characters themselves.
        count: How often the transcript has it.
        context: What stands around it.
    """

    transcript: str
    line: int | None
    span: Span | None
    kind: str
    text: str
    count: int
    context: str


def find_to_check(study: Study, *, key: Key) -> tuple[ToCheck, ...]:
    """Return what a person should look at in a pseudonymised study, transcript by transcript.

    Addresses, links, numbers like those of telephones, accounts and persons; words that come near
    a name of the key, or are one and were left because they are an ordinary word, too; what has a
    capital inside a sentence; words left in the names of files. The same text is told once a
    transcript, with how often it stands there.

    Args:
        study: Pseudonymised.
        key: With which it was.

    Raises:
        ValueError: If the study is not pseudonymised.
    """
    if not study.pseudonymised:
        raise ValueError("the study is not pseudonymised")
    search = _Search.of(study, key)
    return tuple(
        item
        for transcript in study.transcripts
        for item in (*search.in_transcript(transcript), *_in_file_name(transcript))
    ) + tuple(_in_attributes(study))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Search:
    finder: NameFinder
    names: frozenset[str]
    small: frozenset[str]
    marks: re.Pattern[str]
    nouns_are_capital: bool

    @classmethod
    def of(cls, study: Study, key: Key) -> _Search:
        words = (
            word
            for transcript in study.transcripts
            for turn in transcript.turns
            for word in _SMALL.findall(transcript.quote(turn.span))
        )
        pseudonyms = sorted({re.escape(entry.pseudonym) for entry in key.names}, key=len)
        mark = "|".join(reversed(pseudonyms)) or "(?!)"
        return cls(
            finder=NameFinder.of(key),
            names=name_words(key),
            small=frozenset(word for word in words if word[0].islower()),
            marks=re.compile(rf"\[(?:{mark})(?: or (?:{mark}))*\]"),
            nouns_are_capital=study.language in _ALL_NOUNS_ARE_CAPITAL,
        )

    def in_transcript(self, transcript: Transcript) -> Iterator[ToCheck]:
        text = transcript.text
        lines = [0, *(match.end() for match in re.finditer("\n", text))]
        found = sorted(self._found(transcript))
        shown = [(kind, " ".join(text[span.start : span.end].split())) for span, kind in found]
        counts = Counter(shown)
        for (span, kind), what in zip(found, shown, strict=True):
            if count := counts.pop(what, 0):
                yield ToCheck(
                    transcript=transcript.name,
                    line=bisect_right(lines, span.start),
                    span=span,
                    kind=kind,
                    text=what[1],
                    count=count,
                    context=_around(text, span),
                )

    def _found(self, transcript: Transcript) -> Iterator[tuple[Span, str]]:
        """Yield what is found, each stretch for the first reason only."""
        text = transcript.text
        marks = [Span(start=m.start(), end=m.end()) for m in self.marks.finditer(text)]
        turns = [turn.span for turn in transcript.turns]
        identifiers = find_identifiers(text)
        yield from identifiers
        taken = [identifier.span for identifier in identifiers]
        kinds = {
            "left as a word": (
                hit.span for hit in self.finder.find(text, [(turn, "spoken") for turn in turns])
            ),
            "near a name": near_names(
                text, [Span(start=0, end=len(text))], names=self.names, small=self.small
            ),
            "capital inside a sentence": ()
            if self.nouns_are_capital
            else capital_inside(text, turns, small=self.small),
        }
        for kind, spans in kinds.items():
            for span in spans:
                if not _touches(span, [*taken, *marks]):
                    taken.append(span)
                    yield span, kind


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _around(text: str, span: Span) -> str:
    start, end = max(0, span.start - _CONTEXT), span.end + _CONTEXT
    return " ".join(text[start:end].split())


def _in_file_name(transcript: Transcript) -> Iterator[ToCheck]:
    for word in words_of_stem(transcript.stem):
        yield _elsewhere(transcript.name, "file name", word, transcript.name)


def _in_attributes(study: Study) -> Iterator[ToCheck]:
    for person in study.participants:
        for column, value in person.attributes.items():
            for span, kind in find_identifiers(value):
                text = value[span.start : span.end]
                yield _elsewhere(PARTICIPANTS_FILE, kind, text, f"{person.name}, {column}")


def _elsewhere(transcript: str, kind: str, text: str, context: str) -> ToCheck:
    return ToCheck(
        transcript=transcript, line=None, span=None, kind=kind, text=text, count=1, context=context
    )


def write_to_check(items: Sequence[ToCheck], path: Path) -> None:
    """Write `items` as CSV to `path`, for the owner alone; an earlier list is replaced.

    Raises:
        PseudonymError: If what is there is no such list, or somebody has added a column to it.
    """
    header = (",".join(COLUMNS) + "\n").encode()
    if path.exists() and not path.read_bytes().startswith(header):
        raise PseudonymError(["was not written so by interview_coder; move it away"], path=path)
    rows = [
        {
            "transcript": item.transcript,
            "line": item.line,
            "start": item.span.start if item.span else None,
            "end": item.span.end if item.span else None,
            "kind": item.kind,
            "text": item.text,
            "count": item.count,
            "context": item.context,
        }
        for item in items
    ]
    write_private(path, to_csv(rows, COLUMNS))
