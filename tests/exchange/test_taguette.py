"""Tests of Taguette's projects and codebooks."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import ExchangeError
from interview_coder.exchange.project import Group, Project, ProjectCode
from interview_coder.exchange.taguette import (
    read_codebook_csv,
    read_taguette,
    write_taguette_codebook,
)
from tests.exchange.taguette_file import Document, Highlight, at, write_taguette

HTML = "<p>Zo\u00eb 😀 waits &amp; waits.</p><p>Every <b>day</b>, she says.</p>"


def quotes(read: Project) -> list[str]:
    """Return the words of every selection."""
    return [read.quote(each) for each in read.selections]


class TestProjects:
    """A project is an SQLite file."""

    def test_offsets_are_bytes(self, tmp_path: Path) -> None:
        """Letters of two bytes and signs of four before a highlight do not move it."""
        path = write_taguette(
            tmp_path / "p.sqlite3",
            documents=[Document(contents=HTML)],
            highlights=[at(HTML, "waits"), at(HTML, "day"), at(HTML, "she says")],
        )

        read = read_taguette(path)

        assert quotes(read) == ["waits", "day", "she says"]
        assert not read.left_out

    def test_blocks_end_lines(self, tmp_path: Path) -> None:
        """Paragraphs are lines of the text; tags and entities are gone from it."""
        path = write_taguette(tmp_path / "p.sqlite3", documents=[Document(contents=HTML)])

        (source,) = read_taguette(path).sources

        assert source.name == "P1.txt"
        assert source.text == "Zo\u00eb 😀 waits & waits.\nEvery day, she says."

    def test_over_two_blocks(self, tmp_path: Path) -> None:
        """A highlight over two paragraphs has the line feed between them."""
        html = "<p>One.</p><p>Two.</p>"
        path = write_taguette(
            tmp_path / "p.sqlite3",
            documents=[Document(contents=html)],
            highlights=[Highlight(start=0, end=8, snippet="<p>One.</p><p>Two.</p>")],
        )

        assert quotes(read_taguette(path)) == ["One.\nTwo."]

    def test_at_the_edge_of_a_block(self, tmp_path: Path) -> None:
        """A highlight of a second paragraph does not begin with the line feed before it."""
        html = "<p>One.</p><p>Two.</p>"
        path = write_taguette(
            tmp_path / "p.sqlite3",
            documents=[Document(contents=html)],
            highlights=[Highlight(start=4, end=8, snippet="Two.")],
        )

        assert quotes(read_taguette(path)) == ["Two."]

    def test_who_and_what(self, tmp_path: Path) -> None:
        """Tags, their descriptions, who highlighted and when, and what is said of a document."""
        path = write_taguette(
            tmp_path / "p.sqlite3",
            documents=[Document(contents=HTML, description="The first one.")],
            highlights=[at(HTML, "waits", by="ada", tags=(1, 2))],
            tags=[("pain", "What hurts."), ("time.lost", "")],
        )

        read = read_taguette(path)

        assert read.name == "A study"
        assert [(code.path, code.description) for code in read.codes] == [
            (("pain",), "What hurts."),
            (("time.lost",), ""),
        ]
        assert [(each.code, each.coder, each.made) for each in read.selections] == [
            (("pain",), "ada", "2026-01-31T10:00:00"),
            (("time.lost",), "ada", "2026-01-31T10:00:00"),
        ]
        assert [(memo.text, memo.source) for memo in read.memos] == [("The first one.", "P1.txt")]

    def test_the_file_is_not_changed(self, tmp_path: Path) -> None:
        """Reading leaves every byte as it is, and no file beside it."""
        path = write_taguette(tmp_path / "p.sqlite3", documents=[Document(contents=HTML)])
        before = path.read_bytes()

        read_taguette(path)

        assert path.read_bytes() == before
        assert [each.name for each in tmp_path.iterdir()] == ["p.sqlite3"]

    def test_several_projects(self, tmp_path: Path) -> None:
        """A server's file holds many: they are named, and one can be chosen."""
        path = write_taguette(
            tmp_path / "p.db", documents=[Document(contents=HTML)], projects=["one", "two"]
        )

        with pytest.raises(ExchangeError, match="holds several projects or none; it has: 'one'"):
            read_taguette(path)
        assert read_taguette(path, project="one").sources
        assert not read_taguette(path, project="two").sources
        with pytest.raises(ExchangeError, match="holds no one project 'three'"):
            read_taguette(path, project="three")

    def test_two_documents_of_one_name(self, tmp_path: Path) -> None:
        """Documents with the same name are told apart."""
        path = write_taguette(
            tmp_path / "p.db", documents=[Document(contents="<p>a</p>"), Document(contents="b")]
        )

        assert [source.name for source in read_taguette(path).sources] == ["P1.txt", "P1.txt (2)"]

    @pytest.mark.parametrize(
        ("start", "end"),
        [(-3, 2), (4, 4), (6, 2), (0, 10_000), (10**18, 10**18 + 1), ("a", 3), (0, 3.5), (3, 5)],
    )
    def test_places_without_words(self, tmp_path: Path, start: object, end: object) -> None:
        """Negative, empty, reversed, beyond the text, no numbers, within a letter: all listed."""
        path = write_taguette(
            tmp_path / "p.db",
            documents=[Document(contents=HTML)],
            highlights=[Highlight(start=start, end=end, snippet="?"), at(HTML, "day")],
        )

        read = read_taguette(path)

        assert quotes(read) == ["day"]
        assert [(each.what, each.n) for each in read.left_out] == [
            ("highlights that lie outside of their text", 1)
        ]

    def test_another_snippet(self, tmp_path: Path) -> None:
        """Where the snippet is not what stands there, nobody knows what was meant: listed."""
        path = write_taguette(
            tmp_path / "p.db",
            documents=[Document(contents=HTML)],
            highlights=[Highlight(start=0, end=4, snippet="Zo\u00eb!")],
        )

        read = read_taguette(path)

        assert not read.selections
        assert read.left_out[0].what == "highlights whose snippet is not what stands at their place"

    def test_without_a_tag(self, tmp_path: Path) -> None:
        """A highlight without a tag, or with one that is gone, is listed."""
        path = write_taguette(
            tmp_path / "p.db",
            documents=[Document(contents=HTML)],
            highlights=[at(HTML, "day", tags=()), at(HTML, "waits", tags=(9,))],
        )

        assert [(each.what, each.n) for each in read_taguette(path).left_out] == [
            ("highlights without a tag", 2)
        ]

    def test_no_taguette_file(self, tmp_path: Path) -> None:
        """What is no SQLite file, or another program's, is refused with the reason."""
        path = tmp_path / "p.sqlite3"
        path.write_bytes(b"SQLite format 3\x00" + b"junk" * 100)
        with pytest.raises(ExchangeError, match="no Taguette project that can be read"):
            read_taguette(path)
        path.unlink()
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE tags (id)")
        with pytest.raises(ExchangeError, match="no table documents, highlight_tags, highlights"):
            read_taguette(path)
        with pytest.raises(ExchangeError, match="there is no such file"):
            read_taguette(tmp_path / "none.db")

    def test_a_torn_file(self, tmp_path: Path) -> None:
        """A file cut anywhere is an error or a part of it, never a crash."""
        path = write_taguette(
            tmp_path / "p.db",
            documents=[Document(contents=HTML * 200)],
            highlights=[at(HTML, "day")],
        )
        data = path.read_bytes()
        for cut in range(0, len(data), 4096):
            path.write_bytes(data[:cut])
            with pytest.raises(ExchangeError):
                read_taguette(path)

    def test_a_view_in_place_of_a_table(self, tmp_path: Path) -> None:
        """A view called like a table of Taguette is no table of it: nothing of it is run."""
        path = write_taguette(tmp_path / "p.db", documents=[Document(contents=HTML)])
        with sqlite3.connect(path) as database:
            database.execute("DROP TABLE tags")
            database.execute("CREATE VIEW tags AS SELECT randomblob(1000000000) AS path")

        with pytest.raises(ExchangeError, match="it has no table tags"):
            read_taguette(path)

    def test_logs_of_another_kind(self, tmp_path: Path) -> None:
        """A log with lines that are no JSON, or lists, is read over."""
        path = write_taguette(
            tmp_path / "p.db",
            documents=[Document(contents=HTML)],
            highlights=[at(HTML, "day", by="ada")],
        )
        with sqlite3.connect(path) as database:
            database.execute(
                "INSERT INTO commands (date, project_id, payload) "
                "VALUES ('', 1, '{'), ('', 1, '[]')"
            )

        assert [each.coder for each in read_taguette(path).selections] == ["ada"]


