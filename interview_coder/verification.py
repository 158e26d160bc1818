"""Verification: every quote of an analysis against the sources, character by character."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from interview_coder.archive import MENTIONS_FILE, load
from interview_coder.errors import AnalysisError, PseudonymError, ReadError
from interview_coder.findings import Analysis
from interview_coder.persona.ledger import LEDGER_FILE, compare_ledger, read_ledger
from interview_coder.pseudonyms import Key, Masker, key_path, read_key
from interview_coder.readers import read_transcripts
from interview_coder.readers.comments import read_comments
from interview_coder.readers.source import Source
from interview_coder.readers.tables.comment_columns import CommentColumns
from interview_coder.reports import APPENDIX_FILE, REPORT_FILE
from interview_coder.reports.content import one_line
from interview_coder.reports.persona import file_stem
from interview_coder.reports.sheet_lines import compare_lines, lines_of_docx, lines_of_html
from interview_coder.transcript import INTERVIEW, Transcript, Utterance

TABLES = ("utterances.csv", "codings.csv", "candidates.csv")
_CONTEXT = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """What a verification found.

    Attributes:
        n_sources: Transcripts whose files were read again.
        n_quotes: Quotes compared.
        differences: Every difference, with its exact place; empty if there is none.
    """

    n_sources: int
    n_quotes: int
    differences: tuple[str, ...]

    @property
    def is_verbatim(self) -> bool:
        """Whether everything agrees."""
        return not self.differences


def verify(
    folder: Path | str, *, study: Path | str | None = None, key: Path | str | None = None
) -> Verification:
    """Compare an analysis with its sources.

    The source files are read again and their hashes compared; then everything that is quoted is
    compared with its source: texts, questions and labels in the CSV files, labels in
    analysis.json, quotes in the appendix and the report. In these two, which are made for reading,
    a line break counts as a space.

    Args:
        folder: The analysis folder.
        study: The study folder, if it has moved since.
        key: The key of an analysis with pseudonyms, if it does not lie beside the study folder.

    Raises:
        AnalysisError: If the folder holds no readable analysis.
        PseudonymError: If the analysis has pseudonyms and the key is not there, or has faults.
    """
    folder = Path(folder)
    analysis = load(folder)
    source_folder = Path(study) if study is not None else analysis.study.folder
    again = _Again.of(analysis, source_folder, key)
    differences: list[str] = []
    texts: dict[str, str] = {}
    for transcript in (*analysis.study.transcripts, *analysis.study.sources):
        differences += _compare_source(transcript, again, texts)
    comparison = _Comparison(analysis=analysis, texts=texts)
    differences += comparison.check_analysis()
    for name in TABLES:
        differences += comparison.check_table(folder / name)
    if analysis.study.sources or (folder / MENTIONS_FILE).exists():
        differences += comparison.check_table(folder / MENTIONS_FILE)
    differences += comparison.check_themes(folder / "themes.csv")
    differences += comparison.check_shown(folder / APPENDIX_FILE, _quotes_of_appendix, "paragraph")
    differences += comparison.check_shown(folder / REPORT_FILE, _quotes_of_report, "line")
    known = dict.fromkeys(
        each.name for each in (*analysis.study.transcripts, *analysis.study.sources)
    )
    differences += _check_sheets(folder, {**known, **texts})
    return Verification(
        n_sources=len(texts), n_quotes=comparison.n_quotes, differences=tuple(differences)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Again:
    """Reads sources again, as the analysis had them: with pseudonyms, where it has.

    Attributes:
        folder: The study folder; None where it is not known.
        key: None where the analysis has names.
    """

    folder: Path | None
    key: Key | None

    @classmethod
    def of(cls, analysis: Analysis, folder: Path | None, key: Path | str | None) -> _Again:
        if not analysis.study.pseudonymised:
            return cls(folder=folder, key=None)
        path = Path(key) if key is not None else key_path(folder) if folder else None
        if path is None or not path.is_file():
            raise PseudonymError(
                [
                    "the analysis has pseudonyms, and the sources have names: to compare them, "
                    f"the key is needed; {path or 'it'} is not there. Tell where it is with --key"
                ]
            )
        return cls(folder=folder, key=read_key(path))

    def path(self, transcript: Transcript) -> Path | None:
        """Where the source lies."""
        names = {free: name for name, free in self.key.files.items()} if self.key else {}
        name = names.get(transcript.source, transcript.source)
        return self.folder / name if self.folder else None

    def read(self, path: Path, transcript: Transcript) -> Transcript | None:
        """Read the source again; None if it no longer holds this interview."""
        masker = Masker.of(self.key) if self.key else None
        found = self._found(path, transcript, masker)
        called = found if masker is None else tuple(map(masker.transcript, found))
        return next((each for each in called if each.name == transcript.name), None)

    def _found(
        self, path: Path, known: Transcript, masker: Masker | None
    ) -> tuple[Transcript, ...]:
        if known.kind != INTERVIEW:
            columns = CommentColumns(**known.columns)
            return (read_comments(path, kind=known.kind, columns=columns),)
        speakers = frozenset(known.speakers)
        if masker is None:
            return read_transcripts(path, names=speakers, read_as=known.read_as)
        people = masker.people.items()
        names = frozenset(name for name, pseudonym in people if pseudonym in speakers)
        return read_transcripts(path, names=speakers | names, read_as=masker.undone(known.read_as))


def _check_sheets(folder: Path, texts: Mapping[str, str | None]) -> Iterator[str]:
    """The ledger of the persona sheets, and what the sheets say."""
    path = folder / LEDGER_FILE
    if not path.is_file():
        return
    try:
        ledger = read_ledger(path)
    except AnalysisError as error:
        yield str(error)
        return
    yield from compare_ledger(ledger, texts)
    for persona in ledger["personas"]:
        stem = file_stem(persona["segment"])
        page, document = folder / f"{stem}.html", folder / f"{stem}.docx"
        if page.is_file():
            yield from compare_lines(lines_of_html(page.read_bytes()), persona, where=page.name)
        if document.is_file():
            source = Source(path=document, data=document.read_bytes())
            yield from compare_lines(lines_of_docx(source), persona, where=document.name)


def _compare_source(transcript: Transcript, source: _Again, texts: dict[str, str]) -> Iterator[str]:
    """Read a source again; its text goes into `texts` even where it differs."""
    path = source.path(transcript)
    if path is None or not path.is_file():
        where = path or transcript.source
        yield f"{where}: the source is missing; tell where the study lies with --study"
        return
    try:
        again = source.read(path, transcript)
    except ReadError as error:
        yield f"{error} (it could be read when it was analysed)"
        return
    if again is None:
        yield f"{transcript.source}: the interview {transcript.name!r} is no longer in it"
        return
    texts[transcript.name] = again.text
    if again.text != transcript.text:
        place = _first_difference(transcript.text, again.text)
        if again.source_hash == transcript.source_hash:
            yield f"analysis.json, text of {transcript.name}, line {place}"
        else:
            yield f"{transcript.name}:{place}"
    elif again.source_hash != transcript.source_hash:
        yield f"{transcript.name}: the file was changed, though not in its words"


def _first_difference(known: str, found: str) -> str:
    """Tell where two texts part: line and column, and what stands there."""
    pairs = enumerate(zip(known, found, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(known), len(found)))
    line, column = found.count("\n", 0, at) + 1, at - (found.rfind("\n", 0, at) + 1) + 1
    was, is_ = known[at : at + _CONTEXT], found[at : at + _CONTEXT]
    return f"{line}: changed at column {column}: analysed {was!r}, in the source {is_!r}"


@dataclass(kw_only=True)
class _Comparison:
    """Compares quotes with the sources read again, and counts them."""

    analysis: Analysis
    texts: Mapping[str, str]
    n_quotes: int = 0

    def check_analysis(self) -> Iterator[str]:
        """The labels of themes; quotes of utterances are spans and cannot differ by themselves."""
        for theme in self.analysis.all_themes:
            if theme.label != theme.label_quote.text and not theme.labelled_by:
                yield f"analysis.json, label of {theme.id}: {theme.label!r} is not its quote"
            labels = {theme.id: theme.label_quote}
            labels |= {sub.id: sub.label_quote for sub in theme.sub_themes}
            for id_, quote in labels.items():
                yield from self._compare(
                    f"analysis.json, label of {id_}",
                    quote.text,
                    self._source(quote.transcript, quote.span.start, quote.span.end),
                )

    def check_table(self, path: Path) -> Iterator[str]:
        for line_no, row in _rows(path):
            place = f"{path.name}:{line_no}"
            if isinstance(row, str):
                yield row
                continue
            known = self._known(row.get("utterance", ""))
            if known is None:
                yield f"{place}: no utterance {row.get('utterance')!r}"
                continue
            wanted = self._told_of(known) | {
                "start": str(known.span.start),
                "end": str(known.span.end),
            }
            for column, value in wanted.items():
                if row.get(column) != value:
                    yield f"{place} ({known.id}): {column} is {row.get(column)!r}, was {value!r}"
            source = self._source(known.transcript, known.span.start, known.span.end)
            yield from self._compare(f"{place} ({known.id})", row.get("text"), source)
            if "question" in row:
                yield from self._compare(f"{place}, question", row["question"], self._asked(known))

    def check_themes(self, path: Path) -> Iterator[str]:
        themes = {theme.id: theme for theme in self.analysis.all_themes}
        for line_no, row in _rows(path):
            place = f"{path.name}:{line_no}"
            if isinstance(row, str):
                yield row
                continue
            theme = themes.get(row.get("theme", ""))
            if theme is None:
                yield f"{place}: no theme {row.get('theme')!r}"
                continue
            if theme.labelled_by:  # a person's words, not a participant's
                if row.get("label") != theme.label:
                    yield f"{place}, label: is {row.get('label')!r}, was {theme.label!r}"
                continue
            quote = theme.label_quote
            source = self._source(quote.transcript, quote.span.start, quote.span.end)
            yield from self._compare(f"{place}, label", row.get("label"), source)

    def check_shown(
        self, path: Path, read: Callable[[bytes], Iterator[tuple[str, str, int]]], unit: str
    ) -> Iterator[str]:
        if not path.is_file():
            return
        try:
            quotes = list(read(path.read_bytes()))
        except (ReadError, UnicodeDecodeError) as error:
            yield f"{path.name}: cannot be read: {error}"
            return
        for utterance, text, number in quotes:
            place = f"{path.name}, {unit} {number}"
            known = self._known(utterance)
            if known is None:
                yield f"{place}: no utterance {utterance!r}"
                continue
            source = self._source(known.transcript, known.span.start, known.span.end)
            shown = None if source is None else one_line(source)
            yield from self._compare(f"{place} ({utterance})", text, shown)

    def _told_of(self, known: Utterance) -> dict[str, str]:
        """What the tables say of an utterance's source, column to value."""
        source = self.analysis.study.transcript(known.transcript)
        if source.kind == INTERVIEW:
            return {"transcript": source.name, "participant": known.participant}
        comment = source.comments[known.turn]
        return {
            "source": source.name,
            "kind": source.kind,
            "author": comment.author,
            "time": comment.written,
            "place": comment.place,
        }

    def _known(self, utterance: str) -> Utterance | None:
        try:
            return self.analysis.utterance(utterance)
        except KeyError:
            return None

    def _asked(self, utterance: Utterance) -> str | None:
        if utterance.question is None:
            return ""
        question = utterance.question
        return self._source(utterance.transcript, question.start, question.end)

    def _source(self, transcript: str, start: int, end: int) -> str | None:
        text = self.texts.get(transcript)
        return None if text is None else text[start:end]

    def _compare(self, place: str, quote: str | None, source: str | None) -> Iterator[str]:
        """Compare, unless the source could not be read, which has been told already."""
        if source is None:
            return
        self.n_quotes += 1
        if quote != source:
            yield f"{place}: quote {quote!r} differs from the source {source!r}"


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Yield line number and row of a CSV file; a sentence instead of a row says what is wrong."""
    if not path.is_file():
        yield 0, f"{path.name}: is missing"
        return
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        yield 0, f"{path.name}: cannot be read: {error}"
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    for row in reader:
        yield reader.line_num, row


def _quotes_of_appendix(data: bytes) -> Iterator[tuple[str, str, int]]:
    from interview_coder.reports.docx import read_quotes

    return ((quote.utterance, quote.text, quote.place) for quote in read_quotes(data))


def _quotes_of_report(data: bytes) -> Iterator[tuple[str, str, int]]:
    from interview_coder.reports.html import read_quotes

    return ((quote.utterance, quote.text, quote.place) for quote in read_quotes(data))
