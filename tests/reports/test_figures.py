"""Figures of the themes: what stands in them, on how many pages, in which bytes."""

from __future__ import annotations

import io
import math
import re
import struct
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from interview_coder.evidence.saturation import saturation
from interview_coder.reports.curve import saturation_figure
from interview_coder.reports.figures import Figure, participant_map, prevalence_figure
from interview_coder.reports.rows import MAX_HEIGHT, ThemeRow

PEOPLE = ("Ada", "Bo", "Cyd", "Dag")
ROW = ThemeRow(
    id="pain-01",
    code_title="Pains",
    label="it is slow",
    n=2,
    n_study=4,
    interval=(0.15, 0.85),
    promoted=True,
    counts={"Ada": 1, "Bo": 4},
)
MANY = tuple(
    replace(ROW, id=f"pain-{i:02d}", code_title="Pains" if i < 30 else "Goals", label=f"words {i}")
    for i in range(1, 41)
)


def texts_of(figure: Figure) -> list[str]:
    """
    Return what is written in a figure, in the order of drawing.
    """
    root = etree.fromstring(figure.svg.encode())
    return ["".join(text.itertext()).strip() for text in root.iter("{*}text")]


def written(figures: Sequence[Figure]) -> list[str]:
    """
    Return what is written in all figures.
    """
    return [text for figure in figures for text in texts_of(figure)]


def size_of(png: bytes) -> Any:
    """
    Return width and height of a PNG in dots.
    """
    return struct.unpack(">II", png[16:24])


class TestThemeRow:
    """
    What cannot be drawn MUST be refused.
    """

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            pytest.param({"n": 5}, "got 5 of 4", id="more than all"),
            pytest.param({"n": 0, "n_study": 0}, "got 0 of 0", id="nobody asked"),
            pytest.param({"interval": (0.6, 0.4)}, "0.6 to 0.4", id="ends swapped"),
            pytest.param({"interval": (0.5, 1.2)}, "0.5 to 1.2", id="over one"),
        ],
    )
    def test_out_of_range(self, changes: dict[str, Any], message: str) -> None:
        """
        The error names the numbers.
        """
        with pytest.raises(ValueError, match=message):
            replace(ROW, **changes)


class TestPrevalence:
    """
    Each theme MUST stand there once, with n of N and how it was called.
    """

    def test_words(self) -> None:
        """
        A theme has its id, its words in quotation marks and its count, below the title of its code.
        """
        (figure,) = prevalence_figure([ROW])

        assert {"Pains", "pain-01", "“it is slow”", "2 of 4"} <= set(texts_of(figure))

    def test_given_names_are_not_quoted(self) -> None:
        """
        What a person called a theme has no quotation marks.
        """
        (figure,) = prevalence_figure([replace(ROW, is_said=False)])

        assert "it is slow" in texts_of(figure)

    def test_intervals_are_explained_where_they_are(self) -> None:
        """
        Without intervals the legend and the description do not speak of them.
        """
        (with_,) = prevalence_figure([ROW])
        (without,) = prevalence_figure([replace(ROW, interval=None)])

        assert "95% interval of the share" in texts_of(with_)
        assert "95% interval 15% to 85%" in with_.description
        assert "interval" not in without.svg

    def test_codes_stand_together(self) -> None:
        """
        Themes of a code stand below one title, wherever they were given.
        """
        goal = replace(ROW, id="goal-01", code_title="Goals")
        (figure,) = prevalence_figure([ROW, goal, replace(ROW, id="pain-02")])

        shown = [t for t in texts_of(figure) if re.match(r"Pains|Goals|(pain|goal)-\d", t)]
        assert shown == ["Pains", "pain-01", "pain-02", "Goals", "goal-01"]

    def test_pages(self) -> None:
        """
        What is too high goes on over figures that are numbered; no theme is lost or doubled.
        """
        figures = prevalence_figure(MANY)

        ids = [text for text in written(figures) if text.startswith("pain-")]
        assert ids == [theme.id for theme in MANY]
        assert len(figures) > 1
        assert all(figure.sheet.height <= MAX_HEIGHT for figure in figures)
        assert figures[0].title.endswith(f"(1 of {len(figures)})")
        assert "Pains (continued)" in texts_of(figures[1])

    def test_one_piece(self) -> None:
        """
        Without a limit there is one figure and no number in its title.
        """
        (figure,) = prevalence_figure(MANY, max_height=math.inf)

        assert figure.sheet.height > MAX_HEIGHT
        assert figure.title == "How widely each theme is shared"

    def test_long_labels_are_cut(self) -> None:
        """
        A label has two lines at most, and an ellipsis before its closing quotation mark.
        """
        (figure,) = prevalence_figure([replace(ROW, label="the export is slow " * 20)])

        lines = [text for text in texts_of(figure) if "export" in text]
        assert len(lines) == 2
        assert lines[0].startswith("“")
        assert lines[1].endswith("…”")

    def test_markup_is_escaped(self) -> None:
        """
        What was said cannot become an element of the page.
        """
        (figure,) = prevalence_figure([replace(ROW, label="<script>x</script> & $a$")])

        assert "“<script>x</script> & $a$”" in texts_of(figure)
        assert "<script" not in figure.svg

    def test_nothing(self) -> None:
        """
        Without themes there is no figure.
        """
        assert prevalence_figure([]) == ()


