"""Codings as a table, as codings.csv has them or as a person writes them by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from interview_coder.agreement.coders import Coder
from interview_coder.errors import DecisionError
from interview_coder.exchange.placing import utterances_under
from interview_coder.exchange.project import Selection
from interview_coder.tabular import SURPLUS, Line, read_table
from interview_coder.transcript import Span, Study, Utterance

NOTHING = ""
"""In the column code: the coder read the utterance, or the transcript, and put nothing."""


def read_coding_table(
    path: Path, *, study: Study, utterances: Sequence[Utterance], codes: Sequence[str]
) -> tuple[Coder, ...]:
    """Read codings: a row a coding, with `code` and either `utterance` or a place.

    A place is `transcript`, `start` and `end` (code points, end exclusive). `coder` names who put
    it; left out, it is the file's name. `text`, if it is there, must be the words at the place. A
    row without a code says that the coder read there and put nothing. Whoever has a row in a
    transcript has read all of it.

    Args:
        path: Of the table.
        study: What the codings are of.
        utterances: Of the study.
        codes: Names of the codes; another one is a fault.

    Raises:
        DecisionError: With every row that cannot be understood.
    """
    by_id = {utterance.id: utterance for utterance in utterances}
    faults: list[str] = []
    marked: dict[str, list[tuple[Selection, str]]] = defaultdict(list)
    for line in read_table(path, required=("code",)):
        wrong = list(_faults(line, study, by_id, codes)) if line.is_whole else [SURPLUS]
        faults += [f"line {line.number}: {fault}" for fault in wrong]
        if not wrong:
            selection = _selection(line.cells, by_id, default=path.stem)
            marked[selection.coder].append((selection, line.cells["code"]))
    if faults:
        raise DecisionError(path, faults)
    return tuple(_coder(name, own, utterances) for name, own in sorted(marked.items()))


def _faults(
    line: Line, study: Study, by_id: Mapping[str, Utterance], codes: Sequence[str]
) -> Iterator[str]:
    cells = line.cells
    if cells["code"] not in (*codes, NOTHING):
        yield f"unknown code {cells['code']!r}; the codebook has {', '.join(codes)}"
    if cells.get("utterance"):
        utterance = by_id.get(cells["utterance"])
        if utterance is None:
            yield f"no utterance {cells['utterance']!r} in this study"
            return
        yield from _faults_of_text(line, study.quote(utterance))
    else:
        yield from _faults_of_place(line, study)


def _faults_of_place(line: Line, study: Study) -> Iterator[str]:
    cells = line.cells
    names = [transcript.name for transcript in study.transcripts]
    if cells.get("transcript") not in names:
        yield (
            f"no utterance, and transcript {cells.get('transcript', '')!r} is not one of "
            f"{', '.join(names)}"
        )
        return
    transcript = study.transcript(cells["transcript"])
    ends = [cells.get(column, "") for column in ("start", "end")]
    if not all(end.isdecimal() for end in ends):
        yield f"start {ends[0]!r} and end {ends[1]!r} must be whole numbers"
        return
    start, end = map(int, ends)
    if not 0 <= start < end <= len(transcript.text):
        yield f"{start}–{end} lies outside {transcript.name}, which has {len(transcript.text)}"
        return
    yield from _faults_of_text(line, transcript.text[start:end])


def _faults_of_text(line: Line, words: str) -> Iterator[str]:
    told = line.raw.get("text", "")
    if told and told.split() != words.split():
        yield f"the text is {told!r}, but at its place stands {words!r}"


def _selection(
    cells: Mapping[str, str], by_id: Mapping[str, Utterance], *, default: str
) -> Selection:
    utterance = by_id.get(cells.get("utterance", ""))
    if utterance:
        transcript, span = utterance.transcript, utterance.span
    else:
        transcript = cells["transcript"]
        span = Span(start=int(cells["start"]), end=int(cells["end"]))
    return Selection(
        source=transcript,
        span=span,
        code=(cells["code"],),
        coder=cells.get("coder") or default,
        note=cells.get("note", ""),
    )


def _coder(
    name: str, own: Sequence[tuple[Selection, str]], utterances: Sequence[Utterance]
) -> Coder:
    transcripts = {selection.source for selection, _ in own}
    put = [selection for selection, code in own if code != NOTHING]
    return Coder(
        name=name,
        put=frozenset((u.id, each.code[0]) for each, u in utterances_under(put, utterances)),
        read=frozenset(u.id for u in utterances if u.transcript in transcripts),
        selections=tuple(put),
    )
