"""One interview in every format that is read, each file as some program writes it."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TypeAlias

import docx
import openpyxl

from tests.readers.documents import save
from tests.readers.odts import plain_odt
from tests.readers.pdfs import pdf_document
from tests.readers.rtfs import plain_rtf

Interview: TypeAlias = Sequence[tuple[str, tuple[str, ...]]]
"""Turn by turn: who speaks, and the paragraphs of what is said."""

SHORT: Interview = (("Interviewer", ("How is it?",)), ("P1", ("It is slow — naïve.",)))
"""A question and an answer."""

_SECONDS = 5
_PDF_WIDTH = 70


def saved(interview: Interview, suffix: str) -> bytes:
    """
    Return `interview` as the bytes of a file with `suffix`; a paragraph each five seconds.
    """
    return WRITERS[suffix](interview)


def _labelled(interview: Interview) -> list[str]:
    """A line a paragraph; the label stands before the first of a turn."""
    return [
        f"{speaker}: {words}" if n == 0 else words
        for speaker, paragraphs in interview
        for n, words in enumerate(paragraphs)
    ]


def _timed(interview: Interview) -> list[tuple[int, str, str]]:
    """Seconds, speaker and words of each paragraph."""
    said = [(speaker, words) for speaker, paragraphs in interview for words in paragraphs]
    return [(_SECONDS * i, speaker, words) for i, (speaker, words) in enumerate(said)]


def _text(interview: Interview) -> bytes:
    return ("\n\n".join(_labelled(interview)) + "\n").encode()


def _markdown(interview: Interview) -> bytes:
    turns = [f"**{speaker}:** " + "\n\n".join(words) for speaker, words in interview]
    return ("\n\n".join(turns) + "\n").encode()


def _docx(interview: Interview) -> bytes:
    document = docx.Document()
    for speaker, paragraphs in interview:
        for n, words in enumerate(paragraphs):
            paragraph = document.add_paragraph()
            if n == 0:
                paragraph.add_run(f"{speaker}:").bold = True
            paragraph.add_run(f" {words}" if n == 0 else words)
    return save(document)


def _pdf(interview: Interview) -> bytes:
    lines = [part for line in _labelled(interview) for part in textwrap.wrap(line, _PDF_WIDTH)]
    half = len(lines) // 2
    return pdf_document(["Study 7", *lines[:half], "1"], ["Study 7", *lines[half:], "2"])


def _clock(seconds: int, comma: str = ".") -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02}{comma}000"


def _vtt(interview: Interview) -> bytes:
    cues = [
        f"{_clock(start)} --> {_clock(start + 4)}\n<v {escape(speaker)}>{escape(words)}</v>\n"
        for start, speaker, words in _timed(interview)
    ]
    return "\n".join(["WEBVTT\n", *cues]).encode()


def _srt(interview: Interview) -> bytes:
    cues = [
        f"{n}\n{_clock(start, ',')} --> {_clock(start + 4, ',')}\n{speaker}: {words}\n"
        for n, (start, speaker, words) in enumerate(_timed(interview), start=1)
    ]
    return "\r\n".join("\n".join(cues).split("\n")).encode()


def _sbv(interview: Interview) -> bytes:
    cues = [
        f"{_clock(start)[1:]},{_clock(start + 4)[1:]}\n{speaker}: {words}\n"
        for start, speaker, words in _timed(interview)
    ]
    return "\n".join(cues).encode()


def _json(interview: Interview) -> bytes:
    segments = [
        {"start": float(start), "end": start + 4.0, "text": f" {words}", "speaker": speaker}
        for start, speaker, words in _timed(interview)
    ]
    return json.dumps({"segments": segments, "language": "en"}, ensure_ascii=False).encode()


def _html(interview: Interview) -> bytes:
    return "\n".join(
        f"<cite>{escape(speaker)}:</cite>\n<time>{start // 60}:{start % 60:02}</time>\n"
        f"<p>{escape(words)}</p>"
        for start, speaker, words in _timed(interview)
    ).encode()


def _delimited(interview: Interview, delimiter: str) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(("start", "speaker", "text"))
    writer.writerows(_timed(interview))
    return stream.getvalue().encode("utf-8-sig")


def _xlsx(interview: Interview) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [("start", "speaker", "text"), *_timed(interview)]:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # words that begin with = are words
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _eaf(interview: Interview) -> bytes:
    pieces = _timed(interview)
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{t}" TIME_VALUE="{1000 * t}"/>'
        for start, _, _ in pieces
        for t in (start, start + 4)
    )
    tiers = ""
    for name in dict.fromkeys(speaker for _, speaker, _ in pieces):
        annotations = "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{start}" '
            f'TIME_SLOT_REF1="ts{start}" TIME_SLOT_REF2="ts{start + 4}"><ANNOTATION_VALUE>'
            f"{escape(words)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n"
            for start, speaker, words in pieces
            if speaker == name
        )
        tiers += f'<TIER TIER_ID="{escape(name)}" PARTICIPANT="{escape(name)}">{annotations}</TIER>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT FORMAT="3.0">\n'
        f"<TIME_ORDER>{slots}</TIME_ORDER>\n{tiers}</ANNOTATION_DOCUMENT>"
    ).encode()


def _textgrid(interview: Interview) -> bytes:
    pieces = _timed(interview)
    names = list(dict.fromkeys(speaker for _, speaker, _ in pieces))
    end = _SECONDS * len(pieces)
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "0", str(end)]
    lines += ["<exists>", str(len(names))]
    for name in names:
        lines += ['"IntervalTier"', _quoted(name), "0", str(end), str(len(pieces))]
        for start, speaker, words in pieces:
            lines += [str(start), str(start + _SECONDS), _quoted(words if speaker == name else "")]
    return ("\n".join(lines) + "\n").encode("utf-16")


def _quoted(words: str) -> str:
    return '"{}"'.format(words.replace('"', '""'))


def _chat(interview: Interview) -> bytes:
    names = list(dict.fromkeys(speaker for speaker, _ in interview))
    people = ", ".join(f"S{n:02} {_joined(name)} Participant" for n, name in enumerate(names))
    lines = ["@UTF8", "@Begin", f"@Participants:\t{people}"]
    for start, speaker, words in _timed(interview):
        bullet = f"\x15{1000 * start}_{1000 * start + 4000}\x15"
        lines.append(f"*S{names.index(speaker):02}:\t{words} {bullet}")
    return "\n".join([*lines, "@End\n"]).encode()


def _joined(name: str) -> str:
    return "_".join(name.split())


def _trs(interview: Interview) -> bytes:
    names = list(dict.fromkeys(speaker for speaker, _ in interview))
    speakers = "".join(
        f'<Speaker id="spk{n}" name="{escape(name)}"/>' for n, name in enumerate(names)
    )
    turns = "".join(
        f'<Turn speaker="spk{names.index(speaker)}" startTime="{start}" endTime="{start + 4}">\n'
        f'<Sync time="{start}"/>\n{escape(words)}\n</Turn>\n'
        for start, speaker, words in _timed(interview)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE Trans SYSTEM "trans-14.dtd">\n'
        f"<Trans><Speakers>{speakers}</Speakers><Episode><Section>{turns}</Section></Episode>"
        "</Trans>"
    ).encode()


WRITERS: Mapping[str, Callable[[Interview], bytes]] = {
    ".txt": _text,
    ".md": _markdown,
    ".docx": _docx,
    ".odt": lambda interview: plain_odt(*_labelled(interview)),
    ".rtf": lambda interview: plain_rtf(*_labelled(interview)),
    ".pdf": _pdf,
    ".vtt": _vtt,
    ".srt": _srt,
    ".sbv": _sbv,
    ".json": _json,
    ".html": _html,
    ".htm": _html,
    ".csv": lambda interview: _delimited(interview, ","),
    ".tsv": lambda interview: _delimited(interview, "\t"),
    ".xlsx": _xlsx,
    ".eaf": _eaf,
    ".textgrid": _textgrid,
    ".cha": _chat,
    ".trs": _trs,
}
"""How each suffix is written."""