class TestParticipantMap:
    """
    Who voices what MUST be readable as numbers.
    """

    def test_counts(self) -> None:
        """
        Every participant has a column; a number stands where they voice the theme, and only there.
        """
        (figure,) = participant_map([ROW], PEOPLE)

        texts = texts_of(figure)
        assert [text for text in texts if text in PEOPLE] == list(PEOPLE)
        row = texts[texts.index("“it is slow”") : texts.index("1 utterance")]
        assert [text for text in row if text.isdigit()][:2] == ["1", "4"]

    def test_description_counts_voices(self) -> None:
        """
        The description says how many themes a participant voices, from the fewest to the most.
        """
        (figure,) = participant_map([ROW], PEOPLE)

        assert figure.description == ("1 theme and 4 participants; each voices 0 to 1 of them.")

    def test_many_participants(self) -> None:
        """
        Participants for whom the page is too narrow follow on the next figure, each once.
        """
        people = [f"Person {i}" for i in range(60)]

        shown = written(participant_map([replace(ROW, counts={})], people))

        assert [text for text in shown if text.startswith("Person")] == people

    @pytest.mark.parametrize(
        "people",
        [
            pytest.param([f"Anna{'x' * 50}berg", f"Anna{'x' * 51}berg"], id="alike at both ends"),
            pytest.param(["\ue000", "\ue001"], id="not printable"),
        ],
    )
    def test_names_that_cannot_be_told_apart(self, people: list[str]) -> None:
        """
        Names that would look alike are numbered, and the description has the key.
        """
        (figure,) = participant_map([replace(ROW, counts={})], people)

        assert {"no. 1", "no. 2"} <= set(texts_of(figure))
        assert "In the picture, no. 1 is" in figure.description

    def test_unknown_participant(self) -> None:
        """
        A count of somebody else is an error that names them.
        """
        with pytest.raises(ValueError, match="'Bo', who is not among"):
            participant_map([ROW], ["Ada"])

    def test_participant_twice(self) -> None:
        """
        Two columns of one name are refused.
        """
        with pytest.raises(ValueError, match="'Ada' twice"):
            participant_map([ROW], ["Ada", "Bo", "Ada"])

    @pytest.mark.parametrize(("themes", "people"), [([], PEOPLE), ([replace(ROW, counts={})], [])])
    def test_nothing(self, themes: list[ThemeRow], people: Sequence[str]) -> None:
        """
        Without themes or participants there is no figure.
        """
        assert participant_map(themes, people) == ()


class TestCurve:
    """
    The curve MUST begin at the first interview and end at all themes.
    """

    def test_ends(self) -> None:
        """
        The last point is told in words, and every interview has its number.
        """
        curve = saturation({f"P{i}": {"a", f"b{i}"} for i in range(1, 7)}).curve

        (figure,) = saturation_figure(curve)

        texts = texts_of(figure)
        assert {"7 themes in", "6 interviews"} <= set(texts)
        assert [text for text in texts if text in set("123456")][-6:] == list("123456")
        assert figure.description.startswith("7 themes in 6 interviews; after the first, 2.0 ")

    @pytest.mark.parametrize(
        "interviews",
        [
            pytest.param({}, id="no interview"),
            pytest.param({"P1": {"a"}}, id="one interview"),
            pytest.param({"P1": set(), "P2": set()}, id="no theme"),
        ],
    )
    def test_nothing(self, interviews: dict[str, set[str]]) -> None:
        """
        Without a second interview or without themes there is no curve.
        """
        assert saturation_figure(saturation(interviews).curve) == ()


class TestForms:
    """
    Both forms MUST be the same bytes each time, whatever matplotlib was set to.
    """

    def test_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Drawn again under other settings, every byte is the same.
        """
        import matplotlib

        (first,) = participant_map([ROW], PEOPLE)
        kept = first.svg, first.png
        with matplotlib.rc_context({"font.size": 30, "svg.fonttype": "path", "lines.color": "red"}):
            (second,) = participant_map([ROW], PEOPLE)
            drawn = second.svg, second.png

        assert drawn == kept

    def test_settings_are_put_back(self) -> None:
        """
        Drawing leaves matplotlib as it was.
        """
        import matplotlib

        with matplotlib.rc_context({"font.size": 30}):
            assert prevalence_figure([ROW])[0].png
            assert matplotlib.rcParams["font.size"] == 30

    def test_resolution(self) -> None:
        """
        The PNG has 200 dots an inch at the width it is meant for.
        """
        (figure,) = prevalence_figure([ROW])

        width, height = size_of(figure.png)
        assert width == pytest.approx(figure.width_mm / 25.4 * 200, abs=1)
        assert height == pytest.approx(figure.sheet.height / 25.4 * 200, abs=1)

    def test_svg_stands_inside_a_page(self) -> None:
        """
        It is one element without ids, style sheets or anything to fetch, and says what it shows.
        """
        (figure,) = prevalence_figure([ROW])

        root = etree.parse(io.BytesIO(figure.svg.encode())).getroot()
        assert etree.QName(root).localname == "svg"
        assert root.get("role") == "img"
        assert root.get("aria-label") == f"{figure.title}. {figure.description}"
        assert not root.xpath("//@id | //@*[local-name() = 'href']")
        assert not {"style", "script", "image", "use"} & {
            etree.QName(element).localname for element in root.iter()
        }
