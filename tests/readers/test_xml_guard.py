"""XML that may be hostile."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from interview_coder.errors import ReadError
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.xml_guard import line_of, parse_xml
from tests.readers.mutations import EDITS, edited, read_or_why

PATH = Path("a.trs")


class TestParseXml:
    """
    A file is parsed in its encoding, and nothing outside of it is ever looked at.
    """

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param("<a>café</a>".encode(), id="UTF-8"),
            pytest.param("\ufeff<a>café</a>".encode(), id="UTF-8 with a mark"),
            pytest.param(
                '<?xml version="1.0" encoding="ISO-8859-1"?><a>café</a>'.encode("latin-1"),
                id="Latin-1 by declaration",
            ),
            pytest.param(
                '<?xml version="1.0" encoding="UTF-16"?><a>café</a>'.encode("utf-16"), id="UTF-16"
            ),
            pytest.param('<!DOCTYPE a SYSTEM "a.dtd"><a>café</a>'.encode(), id="a DOCTYPE alone"),
            pytest.param(b"<a>caf&#233;</a>", id="a character by its number"),
            pytest.param("<a>ca<!-- no word -->f<?no word?>é</a>".encode(), id="comments"),
        ],
    )
    def test_text(self, data: bytes) -> None:
        """
        The text is what a reader of the file sees.
        """
        assert "".join(parse_xml(data, path=PATH).itertext()) == "café"

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(
                b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
                id="a file of the machine",
            ),
            pytest.param(
                b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://localhost/x"> %b;]><a/>',
                id="the network",
            ),
            pytest.param(
                b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>', id="a bomb"
            ),
            pytest.param(
                '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode(
                    "utf-16"
                ),
                id="in UTF-16",
            ),
            pytest.param(
                b'<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE a +AFsAPA-!ENTITY b "c">]>'
                b"<a/>",
                id="in UTF-7",
            ),
        ],
    )
    def test_entities(self, data: bytes) -> None:
        """
        A declaration of an entity is refused, in any encoding.
        """
        with pytest.raises(ReadError, match="declares XML entities"):
            parse_xml(data, path=PATH)

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b'<!DOCTYPE a SYSTEM "a.dtd">\n<a>caf&eacute;</a>', id="in the words"),
            pytest.param(b'<!DOCTYPE a SYSTEM "a.dtd">\n<a n="&eacute;"/>', id="in an attribute"),
        ],
    )
    def test_sign_that_only_a_dtd_explains(self, data: bytes) -> None:
        """
        A letter that would get lost is refused with its line.
        """
        with pytest.raises(ReadError, match="&eacute;") as caught:
            parse_xml(data, path=PATH)

        assert caught.value.line_no == 2

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b"", id="nothing"),
            pytest.param(b"<a><b></a>", id="not closed"),
            pytest.param(b"<a>&b;</a>", id="an unknown sign"),
            pytest.param(b'<?xml version="1.0" encoding="none"?><a/>', id="an unknown encoding"),
            pytest.param(b"<a>\x00</a>", id="NUL"),
        ],
    )
    def test_broken(self, data: bytes) -> None:
        """
        What is no XML is refused.
        """
        with pytest.raises(ReadError, match="XML"):
            parse_xml(data, path=PATH)

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"<a>" * 5000, "is nested deeper than any transcript", id="too deep"),
            pytest.param(
                b"<a>" + b"x" * 11_000_000 + b"</a>", "10 million characters in one", id="too long"
            ),
        ],
    )
    def test_beyond_measure(self, data: bytes, message: str) -> None:
        """
        What is out of all measure is told in words.
        """
        with pytest.raises(ReadError, match=message):
            parse_xml(data, path=Path("a.trs"))

    def test_part_of_an_archive(self) -> None:
        """
        The message names the part of the archive.
        """
        with pytest.raises(ReadError, match=r"xl/workbook\.xml"):
            parse_xml(b"<a>", path=PATH, part="xl/workbook.xml")

    def test_line(self) -> None:
        """
        An element knows its physical line.
        """
        root = parse_xml(b"<a>\n\n<b/></a>", path=PATH)

        assert line_of(root[0]) == 3

    @given(edits=EDITS)
    @settings(max_examples=200, deadline=None)
    def test_any_bytes(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        Broken bytes are parsed or refused, nothing else.
        """
        data = edited(b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "b"><a c="d">e&amp;f</a>', edits)

        def parse(file: Source) -> Reading:
            return Reading(text="".join(parse_xml(file.data, path=file.path).itertext()), turns=())

        assert read_or_why(parse, data, name="a.trs") is not None
