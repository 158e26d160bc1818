"""Projects as other programs write them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from interview_coder.errors import ExchangeError
from interview_coder.exchange.project import Memo, Project
from interview_coder.exchange.refi import read_qdpx
from interview_coder.transcript import Span
from tests.exchange.refi.builder import CODE, TEXT, Said, document, pack, project_file

SPEECH = "I: How is it?\n\nAnn: It is slow 🚗 and loud.\nI wait all day.\n"
SLOW, WAIT = "It is slow", "I wait all day"


def quotes(project: Project) -> list[str]:
    """Return the words of each selection."""
    return [project.quote(selection) for selection in project.selections]


def utf16(text: str, words: str) -> Said:
    """Return the place of `words` in UTF-16 units."""
    units = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return Said(units, units + len(words.encode("utf-16-le")) // 2)


def code_points(text: str, words: str, *, name: str = "") -> Said:
    """Return the place of `words` in code points."""
    return Said(text.index(words), text.index(words) + len(words), name)


class TestPrograms:
    """
    Every selection lies on its words, however the program counts.
    """

    def test_nvivo(self, tmp_path: Path) -> None:
        """
        NVivo: a byte order mark that does not count, line ends of two characters that do, UTF-16
        units, the folder with a capital.
        """
        windows = SPEECH.replace("\n", "\r\n")
        places = [utf16(windows, SLOW), utf16(windows, WAIT), utf16(windows, "and loud")]
        xml = document(places, origin="NVivo 12.6")
        path = project_file(
            tmp_path / "n.qdpx", xml, b"\xef\xbb\xbf" + windows.encode(), folder="Sources"
        )

        project = read_qdpx(path)

        assert project.source("P1").text == SPEECH
        assert sorted(quotes(project)) == sorted([SLOW, WAIT, "and loud"])
        assert project.coders == ("Ada",)
        assert "UTF-16 units" in project.notes[0]
        assert "3 of 3 selections" in project.notes[0]

    def test_specification(self, tmp_path: Path) -> None:
        """
        MAXQDA and qc: code points, line feeds; qc names the path without internal://.
        """
        places = [code_points(SPEECH, SLOW), code_points(SPEECH, WAIT)]
        for path in (f"internal://{TEXT}.txt", f"{TEXT}.txt"):
            xml = document(places, path=path)

            project = read_qdpx(project_file(tmp_path / "m.qdpx", xml, SPEECH))

            assert quotes(project) == [SLOW, WAIT]

    def test_atlas(self, tmp_path: Path) -> None:
        """
        ATLAS.ti: the file is called as the project, line ends of two characters count as one.
        """
        windows = SPEECH.replace("\n", "\r\n")
        places = [code_points(SPEECH, SLOW, name=SLOW), code_points(SPEECH, WAIT, name=WAIT)]
        xml = document(places, origin="ATLAS.ti 23")
        path = project_file(tmp_path / "a.qdpx", xml, windows, name="My project.qde")

        assert quotes(read_qdpx(path)) == [SLOW, WAIT]

    def test_names_decide(self, tmp_path: Path) -> None:
        """
        Where the words beside the places tell how they are counted, they are believed, whatever
        the program says it is.
        """
        windows = SPEECH.replace("\n", "\r\n")
        places = [code_points(windows, w, name=w) for w in (SLOW, WAIT)]
        xml = document(places, origin="ATLAS.ti 23")

        project = read_qdpx(project_file(tmp_path / "a.qdpx", xml, windows))

        assert quotes(project) == [SLOW, WAIT]
        assert "line ends as they are" in project.notes[0]

    def test_mark_counts(self, tmp_path: Path) -> None:
        """
        QualCoder writes a byte order mark; whether it counts is seen from the words.
        """
        for shift in (0, 1):
            places = [
                Said(s.start + shift, s.end + shift, s.name)  # type: ignore[operator]
                for s in (code_points(SPEECH, w, name=w) for w in (SLOW, WAIT))
            ]
            path = project_file(
                tmp_path / "q.qdpx", document(places), b"\xef\xbb\xbf" + SPEECH.encode()
            )

            assert quotes(read_qdpx(path)) == [SLOW, WAIT]

    @pytest.mark.parametrize(
        "namespace", ["", ' xmlns="urn:QDA-XML:codebook:0:4"', ' xmlns="urn:QDA-XML:project:1.0"']
    )
    def test_namespaces(self, tmp_path: Path, namespace: str) -> None:
        """
        The namespaces that are found in the wild are all read.
        """
        xml = document([code_points(SPEECH, SLOW)], namespace=namespace)

        assert quotes(read_qdpx(project_file(tmp_path / "x.qdpx", xml, SPEECH))) == [SLOW]

    def test_inline_text(self, tmp_path: Path) -> None:
        """
        A text may stand in the project's file itself.
        """
        xml = document([code_points("It is slow.", SLOW)], path="", inside="").replace(
            ' plainTextPath="">', "><PlainTextContent>It is slow.</PlainTextContent>"
        )

        assert quotes(read_qdpx(pack(tmp_path / "x.qdpx", {"project.qde": xml}))) == [SLOW]


class TestCarriedOver:
    """
    What a project knows beside codings.
    """

    def test_annotations(self, tmp_path: Path) -> None:
        """
        NVivo's annotations, notes tied to a selection by a link, are memos of its place; notes on
        the project are memos of it.
        """
        note = "0F000000-0000-4000-8000-000000000001"
        other = "0F000000-0000-4000-8000-000000000002"
        place = "0D000000-0000-4000-8000-000000000000"
        after = (
            f'<Notes><Note guid="{note}" name="A"><PlainTextContent>loud</PlainTextContent></Note>'
            f'<Note guid="{other}" name="B"><PlainTextContent>all</PlainTextContent></Note></Notes>'
            f'<Links><Link guid="0F000000-0000-4000-8000-000000000009" originGUID="{place}" '
            f'targetGUID="{note}"/></Links>'
        )
        xml = document([code_points(SPEECH, SLOW)], after=after)

        project = read_qdpx(project_file(tmp_path / "x.qdpx", xml, SPEECH))

        start = SPEECH.index(SLOW)
        span = Span(start=start, end=start + len(SLOW))
        assert project.memos == (
            Memo(text="loud", title="A", source="P1", span=span),
            Memo(text="all", title="B"),
        )

    def test_variables(self, tmp_path: Path) -> None:
        """
        Values of a text are those of a case named after it.
        """
        variable = "0F000000-0000-4000-8000-000000000005"
        value = (
            f'<VariableValue><VariableRef targetGUID="{variable}"/>'
            "<IntegerValue>34</IntegerValue></VariableValue>"
        )
        xml = document([], inside=value).replace(
            "<Sources>",
            f'<Variables><Variable guid="{variable}" name="age" typeOfVariable="Integer"/>'
            "</Variables><Sources>",
        )

        (case,) = read_qdpx(project_file(tmp_path / "x.qdpx", xml, SPEECH)).cases

        assert (case.name, case.attributes, case.sources) == ("P1", {"age": "34"}, ("P1",))

    def test_values_of_nothing(self, tmp_path: Path) -> None:
        """
        A variable without a value, and a value without a variable, are no attributes.
        """
        age, gone = (f"0F000000-0000-4000-8000-00000000000{n}" for n in (5, 6))
        values = "".join(
            f'<VariableValue><VariableRef targetGUID="{variable}"/>{value}</VariableValue>'
            for variable, value in ((age, ""), (gone, "<TextValue>what?</TextValue>"))
        )
        xml = document([], inside=values).replace(
            "<Sources>",
            f'<Variables><Variable guid="{age}" name="age" typeOfVariable="Integer"/></Variables>'
            "<Sources>",
        )

        assert read_qdpx(project_file(tmp_path / "x.qdpx", xml, SPEECH)).cases == ()

    def test_the_usual_name(self, tmp_path: Path) -> None:
        """
        Of several files, project.qde is the project.
        """
        xml = document([code_points("It is slow.", SLOW)])
        members = {"old.qde": "<Project/>", "project.qde": xml}

        path = pack(tmp_path / "x.qdpx", {**members, f"sources/{TEXT}.txt": "It is slow."})

        assert quotes(read_qdpx(path)) == [SLOW]

    def test_codes_of_one_name(self, tmp_path: Path) -> None:
        """
        A second code of one name keeps its codings under a name of its own, and this is told.
        """
        codes = (
            '<Code guid="0F000000-0000-4000-8000-000000000001" name="pain" isCodable="false">'
            '<Code guid="0F000000-0000-4000-8000-000000000002" name="deep" isCodable="true" '
            'color="#abc"/></Code>'
            f'<Code guid="{CODE}" name="pain" isCodable="true" color="rgba(1,2,3,0.5)"/>'
        )
        xml = document([code_points(SPEECH, SLOW)], codes=codes)

        project = read_qdpx(project_file(tmp_path / "x.qdpx", xml, SPEECH))

        assert [(c.path, c.is_codable, c.color) for c in project.codes] == [
            (("pain",), False, ""), (("pain", "deep"), True, "#AABBCC"), (("pain (2)",), True, ""),
        ]  # fmt: skip
        assert project.selections[0].code == ("pain (2)",)
        assert "a second code 'pain' is called 'pain (2)' here" in project.notes


class TestLeftOut:
    """
    What cannot be carried over is listed, and nothing is invented.
    """

    @pytest.mark.parametrize(
        ("place", "why"),
        [
            pytest.param(Said(5, 5), "outside", id="empty"),
            pytest.param(Said(9, 5), "outside", id="reversed"),
            pytest.param(Said(-3, 5), "outside", id="negative"),
            pytest.param(Said(5, 999), "outside", id="beyond the text"),
            pytest.param(Said("x", 5), "outside", id="no number"),
            pytest.param(Said(0, 10**4000), "outside", id="a number of thousands of digits"),
        ],
    )
    def test_places(self, tmp_path: Path, place: Said, why: str) -> None:
        """
        A selection that has no place in its text is counted; the others are read.
        """
        xml = document([place, code_points(SPEECH, SLOW)])

        project = read_qdpx(project_file(tmp_path / "x.qdpx", xml, SPEECH))

        assert quotes(project) == [SLOW]
        (left,) = project.left_out
        assert (left.n, why in left.what) == (1, True)

    def test_overlapping(self, tmp_path: Path) -> None:
        """
        Selections may overlap and hold each other.
        """
        xml = document([Said(0, 20), Said(5, 30), Said(6, 10)])

        assert len(read_qdpx(project_file(tmp_path / "x.qdpx", xml, SPEECH)).selections) == 3

    def test_kinds(self, tmp_path: Path) -> None:
        """
        Codings of whole texts, of codes that are not there, pictures and graphs are counted.
        """
        inside = (
            '<Coding guid="0F000000-0000-4000-8000-000000000001">'
            f'<CodeRef targetGUID="{CODE}"/></Coding>'
        )
        xml = document([code_points(SPEECH, SLOW)], inside=inside, codes="").replace(
            "</Sources>",
            '<PictureSource guid="0F000000-0000-4000-8000-000000000008" name="map.png"/></Sources>',
        )

        left = {
            each.what for each in read_qdpx(project_file(tmp_path / "x.qdpx", xml, SPEECH)).left_out
        }

        assert left == {
            "codings of whole texts",
            "codings with a code that is not there",
            "pictures with what is coded in them",
        }

    @pytest.mark.parametrize(
        "path",
        [
            "internal://../../secret.txt",
            "../secret.txt",
            "/etc/passwd",
            "\\\\server\\share.txt",
            "absolute:///etc/passwd",
            "relative://secret.txt",
            "file:///etc/passwd",
            "http://localhost/x.txt",
        ],
    )
    def test_paths_that_lead_out(self, tmp_path: Path, path: str) -> None:
        """
        A path that leads out of the project is not followed; its text is listed with its codings.
        """
        (tmp_path / "secret.txt").write_text("secret")
        xml = document([Said(0, 3)], path=path)

        project = read_qdpx(project_file(tmp_path / "x.qdpx", xml, SPEECH))

        assert (project.sources, project.selections) == ((), ())
        text, codings = project.left_out
        assert text.what.startswith("texts that cannot be read (")
        assert (codings.what, codings.n) == ("codings in texts that cannot be read", 1)


class TestRefused:
    """
    What is no project, or could do harm, is refused with what is wrong.
    """

    @pytest.mark.parametrize(
        ("members", "message"),
        [
            pytest.param({"readme.txt": "x"}, "no file project.qde", id="no project in it"),
            pytest.param(
                {"a.qde": "<Project/>", "b.qde": "<Project/>"}, "2 files", id="two projects"
            ),
            pytest.param({"project.qde": "<Project>"}, "no well-formed XML", id="broken XML"),
            pytest.param({"project.qde": "<Other/>"}, "no REFI-QDA project", id="other XML"),
            pytest.param(
                {"project.qde": '<!DOCTYPE a [<!ENTITY b "c">]><Project name="&b;"/>'},
                "entities", id="entities",
            ),
            pytest.param(
                {"project.qde": "<Project>" + "<Code>" * 400 + "</Code>" * 400 + "</Project>"},
                "nested deeper", id="deep",
            ),
        ],
    )  # fmt: skip
    def test_archives(self, tmp_path: Path, members: dict[str, str], message: str) -> None:
        """
        The message names the file and says what is wrong in it.
        """
        path = pack(tmp_path / "x.qdpx", members)

        with pytest.raises(ExchangeError, match=message) as refused:
            read_qdpx(path)

        assert refused.value.path == path

    def test_no_archive(self, tmp_path: Path) -> None:
        """
        A file that is no zip archive is refused.
        """
        (tmp_path / "x.qdpx").write_bytes(b"no zip at all")

        with pytest.raises(ExchangeError, match=r"no whole \.qdpx project"):
            read_qdpx(tmp_path / "x.qdpx")

    def test_bomb(self, tmp_path: Path) -> None:
        """
        A text that unpacks to far more than it weighs is refused before it is unpacked.
        """
        path = tmp_path / "x.qdpx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("project.qde", document([]))
            archive.writestr(f"sources/{TEXT}.txt", b"0" * 50_000_000)

        with pytest.raises(ExchangeError, match="times its size"):
            read_qdpx(path)

    def test_not_text(self, tmp_path: Path) -> None:
        """
        A text that is not UTF-8 is left out, with what is coded in it; it is never guessed.
        """
        xml = document([Said(0, 2)])

        project = read_qdpx(project_file(tmp_path / "x.qdpx", xml, b"caf\xe9 is fine"))

        assert "not UTF-8" in project.left_out[0].what
