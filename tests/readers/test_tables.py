"""Tables: .csv, .tsv and .xlsx."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.asides import find_asides, trim
from interview_coder.readers.cues import UNKNOWN_SPEAKER
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.tables import is_table, read, read_interviews, read_table
from interview_coder.transcript import Span
from tests.readers.mutations import EDITS, edited, is_read_or_refused, left_out, said, times

TWO_TURNS = [("Interviewer", "How is it?"), ("Kasia", "Slow.")]


def source(content: str | bytes, *, name: str = "P1.csv") -> Source:
    """
    Return a file of `content`.
    """
    data = content.encode() if isinstance(content, str) else content
    return Source(path=Path(name), data=data)


def read_text(content: str) -> Reading:
    """
    Read `content` as a table.
    """
    return read(source(content))


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    """
    Return a workbook of `sheets`, each a name and its rows.
    """
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rewritten(data: bytes, part: str, old: str, new: str) -> bytes:
    """
    Return a workbook with `old` replaced in one of its parts.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return stream.getvalue()


class TestColumns:
    """
    Columns are found by their names, or told.
    """

    @pytest.mark.parametrize(
        "header",
        [
            pytest.param("speaker,text", id="English"),
            pytest.param("\ufeffSPEAKER_NAME,Utterance-Text", id="with signs and a mark"),
            pytest.param("SpeakerName,UtteranceText", id="run together"),
            pytest.param("Sprecher,Äußerung", id="German"),
            pytest.param("Locuteur,Énoncé", id="French"),
            pytest.param("Hablante,Texto", id="Spanish"),
            pytest.param("Spreker,Tekst", id="Dutch"),
            pytest.param("Parlante,Testo", id="Italian"),
            pytest.param("Puhuja,Teksti", id="Finnish"),
            pytest.param("Talare,Yttrande", id="Swedish"),
            pytest.param("話者,発話", id="Japanese"),
            pytest.param("화자,발화", id="Korean"),
            pytest.param("ผู้พูด,ข้อความ", id="Thai"),
            pytest.param("who,said", id="other words for it"),
        ],
    )
    def test_names(self, header: str) -> None:
        """
        A table in any of the languages is read without being told its columns.
        """
        assert said(read_text(f"{header}\nInterviewer,How is it?\nKasia,Slow.\n")) == TWO_TURNS

    def test_order_does_not_count(self) -> None:
        """
        Columns may stand anywhere, among others, which are reported.
        """
        reading = read_text("text,code,speaker\nHow is it?,x,Interviewer\nSlow.,y,Kasia\n")

        assert said(reading) == TWO_TURNS
        assert left_out(reading) == {"columns that are not read": 1}

    def test_told(self) -> None:
        """
        Columns that are told are believed, whatever others are called.
        """
        table = source("speaker,text,mot,orig\nx,y,Interviewer,How is it?\nx,y,Kasia,Slow.\n")

        assert said(read_table(table, speaker="Mot", text="orig")) == TWO_TURNS

    def test_stronger_name(self) -> None:
        """
        A column called speaker is believed before one called role.
        """
        assert said(read_text("role,speaker,text\nx,Interviewer,How?\n"))[0][0] == "Interviewer"

    def test_header_below_a_title(self) -> None:
        """
        Rows above the header are reported, and lines are counted from the first.
        """
        reading = read_text("Study A,\n\nspeaker,text\nInterviewer,How is it?\nKasia,Slow.\n")

        assert said(reading) == TWO_TURNS
        assert left_out(reading) == {"rows above the names of columns": 1}

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            pytest.param(
                "a,b\nI,How?\n", "no column is named for the speaker.*'a', 'b'", id="none"
            ),
            pytest.param("speaker,b\nI,How?\n", "no column is named for what was said", id="text"),
            pytest.param(
                "speaker,text,content\nI,How?,How?\n", "2 columns may be the text", id="two texts"
            ),
            pytest.param("speaker,text\n,How?\n", "no row names a speaker", id="no speaker"),
            pytest.param("speaker,text\nI,\n", "holds no words", id="no words"),
            pytest.param("\n\n", "without rows", id="no rows"),
        ],
    )
    def test_refused(self, content: str, message: str) -> None:
        """
        Speakers are never guessed.
        """
        with pytest.raises(ReadError, match=message):
            read_text(content)

    def test_told_column_is_missing(self) -> None:
        """
        A column that was told and is not there is named with those that are.
        """
        with pytest.raises(ReadError, match=r"'said' was told.*'speaker', 'text'"):
            read_table(source("speaker,text\nI,How?\n"), text="said")


