"""Projects that this program writes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from interview_coder.errors import ExchangeError
from interview_coder.exchange.project import (
    Case,
    Group,
    Memo,
    Project,
    ProjectCode,
    Selection,
    Source,
    in_order,
)
from interview_coder.exchange.refi import (
    read_qdc,
    read_qdpx,
    validate,
    warnings_of,
    write_qdc,
    write_qdpx,
)
from interview_coder.transcript import Span

MADE = "2026-11-23T10:00:00+00:00"

_SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\r")
TEXTS = st.text(_SIGNS, min_size=1, max_size=60).filter(lambda text: text[0] != "\ufeff")
NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=8
)
OWN_NAMES = NAMES.filter(bool)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """
    Any project that XML can hold: any language, nested codes, memos of all kinds.
    """
    sources = [
        Source(name=name, text=draw(TEXTS))
        for name in draw(st.lists(OWN_NAMES, min_size=1, max_size=3, unique=True))
    ]
    top = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    paths: list[tuple[str, ...]] = []
    for name in top:
        paths.append((name,))
        paths += [(name, below) for below in draw(st.lists(NAMES, max_size=2, unique=True))]
    codes = tuple(
        ProjectCode(
            path=path,
            description=draw(NAMES),
            color=draw(st.sampled_from(["", "#0A1B2C"])),
            is_codable=draw(st.booleans()),
        )
        for path in paths
    )

    def span(source: Source) -> Span:
        start = draw(st.integers(0, len(source.text) - 1))
        return Span(start=start, end=draw(st.integers(start + 1, len(source.text))))

    selections = {
        (s.source, s.span, s.code, s.coder): s
        for s in (
            Selection(
                source=source.name, span=span(source), code=draw(st.sampled_from(paths)),
                coder=draw(NAMES), made=MADE, note=draw(st.just("") | TEXTS),
            )
            for source in draw(st.lists(st.sampled_from(sources), max_size=5))
        )
    }  # fmt: skip
    memos = [Memo(text=draw(TEXTS), title=draw(NAMES), coder=draw(NAMES))]
    memos += [Memo(text=draw(TEXTS), source=source.name, span=span(source)) for source in sources]
    memos += [Memo(text=draw(TEXTS), title=draw(NAMES), code=path) for path in paths[:2]]
    memos += [Memo(text=draw(TEXTS), source=sources[0].name)]
    return Project(
        name=draw(NAMES),
        origin="interview_coder",
        sources=tuple(sources),
        codes=codes,
        selections=tuple(sorted(selections.values(), key=in_order)),
        cases=tuple(
            Case(
                name=name,
                attributes=draw(st.dictionaries(OWN_NAMES, NAMES, max_size=2)),
                sources=(sources[0].name,),
            )
            for name in draw(st.lists(NAMES, max_size=2))
        ),
        memos=tuple(memos),
        groups=(Group(name=draw(NAMES), codes=tuple(paths[:2]), sources=(sources[0].name,)),),
    )


def document_of(data: bytes) -> bytes:
    """Return the project's file of an archive."""
    return zipfile.ZipFile(io.BytesIO(data)).read("project.qde")