class TestCodebooks:
    """A codebook is a CSV file."""

    @given(
        codes=st.dictionaries(
            st.text(alphabet="abé,;\"' =", min_size=1, max_size=8).map(str.strip).filter(bool),
            st.text(alphabet="xy,;\"'\n=", max_size=8).map(str.strip),
            min_size=1,
            max_size=4,
        )
    )
    def test_what_was_written_is_read(
        self, codes: dict[str, str], tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """Names and descriptions come back, whatever signs they have."""
        path = tmp_path_factory.mktemp("codes") / "codes.csv"
        written = tuple(ProjectCode(path=(name,), description=told) for name, told in codes.items())

        path.write_bytes(write_taguette_codebook(Project(name="p", codes=written)))

        assert read_codebook_csv(path).codes == written

    def test_what_goes_out(self) -> None:
        """Codes above stand before a dot; themes and headings stay here."""
        project = Project(
            name="p",
            codes=(
                ProjectCode(path=("time",), is_codable=False),
                ProjectCode(path=("time", "lost"), description="Gone."),
                ProjectCode(path=("T1",)),
            ),
            groups=(Group(name="Themes", codes=(("T1",),)),),
        )

        assert write_taguette_codebook(project) == b"tag,description\ntime.lost,Gone.\n"

    @pytest.mark.parametrize("column", ["tag", "name", "path"])
    def test_names_of_the_column(self, tmp_path: Path, column: str) -> None:
        """Versions of Taguette call the column differently."""
        path = tmp_path / "codes.csv"
        path.write_text(f"{column},description,number\npain,Hurts.,3\n", encoding="utf-8")

        assert read_codebook_csv(path).codes == (ProjectCode(path=("pain",), description="Hurts."),)

    def test_faults(self, tmp_path: Path) -> None:
        """Empty names and names that come twice are told together, with their lines."""
        path = tmp_path / "codes.csv"
        path.write_text("tag,description\na,1\n,2\na,3\n", encoding="utf-8")

        with pytest.raises(ExchangeError) as caught:
            read_codebook_csv(path)

        assert caught.value.faults == ("line 3: no name", "line 4: 'a' is there twice")

    def test_no_codebook(self, tmp_path: Path) -> None:
        """A table without one of the columns says which are known and which there are."""
        path = tmp_path / "codes.csv"
        path.write_text("tag,name\na,b\n", encoding="utf-8")
        with pytest.raises(ExchangeError, match="needs one of the columns tag, name, path; it has"):
            read_codebook_csv(path)
        with pytest.raises(ExchangeError, match="there is no such file"):
            read_codebook_csv(tmp_path / "none.csv")