class TestRows:
    """
    A row is a piece of speech, word for word.
    """

    @pytest.mark.parametrize(
        "delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"]
    )
    def test_delimiters(self, delimiter: str) -> None:
        """
        The separator is found, whatever else stands in the words.
        """
        rows = [("speaker", "text"), ("Interviewer", 'How, or; "why"?'), ("Kasia", "a|b\tc")]
        stream = io.StringIO()
        csv.writer(stream, delimiter=delimiter).writerows(rows)

        assert said(read_text(stream.getvalue())) == rows[1:]

    def test_told_by_excel(self) -> None:
        """
        A first line that names the separator is obeyed and counted as a line.
        """
        reading = read_text("sep=;\nspeaker;text;start\nInterviewer;How is it?;x\nKasia;Slow.;2\n")

        assert said(reading) == TWO_TURNS
        assert reading.notes == ("line 3: 1 time in column 'start' not read, such as 'x'",)

    def test_quoted_line_breaks(self) -> None:
        """
        A cell may hold line breaks; a fault below it has its physical line.
        """
        start = 'speaker,text\r\nInterviewer,"How\r\n\r\nis ""it""?"\r\n'

        assert said(read_text(start)) == [("Interviewer", 'How\n\nis "it"?')]
        with pytest.raises(ReadError) as caught:
            read_text(f"{start}Kasia,so, slow\r\n")
        assert caught.value.line_no == 5

    def test_quote_never_closed(self) -> None:
        """
        A quotation mark that swallows the rest of the file is refused where it opens.
        """
        with pytest.raises(ReadError, match="not closed") as caught:
            read_text('speaker,text\nI,How?\nKasia,"Slow.\nI,Why?\n')

        assert caught.value.line_no == 3

    def test_quotes_between_tabs(self) -> None:
        """
        In a table parted by tabs, a quotation mark that is not doubled is a part of the words.
        """
        reading = read_text('speaker\ttext\nI\t"Slow" you say?\nKasia\t"Yes\n')

        assert said(reading) == [("I", '"Slow" you say?'), ("Kasia", '"Yes')]
        assert reading.notes == ("quotation marks were read as words",)

    @pytest.mark.parametrize("words", ["-and then", "=yes", "+1", "@home", "'so"])
    def test_signs_of_formulas(self, words: str) -> None:
        """
        Speech that begins like a formula is kept to the letter.
        """
        assert said(read_text(f"speaker,text\nKasia,{words}\n")) == [("Kasia", words)]

    def test_rows_of_one_speaker(self) -> None:
        """
        Rows of one speaker make a turn; each keeps its time.
        """
        reading = read_text("speaker,text,start\nKasia,It is,0.5\nKasia,slow.,00:00:02\n")

        assert said(reading) == [("Kasia", "It is\nslow.")]
        assert times(reading) == [0.5, 2.0]

    def test_row_without_speaker(self) -> None:
        """
        Words that the table gives to nobody stay nobody's.
        """
        assert said(read_text("speaker,text\nI,How?\n,hm\nKasia,Slow.\n"))[1] == (
            UNKNOWN_SPEAKER,
            "hm",
        )

    def test_cell_longer_than_the_library_allows(self) -> None:
        """
        A cell may be as long as an interview.
        """
        words = "it is slow " * 20_000

        assert said(read_text(f"speaker,text\nKasia,{words}\n")) == [("Kasia", words.strip())]

    def test_repeated_utterances(self) -> None:
        """
        An utterance that several annotators have coded was said once.
        """
        reading = read_text(
            "utterance_id,speaker,text,coder\n0,I,How?,a\n0,I,How?,b\n1,Kasia,Slow.,a\n2,Kasia,Slow.,a\n"
        )

        assert said(reading) == [("I", "How?"), ("Kasia", "Slow.\nSlow.")]
        assert left_out(reading)["rows that repeat an utterance"] == 1


