"""What a report says; how it looks is decided in `docx` and `html`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from interview_coder.codebook import Code
from interview_coder.findings import MACHINE, Analysis, Coding, Quote, Theme
from interview_coder.transcript import Transcript, Utterance

MAX_QUOTES_A_PERSON = 3
"""So many quotes of one person stand in the appendix for one theme; codings.csv has all."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

INTERVAL_LIMIT = (
    "The interval treats the interviewed as a random sample. Interview studies choose whom they "
    "ask, so the true uncertainty is larger."
)

LIMITS = (
    "The machine coder is one coder. It reads one sentence at a time with a small language model "
    "and misses what is only implied; it also codes sentences that a person would not. Read the "
    "quotes before you rely on a count.",
    "A theme gathers utterances that are alike in wording and subject. Two ideas can share a "
    "theme, and one idea can be spread over two.",
    "A count says how many of the interviewed voiced a theme, some because they were asked about "
    "it, others by themselves. Who did not voice it may still hold it.",
    "Five to ten interviews seldom exhaust what people have to say. A theme that is missing here "
    "has not been shown to be absent.",
)


SOURCES_LIMIT = (
    "Other sources show that something is also said elsewhere, not by how many: who writes a "
    "ticket or a review is no sample, often the angry or the delighted, and one person may write "
    "many. Comments are short and have no question before them, so the coder misses more in them."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """What one participant says to a theme.

    Attributes:
        participant: Who.
        quotes: Verbatim, the most typical first.
        n_more: How many further quotes of the person are left out here.
    """

    participant: str
    quotes: tuple[Quote, ...]
    n_more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeEntry:
    """A theme as a report shows it.

    Attributes:
        theme: The theme.
        voices: Everybody who voices it, in the order of names; at least one quote each.
    """

    theme: Theme
    voices: tuple[Voice, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeSection:
    """The themes of one code.

    Attributes:
        code: The code.
        promoted: Themes that meet the rule, the most widely shared first.
        others: Themes of several people that do not, the most widely shared first.
        lone: Themes of one person, person by person.
    """

    code: Code
    promoted: tuple[ThemeEntry, ...]
    others: tuple[ThemeEntry, ...]
    lone: tuple[ThemeEntry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """Everything a report says.

    Attributes:
        title: Of the study.
        facts: Name to value, for the head of the report.
        attributes: Columns of the participants' table; empty if nothing is known of them.
        participants: A row a participant: name, then a cell an attribute.
        sections: One a code, in the order of the codebook.
        notes: What the reader should know.
        rule: The promotion rule in words.
        method: How the results came about, a paragraph each.
        limits: What they cannot claim, a paragraph each.
        settings: Name to value.
        sources: A row a transcript or other source: name, format, words, sha256.
    """

    title: str
    facts: Mapping[str, str]
    attributes: tuple[str, ...]
    participants: tuple[tuple[str, ...], ...]
    sections: tuple[CodeSection, ...]
    notes: tuple[str, ...]
    rule: str
    method: tuple[str, ...]
    limits: tuple[str, ...]
    settings: Mapping[str, str]
    sources: tuple[tuple[str, str, str, str], ...]


def build_content(analysis: Analysis) -> Content:
    """Say what there is to say about `analysis`."""
    columns = _attribute_columns(analysis)
    return Content(
        title=analysis.study.title,
        facts=_facts(analysis),
        attributes=columns,
        participants=tuple(
            (person.name, *(person.attributes.get(column, "") or "–" for column in columns))
            for person in analysis.study.participants
        ),
        sections=tuple(_section(analysis, code) for code in analysis.codes),
        notes=analysis.notes,
        rule=_rule(analysis),
        method=_method(analysis),
        limits=tuple(_limits(analysis)),
        settings=_settings(analysis),
        sources=tuple(_sources(analysis)),
    )


def one_line(text: str) -> str:
    """Return `text` for showing: line breaks as spaces, and nothing that cannot be printed.

    What is stored keeps both.
    """
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """Return `text` with U+FFFD for the control characters that no document may hold (XML 1.0)."""
    return _UNPRINTABLE.sub("\ufffd", text)


def in_quotes(text: str) -> str:
    """Return a label for showing: in quotation marks, on one line."""
    return f"“{one_line(text)}”"


def shown_share(theme: Theme) -> str:
    """Return `n of N`."""
    return f"{theme.promotion.n_participants} of {theme.promotion.n_study}"


def shown_interval(theme: Theme) -> str:
    """Return the interval in per cent, as `31–86%`."""
    return f"{theme.promotion.ci_low:.0%}".rstrip("%") + f"–{theme.promotion.ci_high:.0%}"


def shown_time(seconds: float | None) -> str:
    """Return `h:mm:ss`; empty where the time is not known."""
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def shown_source(quote: Quote) -> str:
    """Return who said it, when, in which transcript, and the utterance's id."""
    parts = (quote.participant, shown_time(quote.start_time), quote.transcript, quote.utterance)
    return " · ".join(part for part in parts if part)


def question_before(analysis: Analysis, utterance: Utterance) -> str:
    """Return the question that led to `utterance`, on one line; empty if nobody asked."""
    return one_line(analysis.study.question(utterance))


def told_reasons(coding: Coding) -> Iterator[str]:
    """Yield in sentences who put a code on an utterance, how sure, and what spoke for it."""
    if coding.coder != MACHINE:
        yield f"Coded {coding.code} by {coding.coder}."
        return
    reasons = coding.reasons
    yield f"Coded {coding.code} by the machine, confidence {coding.confidence:.2f}."
    if reasons.cues:
        words = ", ".join(f"“{one_line(cue)}”" for cue in reasons.cues)
        yield f"Words that spoke for it: {words}."
    kind = f" about {reasons.question_type}" if reasons.question_type else ""
    if reasons.question_counted:
        yield f"The question{kind} spoke for it, too."
    elif reasons.question_type:
        yield f"It answers a question{kind}, which made little difference."
    if reasons.examples:
        examples = " · ".join(f"“{one_line(example)}”" for example in reasons.examples)
        yield f"Examples in the codebook that read most like it: {examples}"


def _section(analysis: Analysis, code: Code) -> CodeSection:
    entries = [_entry(analysis, theme) for theme in analysis.all_themes if theme.code == code.name]
    below = [entry for entry in entries if not entry.theme.promotion.promoted]
    lone = [entry for entry in below if len(entry.voices) == 1]
    return CodeSection(
        code=code,
        promoted=tuple(entry for entry in entries if entry.theme.promotion.promoted),
        others=tuple(entry for entry in below if len(entry.voices) > 1),
        lone=tuple(sorted(lone, key=lambda entry: entry.voices[0].participant)),
    )


def _entry(analysis: Analysis, theme: Theme) -> ThemeEntry:
    quotes = sorted(analysis.quotes(theme.id), key=lambda quote: quote.participant)
    by_person = groupby(quotes, key=lambda quote: quote.participant)
    return ThemeEntry(
        theme=theme, voices=tuple(_voice(person, list(own)) for person, own in by_person)
    )


def _voice(participant: str, quotes: Sequence[Quote]) -> Voice:
    shown = quotes[:MAX_QUOTES_A_PERSON]
    return Voice(participant=participant, quotes=tuple(shown), n_more=len(quotes) - len(shown))


def _facts(analysis: Analysis) -> Mapping[str, str]:
    study = analysis.study
    n_promoted = sum(theme.promotion.promoted for theme in analysis.all_themes)
    n_said = sum(len(text.split()) for text in map(study.quote, analysis.all_utterances))
    n_comments = sum(len(source.comments) for source in study.sources)
    kinds = ", ".join(dict.fromkeys(source.kind for source in study.sources))
    others = {"Not counted": f"{n_comments:,} comments ({one_line(kinds)})"} if kinds else {}
    return {
        "Interviews": str(len(study.transcripts)),
        "Participants": str(len(study.participants)),
        "Words of participants": f"{n_said:,}",
        "Utterances": f"{len(analysis.all_utterances):,}",
        "Codings": f"{len(analysis.all_codings):,}",
        "Themes": f"{len(analysis.all_themes)}, of them {n_promoted} promoted",
        "Coder": _coders(analysis),
        **others,
    }


def _coders(analysis: Analysis) -> str:
    people = sorted({decision.coder for decision in analysis.decisions})
    if not people:
        return "machine, not reviewed by a person"
    n_reviewed = len({decision.utterance for decision in analysis.decisions})
    return f"machine; {n_reviewed:,} utterances reviewed by {', '.join(people)}"


def _attribute_columns(analysis: Analysis) -> tuple[str, ...]:
    columns = (key for person in analysis.study.participants for key in person.attributes)
    return tuple(dict.fromkeys(columns))


def _rule(analysis: Analysis) -> str:
    settings = analysis.provenance.settings
    rule = f"A theme is promoted when {settings['min_participants']} or more different participants"
    if settings.get("accepted_only"):
        rule += " of whom a person accepted a coding"
    rule += " voice it"
    share = float(settings.get("min_share", 0))
    return f"{rule}, and at least {share:.0%} of all." if share else f"{rule}."


def _method(analysis: Analysis) -> tuple[str, ...]:
    made_with = analysis.provenance
    names = ", ".join(code.name for code in analysis.codes)
    coefficients = analysis.study.coefficients
    return (
        f"The transcripts were read as they are. {_pseudonyms(analysis)}What the "
        "participants said was cut into utterances: sentences, with fragments of one or two words "
        "joined to their neighbour. The interviewer's words were not coded.",
        f"Each utterance was turned into a vector by the sentence encoder {made_with.model}, on "
        "this computer; nothing was sent anywhere, and no text was generated.",
        f"A small neural network read each utterance with the question before it. Trained on the "
        f"coded examples of the {made_with.told_codebooks}, it "
        f"put the codes {names} on the utterances it was sure enough of."
        f"{_agreement(analysis) if coefficients else ''}{_learning(analysis)}",
        f"{_grouping(analysis)} A theme's label is a phrase that somebody said, unless it says who "
        "named it; its keywords are the words that set it apart by class-based TF-IDF (BERTopic).",
        f"{_rule(analysis)}{_coefficients() if coefficients else ''}",
        "Passages to read against a promoted theme are utterances outside it, on its matter, that "
        "do not carry its code and hold words that deny, are content, or tell of a matter "
        "resolved. They are suggestions.",
        "Every quote is a slice of the transcript between two character positions. "
        "`interview-coder verify` compares each with its source, character by character.",
    )


def _pseudonyms(analysis: Analysis) -> str:
    if not analysis.study.pseudonymised:
        return ""
    return (
        "Names were replaced by pseudonyms in square brackets before anything else; the key is "
        "kept apart. Somebody may still be recognised by what they say. "
    )


def _agreement(analysis: Analysis) -> str:
    kappas = analysis.provenance.coder_kappa.items()
    agreement = ", ".join(f"{name} {kappa:.2f}" for name, kappa in kappas)
    return (
        " With the codes of examples that it had not been trained on, it agreed at Cohen's kappa "
        f"{agreement}; on interviews of other subjects expect less."
    )


def _grouping(analysis: Analysis) -> str:
    is_by_density = "n_neighbors" in analysis.provenance.settings
    how = (
        "where they lie dense (UMAP with a fixed seed, and HDBSCAN)"
        if is_by_density
        else "average linkage, without a random step"
    )
    decided = len(analysis.theme_decisions)
    noun = "decision" if decided == 1 else "decisions"
    return (
        "Per code, utterances that are alike in their context were grouped into themes by "
        f"{how}." + (f" People made {decided:,} {noun} on themes." if decided else "")
    )


def _coefficients() -> str:
    return (
        " Shares carry a 95% interval by Wilson's score method. The chance of a false promotion "
        "is the probability that too few of those counted really voice the theme, each coding of "
        "the machine being right as often as on held-out passages, and independently. Stability "
        "is how often a theme comes back when participants are left out, or drawn anew, and "
        "clustered again."
    )


def _learning(analysis: Analysis) -> str:
    if not analysis.decisions:
        return ""
    return (
        f" People made {len(analysis.decisions):,} decisions on codings. These stand as they "
        "were made, and the machine coder learnt from them for the other utterances."
    )


def _limits(analysis: Analysis) -> Iterator[str]:
    yield from LIMITS
    if analysis.study.coefficients:
        yield INTERVAL_LIMIT
    if analysis.study.sources:
        yield SOURCES_LIMIT


def _settings(analysis: Analysis) -> Mapping[str, str]:
    made_with = analysis.provenance
    versions = ", ".join(f"{name} {number}" for name, number in made_with.versions.items())
    return {
        "Codebook": ", ".join(
            f"{used.name} (sha256 {used.content_hash})" for used in made_with.codebooks
        ),
        "Model": f"{made_with.model} (fingerprint {made_with.model_fingerprint})",
        "Settings": ", ".join(f"{name} {value}" for name, value in made_with.settings.items()),
        "Versions": versions,
    }


def _sources(analysis: Analysis) -> Iterator[tuple[str, str, str, str]]:
    for transcript in analysis.study.transcripts:
        yield transcript.name, transcript.format, _n_words(transcript), transcript.source_hash
    for source in analysis.study.sources:
        format_ = f"{one_line(source.kind)} ({source.format})"
        yield source.name, format_, _n_words(source), source.source_hash


def _n_words(transcript: Transcript) -> str:
    return f"{sum(len(transcript.quote(turn.span).split()) for turn in transcript.turns):,}"
