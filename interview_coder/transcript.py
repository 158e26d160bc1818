"""Who said what, and where in the source it stands: the data every stage points into."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of a transcript's text.

    Offsets count Unicode code points of `Transcript.text`, from 0; never bytes.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(
                f"a span needs 0 <= start < end, got start={self.start}, end={self.end}"
            )

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeMark:
    """The moment at which the words from `offset` on were said.

    Attributes:
        offset: Code point of the transcript's text.
        seconds: Since the recording began; never negative.
    """

    offset: int
    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One speaker's uninterrupted speech.

    Attributes:
        speaker: The label in the source, without colon or time.
        span: From the first to the last character said; the label stands outside.
        asides: Stretches inside `span` that nobody said (time marks, `[laughs]`), in order.
        times: Known moments inside the turn, in order; empty where the source has none.
    """

    speaker: str
    span: Span
    asides: tuple[Span, ...] = ()
    times: tuple[TimeMark, ...] = ()

    def time_at(self, offset: int) -> float | None:
        """The latest known moment at or before `offset`, in seconds; None if there is none."""
        n_known = bisect_right(self.times, offset, key=lambda mark: mark.offset)
        return self.times[n_known - 1].seconds if n_known else None


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """Something in a file that did not become speech.

    Attributes:
        what: What it is, such as `cues without words`.
        n: How many of them; at least 1.
        sample: How the first of them begins, at most 60 characters; empty where it has no text.
    """

    what: str
    n: int
    sample: str = ""

    def __str__(self) -> str:
        first, _, rest = self.what.partition(" ")
        return f"{self.n} {first.removesuffix('s') if self.n == 1 else first} {rest}".rstrip()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadAs:
    """How a file is to be read, where it does not tell by itself; empty where it does.

    Attributes:
        encoding: Of a text file that is not Unicode, by its usual name (`cp1250`).
        speaker: The column of a table in which the speakers stand.
        text: The column of what was said.
        time: The column of times.
        interview: The column that tells the interviews of one file apart.
        tiers: The tiers of an annotation file that are speech.
        only_speaker: Who says everything in a file that names nobody.
    """

    encoding: str = ""
    speaker: str = ""
    text: str = ""
    time: str = ""
    interview: str = ""
    tiers: tuple[str, ...] = ()
    only_speaker: str = ""


INTERVIEW = "interview"
"""The kind of a transcript that is one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """Who wrote a comment, when, and where it stands in its source.

    Attributes:
        place: Where it stands, such as `row 12` or `comment 3`.
        author: Who wrote it; empty where the source does not say, or shall not.
        written: When it was written, as the source puts it; empty where it does not say.
    """

    place: str
    author: str = ""
    written: str = ""


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """One interview or focus group, exactly as read; later stages point into `text`.

    Another source of the study (support tickets, reviews) is one, too: of another `kind`, with a
    turn a comment and no participants, so that nobody in it can be counted.

    Attributes:
        name: The file's name, with suffix; unique in a study.
        text: What the reader decoded, line ends as line feeds, nothing else altered.
        turns: In order, not overlapping.
        source_hash: sha256 of the file's bytes, in hex; of a pseudonymised study, `text_hash`.
        text_hash: sha256 of `text` in UTF-8, in hex.
        format: Name of the reader.
        notes: What the reader wants the researcher to know.
        left_out: What in the file did not become speech.
        file: The file it was read from, where that is not `name`: a table may hold several
            interviews.
        encoding: Of a text file; empty for other formats.
        language: ISO 639-1 code of what the participants speak; empty for the study's.
        read_as: What the researcher said about reading the file.
        speaker_to_participant: Label to participant. A speaker who is missing here is an
            interviewer or a bystander, whose words are never coded. Empty until roles are known.
        kind: `INTERVIEW`, or what another source of the study holds, in the researcher's words.
        comments: Of another source, one a turn; empty for interviews.
        columns: Of another source that is a table, what was read to the name of its column.
    """

    name: str
    text: str = field(repr=False)
    turns: tuple[Turn, ...] = field(repr=False)
    source_hash: str
    text_hash: str
    format: str
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    file: str = ""
    encoding: str = ""
    language: str = ""
    read_as: ReadAs = field(default_factory=ReadAs)
    speaker_to_participant: Mapping[str, str] = field(default_factory=dict)
    kind: str = INTERVIEW
    comments: tuple[Comment, ...] = field(default=(), repr=False)
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The name of the file it was read from."""
        return self.file or self.name

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return Path(self.name).stem

    @property
    def speakers(self) -> tuple[str, ...]:
        """The labels, in the order of their first words."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))

    @property
    def participants(self) -> tuple[str, ...]:
        """The participants who speak, in the order of their first words."""
        names = (self.speaker_to_participant.get(speaker) for speaker in self.speakers)
        return tuple(dict.fromkeys(name for name in names if name is not None))

    def quote(self, span: Span) -> str:
        """Return the words at `span`, verbatim."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, kw_only=True, slots=True)