class TestTimes:
    """
    Times are clocks or seconds; what is neither is told.
    """

    @pytest.mark.parametrize(
        ("column", "cell", "seconds"),
        [
            pytest.param("start", "00:01:02", 62.0, id="clock"),
            pytest.param("timestamp", "[1:02.5]", 62.5, id="in brackets"),
            pytest.param("time", "00:01 - 00:05", 1.0, id="from and to"),
            pytest.param("start", "0:00:01.250000", 1.25, id="microseconds"),
            pytest.param("begin", "3.25", 3.25, id="seconds"),
            pytest.param("Zeit", '"3,25"', 3.25, id="decimal comma"),
            pytest.param("start_ms", "3250", 3.25, id="milliseconds by name"),
            pytest.param("Start (ms)", "3250", 3.25, id="milliseconds in brackets"),
        ],
    )
    def test_read(self, column: str, cell: str, seconds: float) -> None:
        """
        Every usual way to write a time is read.
        """
        assert times(read_text(f"speaker,text,{column}\nKasia,Slow.,{cell}\n")) == [seconds]

    @pytest.mark.parametrize(
        "cell",
        ["later", "1:2", "1:234", "-3", "1e9", "9" * 400, "12:00:00:00"],
        ids=["word", "odd", "too long", "negative", "power", "endless", "frames"],
    )
    def test_not_read(self, cell: str) -> None:
        """
        What is no time is reported with its line, and the words are kept.
        """
        reading = read_text(f"speaker,text,start\nKasia,Slow.,{cell}\n")

        assert said(reading) == [("Kasia", "Slow.")]
        assert times(reading) == []
        assert reading.notes[0].startswith("line 2: 1 time in column 'start' not read")

    def test_unit_unknown(self) -> None:
        """
        Numbers that cannot be seconds are not read as seconds.
        """
        reading = read_text("speaker,text,start\nKasia,It is,0\nKasia,slow.,5000000\n")

        assert times(reading) == []
        assert "look like milliseconds" in reading.notes[0]


class TestInterviews:
    """
    A file of several interviews is read interview by interview, never as one.
    """

    TABLE = (
        "transcript_id,interlocutor,timestamp,utterance_text\n"
        "0,therapist,00:00:13,How?\n0,client,00:00:14,-slow\n"
        "7,therapist,00:00:01,Why?\n7,client,,Hm.\n"
    )

    def test_refused_as_one(self) -> None:
        """
        The message lists the interviews and the column that tells them apart.
        """
        with pytest.raises(ReadError, match=r"2 interviews.*'transcript_id': '0', '7'"):
            read_text(self.TABLE)

    def test_each(self) -> None:
        """
        Each interview has its own turns and times.
        """
        readings = read_interviews(source(self.TABLE))

        assert {name: said(reading) for name, reading in readings.items()} == {
            "0": [("therapist", "How?"), ("client", "-slow")],
            "7": [("therapist", "Why?"), ("client", "Hm.")],
        }
        assert times(readings["7"]) == [1.0]

    def test_only_one(self) -> None:
        """
        A column with one interview parts nothing; the interview is called as the file.
        """
        table = "file,speaker,text\na.wav,I,How?\na.wav,Kasia,Slow.\n"

        assert list(read_interviews(source(table))) == ["P1"]

    def test_participant_is_an_interview(self) -> None:
        """
        A participant whose rows hold several speakers names an interview.
        """
        table = "participant,speaker,text\nP1,I,How?\nP1,Kasia,Slow.\nP2,I,How?\nP2,Omar,Fast.\n"

        assert list(read_interviews(source(table))) == ["P1", "P2"]

    def test_participant_is_a_speaker(self) -> None:
        """
        A participant who stands for one speaker does not part the talk.
        """
        table = "participant,speaker,text\nP1,Kasia,Slow.\nP2,Omar,Fast.\nP1,Kasia,No.\n"

        assert len(read_text(table).turns) == 3

    def test_interview_named_once(self) -> None:
        """
        Where the cells below are left blank, all rows are of the interview named above.
        """
        table = "interview,speaker,text\nfirst,I,How?\n,Kasia,Slow.\n"

        assert said(read_text(table)) == [("I", "How?"), ("Kasia", "Slow.")]

    def test_blank_row_of_no_interview(self) -> None:
        """
        A row without words and interview is counted.
        """
        table = "interview,speaker,text\na,I,How?\n,I,\nb,I,Hm?\n"

        readings = read_interviews(source(table))

        assert left_out(readings["a"]) == {"rows without words": 1}

    def test_no_rows(self) -> None:
        """
        A header alone is refused.
        """
        with pytest.raises(ReadError, match="holds no words"):
            read_text("interview,speaker,text\n")

    def test_row_of_no_interview(self) -> None:
        """
        Words that belong to no interview are refused with their line.
        """
        with pytest.raises(ReadError, match="names no interview") as caught:
            read_interviews(source("interview,speaker,text\na,I,How?\n,I,Why?\nb,I,Hm?\n"))

        assert caught.value.line_no == 3