class TestWriteQdpx:
    """
    What is written is valid, and comes back as it was.
    """

    @given(project=projects())
    @settings(max_examples=120, deadline=None)
    def test_round_trip(self, tmp_path_factory: pytest.TempPathFactory, project: Project) -> None:
        """
        Any project is valid by the schema of the standard, and read back equal, to the character.
        """
        path = tmp_path_factory.mktemp("qdpx") / "p.qdpx"
        data = write_qdpx(project, made="2026-11-24T10:00:00+00:00")
        path.write_bytes(data)

        again = read_qdpx(path)

        assert validate(document_of(data)) == ()
        assert again.sources == project.sources
        assert again.codes == project.codes
        assert again.selections == project.selections
        assert again.cases == project.cases
        assert sorted(map(repr, again.memos)) == sorted(map(repr, project.memos))
        assert again.groups == project.groups
        assert again.left_out == ()

    @given(project=projects())
    @settings(max_examples=20, deadline=None)
    def test_same_bytes(self, project: Project) -> None:
        """
        The same project gives the same bytes.
        """
        assert write_qdpx(project, made=MADE) == write_qdpx(project, made=MADE)

    def test_conventions(self) -> None:
        """
        Texts are UTF-8 with line feeds and without a mark, in the folder sources; nothing is empty.
        """
        project = Project(
            name="Rota",
            sources=(Source(name="P1.txt", text="é\n🚗 slow\n"),),
            codes=(ProjectCode(path=("pain",)),),
            selections=(Selection(source="P1.txt", span=Span(start=4, end=8), code=("pain",)),),
        )

        data = write_qdpx(project, made=MADE)

        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
        assert names[0] == "project.qde"
        assert all(name.startswith("sources/") and name == name.lower() for name in names[1:])
        assert archive.read(names[1]) == "é\n🚗 slow\n".encode()
        root = etree.fromstring(archive.read("project.qde"))
        assert [child.tag.rpartition("}")[2] for child in root] == ["Users", "CodeBook", "Sources"]
        (place,) = root.iter("{*}PlainTextSelection")
        assert (place.get("startPosition"), place.get("endPosition")) == ("4", "8")
        assert place.get("name") == "slow"

    def test_warnings(self) -> None:
        """
        Characters that other programs count as two are told, text by text.
        """
        project = Project(
            name="", sources=(Source(name="a", text="🚗🚗"), Source(name="b", text="é"))
        )

        (warning,) = warnings_of(project)

        assert warning.startswith("a: 2 characters above U+FFFF")

    def test_refused(self) -> None:
        """
        What the format cannot hold is told together, each with its place.
        """
        project = Project(
            name="bell \x07",
            sources=(Source(name="P1", text="a\r\nb"), Source(name="P2", text="x\ud800")),
            selections=(Selection(source="P3", span=Span(start=0, end=1), code=("gone",)),),
            memos=(Memo(text="so \udfff"), Memo(text="\ufeffhm")),
        )

        with pytest.raises(ExchangeError) as refused:
            write_qdpx(project, made=MADE)

        assert refused.value.faults == (
            r"source 'P1': its line ends must be \n alone",
            "source 'P2': half a character stands at 1",
            "the project's name: U+0007 cannot stand in XML; take it out",
            "note 'so \\udfff': half a character stands at 3",
            "note '\\ufeffhm': begins with U+FEFF, which is taken for the mark of its file",
            "a coding of 'gone', which is no code of it",
            "a coding in 'P3', which is no source of it",
        )


class TestCodebook:
    """
    Codebooks alone.
    """

    @given(project=projects())
    @settings(max_examples=40, deadline=None)
    def test_round_trip(self, tmp_path_factory: pytest.TempPathFactory, project: Project) -> None:
        """
        Codes with their descriptions and colours, and sets of them, come back; the XML of the codes
        is valid by the schema of projects, which defines them alike.
        """
        path = tmp_path_factory.mktemp("qdc") / "p.qdc"
        data = write_qdc(project)
        path.write_bytes(data)

        again = read_qdc(path)

        assert again.codes == project.codes
        assert [group.codes for group in again.groups] == [g.codes for g in project.groups]
        inner = etree.fromstring(data.replace(b"codebook:1.0", b"project:1.0"))
        for sets in inner.findall("{*}Sets"):
            inner.remove(sets)
        del inner.attrib["origin"]
        root = etree.Element(f"{{{inner.nsmap[None]}}}Project", name="x", nsmap=inner.nsmap)
        root.append(inner)
        assert validate(etree.tostring(root)) == ()

    def test_no_codes(self) -> None:
        """
        A codebook without codes is none.
        """
        with pytest.raises(ExchangeError, match="no code to write"):
            write_qdc(Project(name="x"))

    def test_taguette(self, tmp_path: Path) -> None:
        """
        Taguette's codebooks, which hold an empty container, are read.
        """
        (tmp_path / "t.qdc").write_text(
            '<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
            '<Code guid="0F000000-0000-4000-8000-000000000001" name="pain" isCodable="true"/>'
            "</Codes><Sets/></CodeBook>"
        )

        assert [code.path for code in read_qdc(tmp_path / "t.qdc").codes] == [("pain",)]