class Utterance:
    """The unit of coding: a sentence or a short run of fragments inside a turn.

    Attributes:
        id: `<transcript without suffix>-<running number>`, unique in a study.
        transcript: Name of the transcript.
        participant: Who said it; empty in another source of the study: nobody was interviewed.
        turn: Index in `Transcript.turns`.
        span: Where it stands; begins and ends with a character that was said.
        question: The interviewer's turn before it; None if nobody asked.
        start_time: Seconds since the recording began; None where the source has no times.
    """

    id: str
    transcript: str
    participant: str
    turn: int
    span: Span
    question: Span | None = None
    start_time: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Participant:
    """Somebody who was interviewed.

    Attributes:
        name: Name or pseudonym, as in the transcripts.
        attributes: Column to value from participants.csv; empty where there is no row.
    """

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Study:
    """The interviews that belong together.

    Attributes:
        title: What the researcher calls it.
        folder: Where it was read from; None for a study built in memory.
        language: ISO 639-1 code of the language most of it is spoken in.
        transcripts: The interviews, sorted by name.
        participants: Sorted by name; everybody who is interviewed in a transcript.
        codebooks: Names or paths of the codebooks the study asks for.
        min_participants: Promote themes that so many participants voice.
        min_share: And so large a share of all, from 0 to 1.
        accepted_only: And count participants only where a person accepted a coding.
        coefficients: Whether reports show intervals, probabilities, stability and saturation.
        notes: What the researcher should know about the reading.
        pseudonymised: Whether pseudonyms stand instead of names, see `pseudonyms`.
        sources: Other sources (support tickets, reviews), in the order of study.toml; never
            counted.
    """

    title: str
    folder: Path | None = None
    language: str = "en"
    transcripts: tuple[Transcript, ...] = field(repr=False)
    participants: tuple[Participant, ...]
    codebooks: tuple[str, ...] = ("psychology",)
    min_participants: int = 3
    min_share: float = 0.0
    accepted_only: bool = False
    coefficients: bool = True
    notes: tuple[str, ...] = ()
    pseudonymised: bool = False
    sources: tuple[Transcript, ...] = field(default=(), repr=False)

    @cached_property
    def _name_to_transcript(self) -> dict[str, Transcript]:
        return {transcript.name: transcript for transcript in (*self.transcripts, *self.sources)}

    def transcript(self, name: str) -> Transcript:
        """Return the transcript, or other source, called `name`.

        Raises:
            KeyError: If the study has none of that name.
        """
        return self._name_to_transcript[name]

    def quote(self, utterance: Utterance) -> str:
        """Return what was said, verbatim."""
        return self.transcript(utterance.transcript).quote(utterance.span)

    def around(self, utterances: Sequence[Utterance], place: int) -> tuple[str, str]:
        """Return the words of the utterances before and after one, in the same transcript.

        Args:
            utterances: Of the study, in order.
            place: Of the utterance among them, from 0.

        Returns:
            Two texts; empty at the beginning and the end of a transcript.
        """
        own = utterances[place].transcript
        before, after = (
            self.quote(utterances[n])
            if 0 <= n < len(utterances) and utterances[n].transcript == own
            else ""
            for n in (place - 1, place + 1)
        )
        return before, after

    def question(self, utterance: Utterance) -> str:
        """Return the interviewer's words before `utterance`, verbatim; empty if nobody asked."""
        if utterance.question is None:
            return ""
        return self.transcript(utterance.transcript).quote(utterance.question)