class TestCoraal:
    """
    The Corpus of Regional African American Language has signs of its own.
    """

    HEADER = "Line\tSpkr\tStTime\tContent\tEnTime\n"

    def test_row(self) -> None:
        """
        Words spoken at the same time are words; remarks, redactions and pauses are asides.
        """
        reading = read_text(
            f"{self.HEADER}1\tse0_int\t0.5\tSo [I was-] <laugh> with /RD-NAME-1/, "
            "and/or (pause 0.20) /?maybe?/ [overlap]-\t1.5\n"
        )

        (turn,) = reading.turns
        assert said(reading) == [
            (
                "se0_int",
                "So I was- [laugh] with [RD-NAME-1], and/or [pause 0.20] maybe [overlap]-",
            )
        ]
        asides = [reading.text[aside.start : aside.end] for aside in turn.asides]
        assert asides == ["[laugh]", "[RD-NAME-1]", "[pause 0.20]", "[overlap]"]
        assert times(reading) == [0.5]

    def test_pauses(self) -> None:
        """
        A row that is a pause is no speech and does not part a turn.
        """
        reading = read_text(
            f"{self.HEADER}1\tse0\t0\tIt is\t1\n2\tse0\t1\t(pause 0.94)\t2\n3\tse0\t2\tslow.\t3\n"
        )

        assert said(reading) == [("se0", "It is\nslow.")]
        assert left_out(reading)["rows that are pauses"] == 1

    def test_is_table(self) -> None:
        """
        Such a .txt file is known by its first line; an ordinary transcript is not taken for it.
        """
        assert is_table(f"{self.HEADER}1\tse0\t0\tIt is\t1\n")
        assert not is_table("Speaker:\tText of the talk\n")
        assert not is_table("Interviewer: How is it?\n")


class TestWorkbooks:
    """
    A sheet is a table.
    """

    def test_times_and_line_ends(self) -> None:
        """
        Times of day, durations and numbers are times, and line ends are line feeds.
        """
        rows = [
            ("speaker", "text", "time"),
            ("Interviewer", "How\r\nis it?", datetime.time(0, 0, 13)),
            ("Kasia", "-slow", datetime.timedelta(hours=1, seconds=2)),
            ("Kasia", "42", 3700.5),
        ]

        reading = read(source(workbook(("Talk", rows)), name="P1.xlsx"))

        assert said(reading) == [("Interviewer", "How\nis it?"), ("Kasia", "-slow\n42")]
        assert times(reading) == [13.0, 3602.0, 3700.5]

    def test_other_sheets(self) -> None:
        """
        Sheets without a speaker and a text column are reported.
        """
        data = workbook(("Notes", [("a", "b")]), ("Talk", [("speaker", "text"), ("I", "How?")]))

        reading = read(source(data))

        assert said(reading) == [("I", "How?")]
        assert left_out(reading) == {"sheets that are not read": 1}

    def test_sheet_an_interview(self) -> None:
        """
        Several sheets of talk are several interviews.
        """
        data = workbook(
            ("P1", [("speaker", "text"), ("I", "How?")]),
            ("P2", [("speaker", "text"), ("I", "Why?")]),
        )

        with pytest.raises(ReadError, match="2 interviews, told apart by the sheets: 'P1', 'P2'"):
            read(source(data))
        assert list(read_interviews(source(data))) == ["P1", "P2"]

    def test_formula_with_a_value(self) -> None:
        """
        A formula stands for the value that Excel computed last.
        """
        data = workbook(("Talk", [("speaker", "text"), ("I", '="How"&"?"')]))
        kept = rewritten(data, "xl/worksheets/sheet1.xml", "<v></v>", "<v>How?</v>")
        kept = rewritten(kept, "xl/worksheets/sheet1.xml", '<c r="B2">', '<c r="B2" t="str">')

        reading = read(source(kept))

        assert said(reading) == [("I", "How?")]
        assert "formulas without a value" not in left_out(reading)

    def test_formula_without_a_value(self) -> None:
        """
        A formula that was never computed is reported with its row.
        """
        data = workbook(("Talk", [("speaker", "text"), ("I", "How?"), ("P1", "=A1")]))

        reading = read(source(data))

        assert left_out(reading)["formulas without a value"] == 1
        assert reading.notes[0].startswith("line 3: 1 formula")

    def test_line_of_a_row(self) -> None:
        """
        Blank rows count, so that the line is the row that Excel shows.
        """
        data = workbook(
            ("Talk", [("speaker", "text", "start"), (), ("I", "How?", 1), ("P1", "Slow.", "later")])
        )

        assert read(source(data)).notes[0].startswith("line 4: 1 time")

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            pytest.param('r="A2"', 'r="AAAAAAA2"', "outside of any sheet", id="column far out"),
            pytest.param('<row r="2"', '<row r="99999999"', "outside of any", id="row far out"),
            pytest.param("<sheetData>", "<x>" * 999, "nested deeper", id="too deep"),
            pytest.param(
                "<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet', "entities", id="entity"
            ),
        ],
    )
    def test_hostile(self, old: str, new: str, message: str) -> None:
        """
        A workbook made to fill the memory is refused.
        """
        data = workbook(("Talk", [("speaker", "text"), ("I", "How?")]))

        with pytest.raises(ReadError, match=message):
            read(source(rewritten(data, "xl/worksheets/sheet1.xml", old, new)))

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"PK\x03\x04 no zip", "no whole .xlsx", id="broken"),
            pytest.param(b"\xd0\xcf\x11\xe0" + bytes(99), "password", id="old or locked"),
            pytest.param(workbook(("Talk", [])), "without words", id="empty"),
        ],
    )
    def test_refused(self, data: bytes, message: str) -> None:
        """
        What is no workbook with words is refused with a way out.
        """
        with pytest.raises(ReadError, match=message):
            read(source(data))


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\x85")
    | st.sampled_from("\n,;\t\"'-=()"),
    max_size=30,
)
ROWS = st.lists(st.tuples(st.sampled_from(["I", "Kasia", ""]), WORDS), min_size=1, max_size=12)


