"""Where a project's selections stand in the transcripts of a study.

A text is known again by its hash, or by its words where nothing but white space differs: programs
wrap lines and add blank ones, and `project_of` puts names before turns. Then a place is carried
over by counting what is no white space, so nothing is searched for and nothing guessed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interview_coder.exchange.from_analysis import THEMES
from interview_coder.exchange.project import CodePath, Project, Selection, Source
from interview_coder.exchange.with_names import WithNames, with_names
from interview_coder.findings import Coding
from interview_coder.transcript import LeftOut, Span, Study, Transcript, Utterance

_MIN_SHARE = 0.5
_SAMPLE = 60


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Selections of a project in a study.

    Attributes:
        selections: With the name of the transcript as `source` and its code points as `span`; in
            the order of the project. Codes that are themes are left out.
        sources: Name of a source to that of its transcript.
        left_out: What has no place in the study.
    """

    selections: tuple[Selection, ...]
    sources: Mapping[str, str]
    left_out: tuple[LeftOut, ...]


def place(project: Project, study: Study) -> Placed:
    """Find the place of each selection of `project` in the transcripts of `study`."""
    maps: dict[str, _Map] = {}
    for source in project.sources:
        found = _find(source, study.transcripts)
        if found:
            maps[source.name] = found
    themes = theme_codes(project)
    placed: list[Selection] = []
    lost: dict[str, list[str]] = defaultdict(list)
    for selection in project.selections:
        if selection.code in themes:
            continue
        own = maps.get(selection.source)
        span = own.span(selection.span) if own else None
        if own is None:
            lost[f"codings in {selection.source!r}, which is no transcript of the study"].append(
                project.quote(selection)
            )
        elif span is None:
            lost["codings without words"].append(project.quote(selection))
        else:
            placed.append(replace(selection, source=own.transcript, span=span))
    return Placed(
        selections=tuple(placed),
        sources={name: own.transcript for name, own in maps.items()},
        left_out=tuple(
            LeftOut(what=what, n=len(samples), sample=samples[0][:_SAMPLE])
            for what, samples in lost.items()
        ),
    )


def theme_codes(project: Project) -> frozenset[CodePath]:
    """Return the codes of a project that are themes of `interview_coder`."""
    return frozenset(
        path for group in project.groups if group.name == THEMES for path in group.codes
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Map:
    """How a source lies on a transcript.

    Attributes:
        transcript: Name of it.
        is_same: Whether the two are one text.
        source_words: Where the characters of the source stand that are no white space.
        transcript_words: Where these stand in the transcript; -1 if they are a name that an export
            put before a turn.
    """

    transcript: str
    is_same: bool = False
    source_words: Sequence[int] = ()
    transcript_words: Sequence[int] = ()

    def span(self, span: Span) -> Span | None:
        """The place of a span of the source in the transcript; None if it holds no word."""
        if self.is_same:
            return span
        first = bisect_left(self.source_words, span.start)
        after = bisect_left(self.source_words, span.end)
        words = [place for place in self.transcript_words[first:after] if place >= 0]
        return Span(start=words[0], end=words[-1] + 1) if words else None


def _find(source: Source, transcripts: Iterable[Transcript]) -> _Map | None:
    transcripts = tuple(transcripts)
    for transcript in transcripts:
        if transcript.text_hash == source.text_hash:
            return _Map(transcript=transcript.name, is_same=True)
    stem = Path(source.name).stem
    # Of two with the same words, the one with the name is meant.
    others = sorted(transcripts, key=lambda t: not {source.name, stem} & {t.name, t.stem})
    return next((found for t in others if (found := _laid(source, t))), None)


def _laid(source: Source, transcript: Transcript) -> _Map | None:
    """How `source` lies on `transcript`, with names or without; None if its words are others."""
    own = WithNames(text=transcript.text)
    for form in (own, with_names(transcript)):
        if _words_of(source.text) == _words_of(form.text):
            places = form.places
            return _Map(
                transcript=transcript.name,
                source_words=_places(source.text),
                transcript_words=[places[n] for n in _places(form.text)],
            )
    return None


def _words_of(text: str) -> str:
    return "".join(text.split())


def _places(text: str) -> list[int]:
    """Where the characters stand that are no white space, as `str.split` sees it."""
    return [place for place, character in enumerate(text) if not character.isspace()]


def utterances_under(
    selections: Iterable[Selection], utterances: Sequence[Utterance]
) -> Iterator[tuple[Selection, Utterance]]:
    """Yield each placed selection with each utterance that it is about.

    It is about an utterance if the two share half of the shorter one.
    """
    by_transcript: dict[str, list[Utterance]] = defaultdict(list)
    for utterance in utterances:
        by_transcript[utterance.transcript].append(utterance)
    starts = {
        name: [utterance.span.start for utterance in own] for name, own in by_transcript.items()
    }
    for selection in selections:
        own = by_transcript.get(selection.source, [])
        last = bisect_left(starts.get(selection.source, []), selection.span.end)
        for utterance in _back(own, last, selection.span.start):
            if _is_about(selection.span, utterance.span):
                yield selection, utterance


def _back(own: Sequence[Utterance], last: int, start: int) -> list[Utterance]:
    """The utterances before `last` that end after `start`, in their order."""
    first = last
    while first and own[first - 1].span.end > start:
        first -= 1
    return list(own[first:last])


def _is_about(selection: Span, utterance: Span) -> bool:
    shared = min(selection.end, utterance.end) - max(selection.start, utterance.start)
    shorter = min(selection.end - selection.start, utterance.end - utterance.start)
    return shared > 0 and shared >= _MIN_SHARE * shorter


def code_of(path: CodePath, codes: Sequence[str]) -> str:
    """Return which of `codes` a path is: its last name, or that of a code above it.

    Capitals, spaces and hyphens do not matter. Empty if it is none of them.
    """
    known = {_plain(code): code for code in codes}
    return next((known[_plain(name)] for name in path[::-1] if _plain(name) in known), "")


def _plain(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def codings_of(
    placed: Placed, *, utterances: Sequence[Utterance], codes: Sequence[str]
) -> tuple[Coding, ...]:
    """Return the codings that placed selections are, in the order of utterances and codes.

    Args:
        placed: As `place` gives it.
        utterances: Of the study, in order.
        codes: Names of the codebook's codes; selections of other codes are passed over.
    """
    row = {utterance.id: n for n, utterance in enumerate(utterances)}
    column = {code: n for n, code in enumerate(codes)}
    found = {
        (row[utterance.id], column[code], selection.coder): utterance.id
        for selection, utterance in utterances_under(placed.selections, utterances)
        if (code := code_of(selection.code, codes))
    }
    return tuple(
        Coding(utterance=id_, code=codes[n_code], coder=coder, confidence=1.0)
        for (_, n_code, coder), id_ in sorted(found.items())
    )
