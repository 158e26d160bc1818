"""Comments: a row, an item or a paragraph each, nobody a participant."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError, UnknownFormatError
from interview_coder.readers.comments import COMMENT_SUFFIXES, read_comments
from interview_coder.transcript import Comment, Transcript
from tests.comment_notation import read_text


def comments_in(source: Transcript) -> list[str]:
    """
    Return the words of each comment.
    """
    return [source.quote(turn.span) for turn in source.turns]


class TestTables:
    """
    Each row with words MUST be a comment, verbatim, with its author, time and place.
    """

    def test_row(self, tmp_path: Path) -> None:
        """
        A row is a comment that knows who wrote it, when, and on which line.
        """
        text = "id;Customer Name;Created At;Message\n1;Kim;2024-01-02;Slow, again.\n2;;;Help\n"

        source = read_text(tmp_path, "t.csv", text)

        assert comments_in(source) == ["Slow, again.", "Help"]
        assert source.comments == (
            Comment(place="line 2", author="Kim", written="2024-01-02"),
            Comment(place="line 3"),
        )
        assert [turn.speaker for turn in source.turns] == ["Kim", "line 3"]

    def test_nobody_is_a_participant(self, tmp_path: Path) -> None:
        """
        A source is of its kind, and its authors are nobody's participants.
        """
        source = read_text(tmp_path, "t.csv", "author,comment\nKim,Slow.\n")

        assert (source.kind, source.participants) == ("posts", ())

    def test_columns_told(self, tmp_path: Path) -> None:
        """
        Columns that are told are read instead of those whose names say it.
        """
        text = "comment,reply,by,author\nhe wrote,she wrote,Ann,Bob\n"

        source = read_text(tmp_path, "t.csv", text, text="reply", author="by")

        assert comments_in(source) == ["she wrote"]
        assert source.comments[0].author == "Ann"
        assert source.columns == {"text": "reply", "author": "by", "time": ""}

    def test_author_left_unread(self, tmp_path: Path) -> None:
        """
        An empty name leaves a column unread, so that no author gets into the results.
        """
        source = read_text(tmp_path, "t.csv", "author,comment\nKim,Slow.\n", author="")

        assert source.comments == (Comment(place="line 2"),)
        assert "Kim" not in source.text

    def test_line_breaks_stay(self, tmp_path: Path) -> None:
        """
        Line breaks inside a comment are part of it, and lines are counted over them.
        """
        text = 'comment\n"One.\n\nTwo."\nThree.\n'

        source = read_text(tmp_path, "t.csv", text)

        assert comments_in(source) == ["One.\n\nTwo.", "Three."]
        assert [comment.place for comment in source.comments] == ["line 2", "line 5"]

    def test_rows_without_words(self, tmp_path: Path) -> None:
        """
        Rows without words, as of those who only gave stars, are left out and counted.
        """
        source = read_text(tmp_path, "t.csv", "review,stars\nGood app.,5\n,3\n,1\n")

        assert comments_in(source) == ["Good app."]
        assert [(left.n, left.what) for left in source.left_out] == [
            (1, "other columns"),
            (2, "comments without words"),
        ]

    def test_workbook(self, tmp_path: Path) -> None:
        """
        The sheets of a workbook that have comments are read, and say which row of which sheet.
        """
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for sheet, cells in (
            (book.create_sheet("May"), "Slow."),
            (book.create_sheet("June"), "Slower."),
        ):
            sheet.append(["Feedback", "Date"])
            sheet.append([cells, "today"])
        book.create_sheet("Legend").append(["colour"])
        data = BytesIO()
        book.save(data)

        source = read_text(tmp_path, "t.xlsx", data.getvalue())

        assert comments_in(source) == ["Slow.", "Slower."]
        assert [comment.place for comment in source.comments] == ["May, row 2", "June, row 2"]
        assert [(left.what, left.sample) for left in source.left_out] == [
            ("other sheets", "Legend")
        ]

    @pytest.mark.parametrize(
        ("header", "row"),
        [
            pytest.param("Review Text\tReviewer", "Slow.\tKim", id="tabs"),
            pytest.param("Kommentar;Autor", "Slow.;Kim", id="German"),
            pytest.param("コメント,投稿者", "Slow.,Kim", id="Japanese"),
            pytest.param("COMMENT_BODY,user.name", "Slow.,Kim", id="other signs"),
            pytest.param("Description,Requester", "Slow.,Kim", id="help desk"),
        ],
    )
    def test_names_of_columns(self, tmp_path: Path, header: str, row: str) -> None:
        """
        Columns are found by the names that programs and people give them.
        """
        source = read_text(tmp_path, "t.csv", f"{header}\n{row}\n")

        assert comments_in(source) == ["Slow."]
        assert source.comments[0].author == "Kim"

    @given(
        comments=st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
                lambda words: words == words.strip() and words != "\ufeff"
            ),
            min_size=1,
            max_size=8,
        )
    )
    @settings(max_examples=40, deadline=None)
    def test_verbatim(self, tmp_path_factory: pytest.TempPathFactory, comments: list[str]) -> None:
        """
        What stands in the cells is what is quoted, whatever the words.
        """
        cells = "\n".join('"{}"'.format(words.replace('"', '""')) for words in comments)

        source = read_text(tmp_path_factory.mktemp("t"), "t.csv", f"comment\n{cells}\n")

        assert comments_in(source) == comments


class TestNotWritten:
    """
    What the author of a comment did not write MUST NOT reach the models.
    """

    def test_tags_and_quoted_lines(self, tmp_path: Path) -> None:
        """
        Tags of HTML and lines that quote others are asides of the comment, and counted.
        """
        text = 'comment\n"> Is it slow?\nYes, <b>very</b>.<br/>"\n'

        source = read_text(tmp_path, "t.csv", text)

        turn = source.turns[0]
        assert [source.quote(aside) for aside in turn.asides] == [
            "> Is it slow?", "<b>", "</b>", "<br/>",
        ]  # fmt: skip
        assert {left.what: left.n for left in source.left_out} == {
            "lines that quote others": 1,
            "tags of HTML": 3,
        }

    @pytest.mark.parametrize(
        "words", ["It is <3 and 4> 2.", "I said: a > b", "<Kim> was here", "email <me@here.org>"]
    )
    def test_other_angles(self, tmp_path: Path, words: str) -> None:
        """
        Signs that only look like tags or quotes are words.
        """
        source = read_text(tmp_path, "t.txt", words)

        assert source.turns[0].asides == ()


class TestTexts:
    """
    Each paragraph of a text MUST be a comment.
    """

    def test_plain(self, tmp_path: Path) -> None:
        """
        Blank lines part the comments of a text file, whose text stays as it is.
        """
        text = "First.\nStill first.\n \n\n  Second.  \n\n---\n\nThird."

        source = read_text(tmp_path, "t.md", text)

        assert source.text == text
        assert comments_in(source) == ["First.\nStill first.", "Second.", "Third."]
        assert [comment.place for comment in source.comments] == [
            "comment 1", "comment 2", "comment 3",
        ]  # fmt: skip
        assert [(left.what, left.sample) for left in source.left_out] == [
            ("paragraphs without words", "---")
        ]

    def test_colons_are_no_labels(self, tmp_path: Path) -> None:
        """
        Words before a colon are part of the comment; nobody speaks in it.
        """
        source = read_text(tmp_path, "t.txt", "Acme: too expensive.\n\nAcme: left us.\n")

        assert comments_in(source) == ["Acme: too expensive.", "Acme: left us."]

    def test_word(self, tmp_path: Path) -> None:
        """
        Paragraphs and cells of a Word document are comments, its headings are not.
        """
        document = docx.Document()
        document.add_heading("Calls in May")
        document.add_paragraph("They want it cheaper.")
        document.add_paragraph("")
        document.add_table(1, 1).cell(0, 0).text = "They left."
        data = BytesIO()
        document.save(data)

        source = read_text(tmp_path, "t.docx", data.getvalue())

        assert comments_in(source) == ["They want it cheaper.", "They left."]
        assert [(left.what, left.sample) for left in source.left_out] == [
            ("headings", "Calls in May")
        ]

    def test_rtf(self, tmp_path: Path) -> None:
        """
        Paragraphs of an RTF document are comments.
        """
        source = read_text(tmp_path, "t.rtf", rb"{\rtf1\ansi Too slow.\par Too dear.\par}")

        assert comments_in(source) == ["Too slow.", "Too dear."]


class TestBadInput:
    """
    A file that holds no comments MUST be refused, with what would be right.
    """

    @pytest.mark.parametrize(
        ("name", "content", "columns", "message"),
        [
            pytest.param(
                "t.csv", "id,stars\n1,5\n", {}, "t.csv:1: .*columns: 'id', 'stars'", id="no column"
            ),
            pytest.param(
                "t.csv", "comment\nSlow.\n", {"text": "body"}, "'body' was told", id="not there"
            ),
            pytest.param(
                "t.csv", "comment\nSlow.\n", {"time": "on"}, "'on' was told", id="no time"
            ),
            pytest.param(
                "t.csv", "review,comment\na,b\n", {}, "2 columns may be the text", id="doubtful"
            ),
            pytest.param("t.csv", "comment,id\n,1\n", {}, "holds no comment", id="no words"),
            pytest.param("t.txt", "---\n", {}, "holds no comment", id="no paragraph"),
            pytest.param("t.txt", " \n", {}, "is empty", id="empty"),
            pytest.param("t.txt", "Slow.", {"text": "a"}, "has no columns", id="text has none"),
            pytest.param("t.json", "[", {}, "t.json:1: is no JSON", id="no JSON"),
        ],
    )
    def test_fault(
        self,
        tmp_path: Path,
        name: str,
        content: str,
        columns: dict[str, str],
        message: str,
    ) -> None:
        """
        The fault names the file, and the columns that were found.
        """
        with pytest.raises(ReadError, match=message):
            read_text(tmp_path, name, content, **columns)

    def test_unknown_suffix(self, tmp_path: Path) -> None:
        """
        A suffix nobody reads comments from is refused with those that are read.
        """
        with pytest.raises(UnknownFormatError, match=r"for \.vtt; known: \.csv \.tsv"):
            read_text(tmp_path, "t.vtt", "WEBVTT\n")

    @pytest.mark.parametrize("suffix", COMMENT_SUFFIXES)
    def test_noise(self, tmp_path: Path, suffix: str) -> None:
        """
        Bytes that are nothing are refused in every format, never read as words.
        """
        with pytest.raises(ReadError):
            read_text(tmp_path, f"t{suffix}", bytes(range(256)) * 4)

    def test_missing(self, tmp_path: Path) -> None:
        """
        A file that is not there is told so.
        """
        with pytest.raises(ReadError, match=r"t\.csv: cannot be read"):
            read_comments(tmp_path / "t.csv", kind="posts")