def is_speech(words: str) -> bool:
    """Whether anything of `words` was said: what stands in brackets was not."""
    if not words.strip():
        return False
    asides = find_asides(words, Span(start=0, end=len(words)))
    return trim(words, 0, len(words), asides=asides) is not None


class TestCompleteness:
    """
    Speech and what is left out are the whole file.
    """

    @given(rows=ROWS, delimiter=st.sampled_from(",;\t|"))
    @settings(max_examples=150, deadline=None)
    def test_every_row(self, rows: list[tuple[str, str]], delimiter: str) -> None:
        """
        The words of a table are those of its rows, in order, each once.
        """
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerows([("speaker", "text"), *rows])

        try:
            reading = read_text(stream.getvalue())
        except ReadError:
            assert not any(speaker and is_speech(words) for speaker, words in rows)
        else:
            spoken = [
                w.strip() for _, w in rows if w.strip() and not w.strip().startswith("(pause")
            ]
            assert reading.text.split() == " ".join(spoken).split()
            blank = [words for speaker, words in rows if speaker and not words.strip()]
            assert left_out(reading).get("rows without words", 0) == len(blank)

    @given(edits=EDITS)
    @settings(max_examples=150, deadline=None)
    def test_broken_text(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        Broken text is read soundly or refused.
        """
        data = b'interview,speaker,text,start\na,I,"How, so?",0:01\na,P1,[laughs] "no",0:02\n'

        assert is_read_or_refused(read, edited(data, edits), name="P1.csv")

    @given(edits=EDITS)
    @settings(max_examples=60, deadline=None)
    def test_broken_workbook(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A broken workbook is read soundly or refused.
        """
        assert is_read_or_refused(read, edited(BOOK, edits), name="P1.xlsx")

    @given(part=st.sampled_from(range(9)), edits=EDITS)
    @settings(max_examples=60, deadline=None)
    def test_broken_part(self, part: int, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A whole archive with a broken part is read soundly or refused.
        """
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(BOOK)) as before, zipfile.ZipFile(stream, "w") as after:
            for i, name in enumerate(before.namelist()):
                content = before.read(name)
                after.writestr(name, edited(content, edits) if i == part else content)

        assert is_read_or_refused(read, stream.getvalue(), name="P1.xlsx")


BOOK = workbook(("Talk", [("speaker", "text", "start"), ("I", "How?", 1), ("P1", "Slow.", 2.5)]))
