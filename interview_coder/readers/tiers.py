"""Tiers of annotation programs (ELAN, Praat): which of them are speech, and whose."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from interview_coder.errors import ReadError
from interview_coder.readers.cues import Cue, join_cues
from interview_coder.readers.pieces import Tally, clean_name
from interview_coder.readers.source import Reading, Source

# A tier with one of these words in its name holds something about the speech.
_NOT_SPEECH = frozenset(
    """
    translation translations translated transl übersetzung uebersetzung traduction traducción
    traduccion traduzione vertaling käännös översättning 翻訳 번역 คำแปล
    gloss glosses glossing glosse ft ge gl ps pos mb mp mc morph morphs morpheme morphemes lemma
    phon phone phones phoneme phonemes phonetic phonetics ipa sampa syllable syllables syl tone
    tones tobi break breaks pitch f0 intensity mau kan gesture gestures gaze note notes comment
    comments kommentar commentaire ref refs literal lit mute error errors silence silences
    noise noises topic topics code codes coding
    """.split()
)
_WORD_BY_WORD = frozenset("word words wort wörter mot mots palabra token tokens ort".split())
_SPEECH = frozenset(
    """
    tx txt text texts transcription transcript transcriptions transkript transkription trs trans
    utterance utterances utt orth orthography orthographic speech sentence sentences
    phrase phrases default words word ort tier
    """.split()
)
_NOBODY = frozenset({"none", "[none]", "not specified", "unspecified", "unknown"})
_PARTS = re.compile(r"[^\w]+|_|(?<=[a-z])(?=[A-Z])")
_SEPARATORS = ("@", " - ", "_", "-", ":", " ")

_SAME_MOMENT_SECONDS = 0.002
_MIN_TO_COMPARE = 3
_MAX_SPEAKERS = 100
_MIRRORED_SHARE = 0.6
_MAX_GAP_SECONDS = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Words of a tier.

    Attributes:
        text: The words; never blank.
        start: Seconds since the recording began; None where the file does not tell.
        end: Likewise.
        line_no: Physical line, from 1.
    """

    text: str
    start: float | None
    end: float | None
    line_no: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Tier:
    """One tier with words.

    Attributes:
        name: As the file calls it.
        participant: Who speaks in it, where the file tells; empty otherwise.
        pieces: In the order of the file.
    """

    name: str
    participant: str = ""
    pieces: tuple[Piece, ...]

    @property
    def speaker(self) -> str | None:
        """Who speaks: the participant, else the name without what says that it is text."""
        participant = clean_name(self.participant)
        if participant and participant.lower() not in _NOBODY:
            return participant
        return _speaker_in(self.name)


def is_speech(tier: Tier) -> bool:
    """Whether the name of `tier` lets it be speech."""
    return not _words_of(tier.name) & _NOT_SPEECH


def is_named_speech(tier: Tier) -> bool:
    """Whether the name of `tier` says that it is speech."""
    return is_speech(tier) and bool(_words_of(tier.name) & _SPEECH)


def choose_speech(
    source: Source, tiers: Sequence[Tier], tally: Tally, *, told: Collection[str] | None = None
) -> list[Tier]:
    """Return the tiers that are speech; the others are counted.

    Args:
        source: The file, for messages.
        tiers: Every tier that may be speech.
        tally: Counts what the others hold.
        told: Names of the tiers that the researcher says are speech; None to find them.

    Raises:
        ReadError: If none is speech, or it cannot be told which of two tiers is.
    """
    if told is not None:
        chosen = [tier for tier in tiers if tier.name in told]
    else:
        chosen = [tier for tier in tiers if is_speech(tier)]
        whole = [tier for tier in chosen if not _is_word_by_word(tier)]
        chosen = whole or chosen
        if len(chosen) > _MAX_SPEAKERS:
            message = f"has {len(chosen)} tiers of speech, at most {_MAX_SPEAKERS} are read"
            raise ReadError(message, path=source.path)
        _refuse_mirrors(source, chosen)
    kept = {id(tier) for tier in chosen}
    for tier in tiers:
        if id(tier) not in kept:
            what = f"pieces of tier {tier.name[:40]!r}, not speech"
            tally.add(what, tier.pieces[0].text, n=len(tier.pieces))
    if not chosen:
        listed = ", ".join(repr(tier.name[:40]) for tier in tiers[:12]) or "none with words"
        message = f"no tier is speech (tiers: {listed}); name each tier of speech after its speaker"
        raise ReadError(message, path=source.path)
    return chosen


