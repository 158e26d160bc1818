"""The COREQ checklist, as far as an analysis can answer it.

COREQ is the checklist journals ask for with interviews and focus groups (Tong, Sainsbury & Craig
2007, Int. J. for Quality in Health Care 19:349-357): 32 items in three domains. Numbers, names and
domains are the article's; the questions are put in other words here. An answer holds what the
analysis knows, counted; what only the author knows is left empty, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from interview_coder.evidence.promotion import PromotionRule
from interview_coder.findings import MACHINE, Analysis, Theme
from interview_coder.tabular import Row

if TYPE_CHECKING:
    from interview_coder.evidence.saturation import Saturation
    from interview_coder.transcript import Transcript

MAX_MINOR_THEMES = 10
"""So many minor themes are named in an answer; themes.csv has all."""

CHECKLIST_COLUMNS = ("number", "domain", "item", "question", "answer")


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistItem:
    """One item of the checklist.

    Attributes:
        number: 1 to 32, as the article counts.
        domain: The domain that it belongs to.
        item: What the article calls it.
        question: What is asked, in other words than the article's.
        answer: Sentences; empty where the author has to answer.
    """

    number: int
    domain: str
    item: str
    question: str
    answer: str


_DOMAINS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Research team and reflexivity": (
        ("Interviewer or facilitator", "Who led the interviews or the groups?"),
        ("Credentials", "Which academic or professional titles do the researchers hold?"),
        ("Occupation", "What did the researchers work as during the study?"),
        ("Gender", "Which gender were the researchers?"),
        ("Experience and training", "How had the researchers learnt and practised such work?"),
        ("Relationship established", "Did they and the participants know each other before?"),
        (
            "Participant knowledge of the interviewer",
            "What had participants been told of the researcher and of the reasons to do this?",
        ),
        (
            "Interviewer characteristics",
            "Which interests, assumptions and leanings of the interviewer does the report tell?",
        ),
    ),
    "Study design": (
        (
            "Methodological orientation and theory",
            "Which methodology does the study stand on, content analysis for example?",
        ),
        ("Sampling", "By what principle were participants chosen?"),
        ("Method of approach", "How were they asked to take part?"),
        ("Sample size", "How many people took part?"),
        ("Non-participation", "How many declined or left, and why?"),
        ("Setting of data collection", "Where did the interviews take place?"),
        ("Presence of non-participants", "Who else was there?"),
        ("Description of sample", "What should be known of the participants, and when was it?"),
        ("Interview guide", "Were there prepared questions or prompts, and were they tried out?"),
        ("Repeat interviews", "Was anybody interviewed again, and how often?"),
        ("Audio or visual recording", "By what means were the interviews recorded?"),
        ("Field notes", "Were notes taken at the interview or after it?"),
        ("Duration", "How long did the interviews last?"),
        ("Data saturation", "Was it considered whether more interviews would bring anything new?"),
        ("Transcripts returned", "Did participants get their transcripts to comment or correct?"),
    ),
    "Analysis and findings": (
        ("Number of data coders", "How many coded the data?"),
        ("Description of the coding tree", "Are the codes, and what stands under them, described?"),
        ("Derivation of themes", "Were themes set beforehand, or found in the data?"),
        ("Software", "Which programs handled the data?"),
        ("Participant checking", "Did participants comment on the findings?"),
        ("Quotations presented", "Do quotes illustrate the findings, and is their speaker named?"),
        ("Data and findings consistent", "Do the findings agree with the data that is shown?"),
        ("Clarity of major themes", "Are the major themes clearly set out?"),
        ("Clarity of minor themes", "Are minor themes and cases that differ told of?"),
    ),
}


def checklist(
    analysis: Analysis, *, saturation: Saturation | None = None
) -> tuple[ChecklistItem, ...]:
    """Return all 32 items, with answers where the analysis has them.

    It can answer 12, 21 (where transcripts have times), 22 (where saturation was looked at), 24
    to 27 and 29 to 32. The answers are drafts: check them, and add what the program cannot know.

    Args:
        analysis: What was found.
        saturation: Of the same analysis; None if nobody looked at it.
    """
    answers = {number: answer(analysis) for number, answer in _ANSWERS.items()}
    if saturation is not None:
        answers[22] = " ".join(saturation.said)
    items = ((domain, *item) for domain, own in _DOMAINS.items() for item in own)
    return tuple(
        ChecklistItem(
            number=number,
            domain=domain,
            item=item,
            question=question,
            answer=answers.get(number, ""),
        )
        for number, (domain, item, question) in enumerate(items, start=1)
    )


def checklist_rows(items: Sequence[ChecklistItem]) -> list[Row]:
    """Return a row an item; columns as in `CHECKLIST_COLUMNS`."""
    return [
        {
            "number": item.number,
            "domain": item.domain,
            "item": item.item,
            "question": item.question,
            "answer": item.answer,
        }
        for item in items
    ]


def _sample_size(analysis: Analysis) -> str:
    study = analysis.study
    people = _count(len(study.participants), "participant")
    return f"{people} in {_count(len(study.transcripts), 'interview')}."


def _duration(analysis: Analysis) -> str:
    transcripts = analysis.study.transcripts
    seconds = [length for length in map(_seconds, transcripts) if length]
    if not seconds:
        return ""
    if len(seconds) == 1:
        lasted = f"At least {_clock(seconds[0])}"
    else:
        lasted = (
            f"At least {_clock(min(seconds))} to {_clock(max(seconds))} "
            f"(median {_clock(median(seconds))})"
        )
    of_all = f"{len(seconds)} of {_count(len(transcripts), 'interview')}"
    return f"{lasted}, from the first to the last time in the transcript; known for {of_all}."


def _seconds(transcript: Transcript) -> float:
    """Return what lies between the first and the last known moment; 0 with fewer than two."""
    moments = [mark.seconds for turn in transcript.turns for mark in turn.times]
    return max(moments, default=0.0) - min(moments, default=0.0)


def _coders(analysis: Analysis) -> str:
    machine = f"The machine coder of the {analysis.provenance.told_codebooks}"
    people = _people_who_coded(analysis)
    if not people:
        return f"{machine} alone; no person has reviewed its codings."
    decided = {decision.utterance for decision in analysis.decisions}
    reviewed = _count(len(decided), "utterance")
    who = "1 person" if len(people) == 1 else f"{len(people)} people"
    return f"{machine}, and {who} ({', '.join(people)}), who decided on {reviewed}."


def _people_who_coded(analysis: Analysis) -> list[str]:
    return sorted({decision.coder for decision in analysis.decisions} - {MACHINE})


def _coding_tree(analysis: Analysis) -> str:
    themes = [theme.code for theme in analysis.all_themes]
    tree = ", ".join(
        f"{code.name} ({_count(themes.count(code.name), 'theme')})" for code in analysis.codes
    )
    return (
        f"Two levels: {_count(len(analysis.codes), 'code')}, and under each its themes: {tree}. "
        f"Each code has its definition, rules for its use and examples in the "
        f"{analysis.provenance.told_codebooks}."
    )


def _derivation(analysis: Analysis) -> str:
    return (
        "Both. The codes were set beforehand, by the codebook. The themes were found in the data: "
        f"{_count(len(analysis.all_themes), 'theme')}, each a group of utterances of one code "
        "that are alike, labelled with a phrase out of one of them."
    )


def _software(analysis: Analysis) -> str:
    made_with = analysis.provenance
    versions = ", ".join(f"{name} {number}" for name, number in made_with.versions.items())
    return f"interview_coder, with the sentence encoder {made_with.model}. Versions: {versions}."


def _quotations(analysis: Analysis) -> str:
    if not analysis.all_themes:
        return "No theme was found that a quote could illustrate."
    quoted = {id_ for theme in analysis.all_themes for id_ in theme.utterances}
    people = {analysis.utterance(id_).participant for id_ in quoted}
    named = f"{_count(len(people), 'participant')} out of {len(analysis.study.participants)}"
    return (
        f"Every theme has quotes: {_count(len(quoted), 'utterance')} of {named}, each with the "
        "participant, the transcript and the place in it."
    )


def _consistency(analysis: Analysis) -> str:
    if not analysis.all_themes:
        return "No theme was found, so that there is nothing to compare with the data."
    wrong = list(_inconsistent(analysis))
    if wrong:
        return f"Not consistent: quotes or counts do not agree with the data in {'; '.join(wrong)}."
    return (
        "Every quote is a verbatim slice of a transcript, every label a slice of a quote of its "
        f"theme, and every n of {len(analysis.study.participants)} counts the different "
        "participants who are quoted. `interview-coder verify` compares them with the sources."
    )


def _inconsistent(analysis: Analysis) -> Iterator[str]:
    """Yield the ids of themes whose label or count is not what its utterances say."""
    for theme in analysis.all_themes:
        label, promotion = theme.label_quote, theme.promotion
        people = {analysis.utterance(id_).participant for id_ in theme.utterances}
        in_source = analysis.study.transcript(label.transcript).quote(label.span)
        is_said = label.text == in_source and label.utterance in theme.utterances
        is_label = is_said and (bool(theme.labelled_by) or theme.label == label.text)
        is_count = set(promotion.participants) == people and promotion.n_participants == len(people)
        if not (is_label and is_count and promotion.n_study == len(analysis.study.participants)):
            yield theme.id


def _major_themes(analysis: Analysis) -> str:
    promoted = [theme for theme in analysis.all_themes if theme.promotion.promoted]
    rule = _rule(analysis)
    if not promoted:
        return f"No theme is {rule}."
    return f"{_count(len(promoted), 'theme')} {rule}: {_named(promoted)}."


def _rule(analysis: Analysis) -> str:
    """Return what a theme must be to be promoted."""
    settings = analysis.provenance.settings
    rule = PromotionRule(
        min_participants=int(settings["min_participants"]),
        min_share=float(settings.get("min_share", 0)),
    )
    least = rule.n_needed(len(analysis.study.participants))
    accepted = ", a coding of each accepted by a person" if settings.get("accepted_only") else ""
    return f"voiced by {least} or more different participants{accepted}"


def _minor_themes(analysis: Analysis) -> str:
    minor = [theme for theme in analysis.all_themes if not theme.promotion.promoted]
    if not minor:
        return "No theme is below the rule for major themes."
    minor.sort(key=lambda theme: -theme.promotion.n_participants)
    shown = minor[:MAX_MINOR_THEMES]
    n_more = len(minor) - len(shown)
    more = f"; {n_more} more in themes.csv" if n_more else ""
    is_fewer = not analysis.provenance.settings.get("accepted_only")
    which = "voiced by fewer participants" if is_fewer else "below the rule for major themes"
    return f"{_count(len(minor), 'theme')} {which}: {_named(shown)}{more}."


def _named(themes: Sequence[Theme]) -> str:
    return "; ".join(
        f"{theme.id} {_shown(theme)} "
        f"({theme.promotion.n_participants} of {theme.promotion.n_study})"
        for theme in themes
    )


def _shown(theme: Theme) -> str:
    label = " ".join(theme.label.split())
    return label if theme.labelled_by else f"“{label}”"


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


_ANSWERS: Mapping[int, Callable[[Analysis], str]] = {
    12: _sample_size,
    21: _duration,
    24: _coders,
    25: _coding_tree,
    26: _derivation,
    27: _software,
    29: _quotations,
    30: _consistency,
    31: _major_themes,
    32: _minor_themes,
}
