"""Who asks and who is asked: told by labels and by the researcher, never guessed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interview_coder.transcript import Transcript


def _labels(listed: str) -> frozenset[str]:
    return frozenset(label.strip() for label in listed.split("|"))


# Labels are compared in lower case, without a running number or a full stop at the end.
INTERVIEWER_LABELS = _labels(
    """
    interviewer|interviewers|moderator|facilitator|researcher|host|interviewer/researcher|i|int|iv
    |q|mod|ir|question|research team|ux researcher|user researcher
    |interviewerin|moderatorin|forscher|forscherin|intervieweur|intervieweuse|enquêteur|enquêtrice
    |animateur|animatrice|entrevistador|entrevistadora|moderador|moderadora|investigador
    |investigadora|intervistatore|intervistatrice|moderatore|haastattelija|tutkija|intervjuare
    |moderatör|インタビュアー|聞き手|司会|면담자|진행자|ผู้สัมภาษณ์
    """
)
PARTICIPANT_LABELS = _labels(
    """
    interviewee|participant|respondent|informant|customer|client|user|guest|p|r|a|b|answer|subject
    |befragte|befragter|befragte person|teilnehmer|teilnehmerin|interviewé|interviewée|enquêté
    |enquêtée|répondant|répondante|participante|entrevistado|entrevistada|intervistato
    |intervistata|geïnterviewde|respondente|deelnemer|haastateltava|osallistuja|respondentti
    |deltagare|回答者|参加者|구술자|응답자|참가자|ผู้ให้สัมภาษณ์
    """
)
BYSTANDER_LABELS = _labels(
    """
    unknown|unknown speaker|observer|note taker|notetaker|note-taker|translator|interpreter
    |transcriber|technician
    |beobachter|beobachterin|protokoll|dolmetscher|dolmetscherin|observateur|observatrice
    |interprète|observador|observadora|intérprete|観察者|通訳
    """
)
_NUMBER = re.compile(r"[\s#_-]*\d+$")
_NUMBERED_PARTICIPANT = re.compile(r"^(?:p|r|pt|tn|b|id)[\s#_-]*\d+$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class RolesTold:
    """What the researcher has said about the speakers.

    Attributes:
        interviewers: Labels of interviewers and of others who are not interviewed.
        participants: Labels of participants (the rows of participants.csv).
    """

    interviewers: frozenset[str] = frozenset()
    participants: frozenset[str] = frozenset()


def is_role(label: str) -> bool:
    """Whether `label` names a part in an interview rather than a person.

    >>> is_role("Interviewer 2"), is_role("P07"), is_role("Kasia")
    (True, True, False)
    """
    bare = _bare(label)
    known = bare in INTERVIEWER_LABELS | PARTICIPANT_LABELS | BYSTANDER_LABELS
    return known or _NUMBERED_PARTICIPANT.match(label) is not None


def assign_roles(transcript: Transcript, told: RolesTold) -> Transcript:
    """Return `transcript` with its participants known.

    A speaker is an interviewer or bystander when told or labelled so, a participant when told or
    labelled so. The others are participants only where the file also names its interviewer and
    participants.csv lists none of its speakers; else who they are cannot be known.

    Raises:
        ValueError: If it cannot be told who is interviewed, or nobody is; the message lists the
            speakers and says how to name them.
    """
    speakers = transcript.speakers
    asking = [name for name in speakers if _is_asking(name, told)]
    interviewer_known = any(not is_bystander(name) for name in asking)
    asked = [
        name
        for name in speakers
        if name not in asking and _is_asked(name, told, beside_interviewer=interviewer_known)
    ]
    unknown = [name for name in speakers if name not in asking and name not in asked]
    others_listed = any(name in told.participants for name in speakers)
    if unknown and (others_listed or not interviewer_known):
        raise ValueError(_cannot_tell(transcript, unknown))
    if not asked and not unknown:
        raise ValueError(
            f"only interviewer speech ({', '.join(speakers)}); nobody is interviewed in it"
        )
    names = dict(_participant_names(transcript, [*asked, *unknown], told))
    return replace(transcript, speaker_to_participant=names)


def _is_asking(label: str, told: RolesTold) -> bool:
    if label in told.participants:
        return False
    return label in told.interviewers or _bare(label) in INTERVIEWER_LABELS or is_bystander(label)


def is_bystander(label: str) -> bool:
    """Whether `label` names somebody who is present but neither asks nor is interviewed."""
    return _bare(label) in BYSTANDER_LABELS


def _is_asked(label: str, told: RolesTold, *, beside_interviewer: bool) -> bool:
    if label in told.participants or _NUMBERED_PARTICIPANT.match(label):
        return True
    # One letter says who is asked only beside the one who asks: `A:` and `B:` may be anybody.
    return _bare(label) in PARTICIPANT_LABELS and (beside_interviewer or len(_bare(label)) > 1)


def _participant_names(
    transcript: Transcript, labels: Sequence[str], told: RolesTold
) -> Iterator[tuple[str, str]]:
    """Pair labels with participants: a role label of a lone participant gives way to the stem."""
    for label in labels:
        is_bare_role = label not in told.participants and _bare(label) in PARTICIPANT_LABELS
        if is_bare_role and not _NUMBERED_PARTICIPANT.match(label):
            alone = len(labels) == 1
            yield label, transcript.stem if alone else f"{transcript.stem} {label}"
        else:
            yield label, label


def _bare(label: str) -> str:
    return _NUMBER.sub("", label.strip().rstrip(".").lower()).strip()


def _cannot_tell(transcript: Transcript, unknown: Collection[str]) -> str:
    words = _count_words(transcript)
    found = ", ".join(f"{name!r} ({words[name]} words)" for name in transcript.speakers)
    first = next(iter(unknown))
    return (
        f"cannot tell who is the interviewer; speakers found: {found}. "
        f"Name the interviewer with --interviewer {first!r}, or in study.toml with "
        f'interviewers = ["{first}"]; list the interviewed in participants.csv'
    )


def _count_words(transcript: Transcript) -> Mapping[str, int]:
    words = dict.fromkeys(transcript.speakers, 0)
    for turn in transcript.turns:
        words[turn.speaker] += len(transcript.quote(turn.span).split())
    return words