def join_tiers(source: Source, tiers: Sequence[Tier], tally: Tally) -> Reading:
    """Join tiers into one talk, in the order of their times.

    Raises:
        ReadError: If no tier tells its speaker.
    """
    speakers = [tier.speaker for tier in tiers]
    if not any(speakers) and not source.read_as.only_speaker:
        listed = ", ".join(repr(tier.name[:40]) for tier in tiers[:12])
        message = (
            f"no tier tells its speaker (tiers: {listed}); name each tier of speech after its "
            "speaker, or name the participant in the attributes of the tier; if one person says "
            "everything, name them as only_speaker in study.toml"
        )
        raise ReadError(message, path=source.path, line_no=tiers[0].pieces[0].line_no)
    found = [found for i, tier in enumerate(tiers) for found in _timed(tier, i)]
    found.sort(key=lambda each: each[:3])
    cues = _merge_words([(tiers[i], piece) for _, i, _, piece in found])
    reading = join_cues(source, cues)
    notes = [*reading.notes, *_notes(tiers)]
    left_out = (*reading.left_out, *tally.left_out())
    return replace(reading, notes=tuple(notes), left_out=left_out)


def _words_of(name: str) -> frozenset[str]:
    return frozenset(part.casefold() for part in _PARTS.split(name) if part)


def _is_word_by_word(tier: Tier) -> bool:
    return bool(_words_of(tier.name) & _WORD_BY_WORD)


def _speaker_in(name: str) -> str | None:
    """The speaker in the name of a tier.

    >>> _speaker_in("tx@Anna"), _speaker_in("Anna - words"), _speaker_in("Anna"), _speaker_in("tx")
    ('Anna', 'Anna', 'Anna', None)
    """
    cleaned = clean_name(name) or ""
    for separator in _SEPARATORS:
        parts = cleaned.split(separator)
        said = [part for part in parts if part.strip().casefold() not in _SPEECH]
        if len(parts) > 1 and len(said) < len(parts):
            rest = separator.join(said).strip()
            is_name = any(sign.isalpha() for sign in rest)
            return rest if is_name else (cleaned if rest else None)
    return None if cleaned.casefold() in _SPEECH else cleaned or None


def _refuse_mirrors(source: Source, tiers: Sequence[Tier]) -> None:
    """Two people do not keep beginning at the same moment: one tier translates the other."""
    starts = [sorted(p.start for p in tier.pieces if p.start is not None) for tier in tiers]
    for i, one in enumerate(starts):
        for k in range(i + 1, len(starts)):
            few, many = sorted((one, starts[k]), key=len)
            same = sum(_has_near(many, moment) for moment in few)
            if len(few) >= _MIN_TO_COMPARE and same >= _MIRRORED_SHARE * len(few):
                message = (
                    f"the tiers {tiers[i].name[:40]!r} and {tiers[k].name[:40]!r} begin at the "
                    "same moments, so one is about the other; rename it to 'translation', "
                    "'gloss' or 'notes', or take it out"
                )
                raise ReadError(message, path=source.path, line_no=tiers[k].pieces[0].line_no)


def _has_near(moments: Sequence[float], moment: float) -> bool:
    i = bisect_left(moments, moment - _SAME_MOMENT_SECONDS)
    return i < len(moments) and moments[i] <= moment + _SAME_MOMENT_SECONDS


def _timed(tier: Tier, tier_no: int) -> Iterator[tuple[float, int, int, Piece]]:
    """The pieces with the time by which to order them: where there is none, that of the last."""
    last = 0.0
    for i, piece in enumerate(tier.pieces):
        last = last if piece.start is None else piece.start
        yield last, tier_no, i, piece


def _merge_words(pieces: Sequence[tuple[Tier, Piece]]) -> list[Cue]:
    """Make cues; words of a tier that has a piece a word are joined to a line."""
    cues: list[Cue] = []
    last_tier: Tier | None = None
    last_end: float | None = None
    for tier, piece in pieces:
        gap = None if piece.start is None or last_end is None else piece.start - last_end
        is_next = gap is not None and gap <= _MAX_GAP_SECONDS
        if cues and tier is last_tier and is_next and _is_word_by_word(tier):
            cues[-1] = replace(cues[-1], text=f"{cues[-1].text} {piece.text}")
        else:
            start = None if piece.start is None else max(piece.start, 0.0)
            cue = Cue(speaker=tier.speaker, text=piece.text, start=start, line_no=piece.line_no)
            cues.append(cue)
        last_tier, last_end = tier, piece.end
    return cues


def _notes(tiers: Sequence[Tier]) -> Iterator[str]:
    speakers = [tier.speaker for tier in tiers]
    for speaker in dict.fromkeys(speakers):
        if speaker is not None and speakers.count(speaker) > 1:
            yield f"{speakers.count(speaker)} tiers are of {speaker!r}; read as one speaker"
    if len(set(speakers)) == 1:
        yield f"only {speakers[0]!r} speaks in this file; is somebody else in another one?"
