"""The stretches of text that coders marked, interview by interview, for unitizing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coder.agreement.coders import Coder
from interview_coder.agreement.continuum import Unit, Unitized
from interview_coder.exchange.placing import code_of
from interview_coder.transcript import Study, Transcript, Utterance


def unitized(
    coders: Sequence[Coder],
    *,
    study: Study,
    utterances: Sequence[Utterance],
    codes: Sequence[str],
) -> tuple[Unitized, ...]:
    """Return each interview as a continuum, with what the coders marked who read all of it.

    Args:
        coders: With different names.
        study: What was coded; a transcript's whole text is the continuum.
        utterances: Of the study.
        codes: Names of the codes.
    """
    return tuple(
        Unitized(
            interview=transcript.name,
            length=len(transcript.text),
            coder_to_units={
                coder.name: tuple(_units(coder, transcript, codes))
                for coder in coders
                if _has_read(coder, transcript, utterances)
            },
        )
        for transcript in study.transcripts
    )


def _has_read(coder: Coder, transcript: Transcript, utterances: Sequence[Utterance]) -> bool:
    own = {utterance.id for utterance in utterances if utterance.transcript == transcript.name}
    return bool(own) and own <= coder.read


def _units(coder: Coder, transcript: Transcript, codes: Sequence[str]) -> Iterator[Unit]:
    for selection in coder.selections:
        code = code_of(selection.code, codes)
        if selection.source == transcript.name and code:
            yield Unit(start=selection.span.start, end=selection.span.end, value=code)
