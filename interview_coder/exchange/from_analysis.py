"""An analysis as a project that other programs can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from interview_coder.codebook import Code
from interview_coder.exchange.project import (
    OURS,
    Case,
    CodePath,
    Group,
    Memo,
    Project,
    ProjectCode,
    Selection,
    Source,
    in_order,
)
from interview_coder.exchange.with_names import WithNames, with_names
from interview_coder.findings import Analysis, Theme

THEMES = "Themes"
"""Name of the group that holds the codes which are themes."""

_BULLET = "\n- "


def project_of(analysis: Analysis) -> Project:
    """Return an analysis as a project: texts, codebook, codings, themes, people, notes.

    A theme is a code below its own, in the group `THEMES`, so that programs show what it rests on;
    each of its utterances carries both codes. Where a transcript keeps its speakers apart from its
    words, as subtitles do, their names are put before the turns. `codings_of` reads it back.
    """
    codes = {code.name: code for code in analysis.codes}
    themes = {theme.id: theme for theme in analysis.all_themes}
    texts = {each.name: with_names(each) for each in analysis.study.transcripts}
    return Project(
        name=analysis.study.title,
        origin=OURS,
        sources=tuple(Source(name=name, text=text.text) for name, text in texts.items()),
        codes=tuple(_codes(analysis)),
        selections=tuple(sorted(_selections(analysis, texts, themes, codes), key=in_order)),
        cases=tuple(_cases(analysis)),
        memos=tuple(_memos(analysis)),
        groups=tuple(_groups(analysis, codes)),
    )


def theme_path(theme: Theme, code: Code) -> CodePath:
    """Return the code that stands for a theme in a project."""
    return (code.name, " ".join(f"{theme.id} {theme.label}".split()))


def _codes(analysis: Analysis) -> Iterator[ProjectCode]:
    for code in analysis.codes:
        color = _color(code.name)
        yield ProjectCode(path=(code.name,), description=description_of(code), color=color)
        for theme in analysis.all_themes:
            if theme.code == code.name:
                path = theme_path(theme, code)
                yield ProjectCode(path=path, description=_described(theme), color=color)


def description_of(code: Code) -> str:
    """Return MacQueen's parts of a code as a text with headings; programs show it as it is."""
    parts: Sequence[tuple[str, Sequence[str]]] = (
        ("When to use", code.when_to_use),
        ("When not to use", code.when_not_to_use),
        ("Examples", code.examples),
        ("Counter-examples", code.counter_examples),
    )
    told = [f"{title}:{_BULLET}{_BULLET.join(items)}" for title, items in parts if items]
    return "\n\n".join([f"{code.title}. {code.definition}", code.full_definition, *told])


def _described(theme: Theme) -> str:
    promotion = theme.promotion
    shared = f"{promotion.n_participants} of {promotion.n_study} participants"
    state = "promoted" if promotion.promoted else "below the promotion rule"
    return f"Theme {theme.id}: {shared}, {state}. Keywords: {', '.join(theme.keywords)}."


def _color(name: str) -> str:
    """A colour that depends on the name alone, neither too light nor too dark to read."""
    red, green, blue = (64 + byte // 2 for byte in sha256(name.encode()).digest()[:3])
    return f"#{red:02X}{green:02X}{blue:02X}"


def _selections(
    analysis: Analysis,
    texts: Mapping[str, WithNames],
    themes: Mapping[str, Theme],
    codes: Mapping[str, Code],
) -> Iterator[Selection]:
    notes = _notes_of(analysis)
    for coding in analysis.all_codings:
        utterance = analysis.utterance(coding.utterance)
        selection = Selection(
            source=utterance.transcript,
            span=texts[utterance.transcript].span(utterance.span),
            code=(coding.code,),
            coder=coding.coder,
            note=notes.get((coding.utterance, coding.code), ""),
        )
        yield selection
        theme = themes.get(coding.theme)
        if theme:
            yield replace(selection, code=theme_path(theme, codes[theme.code]), note="")


def _notes_of(analysis: Analysis) -> dict[tuple[str, str], str]:
    """(utterance, code) to what people wrote to their decisions on it."""
    notes: dict[tuple[str, str], list[str]] = {}
    for decision in analysis.decisions:
        if decision.note:
            code = decision.new_code or decision.code
            notes.setdefault((decision.utterance, code), []).append(
                f"{decision.coder}: {decision.note}"
            )
    return {key: "\n".join(own) for key, own in notes.items()}


def _cases(analysis: Analysis) -> Iterator[Case]:
    for participant in analysis.study.participants:
        yield Case(
            name=participant.name,
            attributes=dict(participant.attributes),
            sources=tuple(
                transcript.name
                for transcript in analysis.study.transcripts
                if participant.name in transcript.participants
            ),
        )


def _memos(analysis: Analysis) -> Iterator[Memo]:
    if analysis.notes:
        yield Memo(title="What a reader should know", text="\n".join(analysis.notes))
    for decision in analysis.theme_decisions:
        if decision.note:
            title = f"{decision.decision} in {decision.code}"
            yield Memo(title=title, text=decision.note, code=(decision.code,), coder=decision.coder)


def _groups(analysis: Analysis, codes: Mapping[str, Code]) -> Iterator[Group]:
    themes = tuple(theme_path(theme, codes[theme.code]) for theme in analysis.all_themes)
    if themes:
        told = "Codes that interview_coder found as themes of the code above them."
        yield Group(name=THEMES, description=told, codes=themes)
