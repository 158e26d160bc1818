from __future__ import annotations

import re
from pathlib import Path

import pytest

import interview_coder
from interview_coder.codebook import Codebook, QuestionType, read_codebook
from interview_coder.errors import SettingsError
from tests.notation import write_folder
from tests.small_codebook import (
    HABITS,
    code_entry,
    codebook_yaml,
    example_rows,
    examples_csv,
    write_codebook,
)


def faults_of(folder: Path) -> tuple[str, ...]:
    """Return the faults of the codebook in `folder`, which must have some."""
    with pytest.raises(SettingsError) as caught:
        read_codebook(folder)
    return caught.value.faults


class TestReadCodebook:
    """
    A codebook is a folder of two files; a name stands for one that comes along.
    """

    def test_own_folder(self, tmp_path: Path) -> None:
        """
        A researcher's own codebook is read from its folder, in the order of its files.
        """
        own = read_codebook(write_codebook(tmp_path / "shifts"))

        assert own.name == "shifts"
        assert own.title == "A small one"
        assert [(code.name, code.layer) for code in own.codes] == [
            ("habit", "behaviour"),
            ("worry", "psychology"),
        ]
        assert own.examples[0].text == HABITS[0]
        assert own.examples[0].codes == {"habit"}
        assert own.examples[-1].codes == frozenset()

    def test_columns_of_examples(self, tmp_path: Path) -> None:
        """
        Codes joined by a plus, questions, passages, a byte order mark and further columns are read.
        """
        rows = [f"x,{row},,p1" for row in example_rows()]
        rows.append('x,habit + worry,"Both, at once.",Why?,p2')
        text = "\ufeff" + examples_csv(rows, header="source,codes,text,question,passage")

        own = read_codebook(write_codebook(tmp_path, examples=text))

        last = own.examples[-1]
        assert last.codes == {"habit", "worry"}
        assert (last.text, last.question, last.passage) == ("Both, at once.", "Why?", "p2")
        assert own.examples[0].question == ""

    def test_question_types(self, tmp_path: Path) -> None:
        """
        Kinds of question are read in their order, their cues in lower case.
        """
        types = "[{name: the past, cues: [Last time, when DID]}, {name: a why, cues: [why]}]"
        codes = codebook_yaml(code_entry("habit"), code_entry("worry"), question_types=types)

        own = read_codebook(write_codebook(tmp_path, codes=codes))

        assert own.question_types == (
            QuestionType(name="the past", cues=("last time", "when did")),
            QuestionType(name="a why", cues=("why",)),
        )

    @pytest.mark.parametrize("types", ["", "[]"], ids=["left-out", "empty"])
    def test_no_question_types(self, tmp_path: Path, types: str) -> None:
        """
        A codebook need not tell kinds of question apart.
        """
        codes = codebook_yaml(code_entry("habit"), code_entry("worry"), question_types=types)

        assert read_codebook(write_codebook(tmp_path, codes=codes)).question_types == ()

    def test_content_hash_follows_both_files(self, tmp_path: Path) -> None:
        """
        The hash changes with either file, and with nothing else.
        """
        same = [read_codebook(write_codebook(tmp_path / name)) for name in ("a", "b")]
        more = read_codebook(
            write_codebook(
                tmp_path / "c", examples=examples_csv([*example_rows(), "none,Nothing here."])
            )
        )
        other = codebook_yaml(code_entry("habit"), code_entry("worry"))
        less = read_codebook(write_codebook(tmp_path / "d", codes=other))

        assert same[0].content_hash == same[1].content_hash
        assert len({own.content_hash for own in (same[0], more, less)}) == 3

    def test_code_by_name(self, codebook: Codebook) -> None:
        """
        A code is found by its name, and a name that is none is a KeyError.
        """
        name = codebook.codes[-1].name

        assert codebook.code(name) is codebook.codes[-1]
        with pytest.raises(KeyError, match="nonsense"):
            codebook.code("nonsense")


class TestFaultsOfCodes:
    """
    Every fault of codebook.yaml is told with the path of its key.
    """

    @pytest.mark.parametrize(
        ("codes", "fault"),
        [
            pytest.param(
                codebook_yaml(code_entry("habit"), code_entry("worry", more="    colour: red")),
                "codes[1].colour: unknown key; known here: ask, counter_examples, definition, ",
                id="unknown-key-of-a-code",
            ),
            pytest.param(
                codebook_yaml(code_entry("habit")) + "\nauthor: me",
                "author: unknown key; known here: codes, question_types, title",
                id="unknown-key",
            ),
            pytest.param(
                codebook_yaml(code_entry("habit").replace("    layer: behaviour\n", "")),
                "codes[0].layer: is missing",
                id="missing-part",
            ),
            pytest.param("title: Empty", "codes: is missing", id="no-codes"),
            pytest.param(
                codebook_yaml(code_entry("habit", layer="soul")),
                "codes[0].layer: input should be 'attribute', 'behaviour' or 'psychology', "
                "got 'soul'",
                id="unknown-layer",
            ),
            pytest.param(
                codebook_yaml(code_entry("Habit")),
                "codes[0].name: ",
                id="name-in-capitals",
            ),
            pytest.param(
                codebook_yaml(code_entry("habit").replace("[They do not.]", "[]")),
                "codes[0].when_not_to_use: ",
                id="empty-part",
            ),
            pytest.param(
                codebook_yaml(code_entry("habit"), code_entry("habit")),
                "codes: value error, twice: ['habit']",
                id="code-twice",
            ),
            pytest.param(
                codebook_yaml(code_entry("none")),
                "codes: value error, 'none' is no name for a code",
                id="code-called-none",
            ),
            pytest.param(
                codebook_yaml(code_entry("habit"), question_types="[{name: a, cues: []}]"),
                "question_types[0].cues: ",
                id="question-without-cues",
            ),
            pytest.param(
                codebook_yaml(code_entry("habit"), question_types="[{name: a, cues: [b, '']}]"),
                "question_types[0].cues[1]: ",
                id="empty-cue",
            ),
            pytest.param(
                codebook_yaml(code_entry("habit"), question_types="[{cues: [b]}]"),
                "question_types[0].name: is missing",
                id="question-without-a-name",
            ),
            pytest.param(
                codebook_yaml(code_entry("habit"), question_types="[{name: a, cues: [b], cue: c}]"),
                "question_types[0].cue: unknown key; known here: cues, name",
                id="question-with-an-unknown-key",
            ),
            pytest.param("title: [", "is no YAML: ", id="broken-file"),
            pytest.param("- a list", "holds no keys", id="no-keys"),
            pytest.param("", "holds no keys", id="empty-file"),
        ],
    )
    def test_fault(self, tmp_path: Path, codes: str, fault: str) -> None:
        """
        One thing wrong is one fault, which names the key and what would be right.
        """
        folder = write_codebook(tmp_path, codes=codes)

        faults = faults_of(folder)

        assert faults[0].startswith(fault)
        assert len(faults) == 1

    def test_all_faults_together(self, tmp_path: Path) -> None:
        """
        Faults in several codes are told at once.
        """
        codes = codebook_yaml(
            code_entry("habit", layer="soul"), code_entry("worry", more="    colour: red")
        )

        faults = faults_of(write_codebook(tmp_path, codes=codes))

        assert {"codes[0].layer", "codes[1].colour"} <= {fault.split(":")[0] for fault in faults}


class TestFaultsOfExamples:
    """
    Every fault of examples.csv is told with its physical line.
    """

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            pytest.param(
                "habbit,I do it.",
                "line 26: unknown code 'habbit'; known: habit, none, worry",
                id="unknown-code",
            ),
            pytest.param("habit+fear,I do.", "line 26: unknown code 'fear'", id="one-of-two"),
            pytest.param(",I do it.", "line 26: unknown code ''", id="no-code"),
            pytest.param("habit,", "line 26: no text", id="no-text"),
            pytest.param("habit", "line 26: no text", id="cut-short"),
            pytest.param(
                "none+habit,I do it.",
                "line 26: 'none' cannot stand beside a code",
                id="none-and-a-code",
            ),
        ],
    )
    def test_fault_of_a_row(self, tmp_path: Path, row: str, fault: str) -> None:
        """
        A row that cannot be used is refused, not passed over.
        """
        text = examples_csv([*example_rows(), row, "none,Nothing here."])

        (found,) = faults_of(write_codebook(tmp_path, examples=text))

        assert found.startswith(fault)

    @pytest.mark.parametrize("name", ["habit", "worry", "none"])
    def test_too_few(self, tmp_path: Path, name: str) -> None:
        """
        With four examples of a code, or of none, the coder has too little to learn from.
        """
        others = [row for row in example_rows() if not row.startswith(f"{name},")]
        few = [row for row in example_rows() if row.startswith(f"{name},")][:4]

        faults = faults_of(write_codebook(tmp_path, examples=examples_csv([*others, *few])))

        assert faults == (f"4 examples of {name!r}; the coder needs 5 or more",)

    def test_just_enough(self, tmp_path: Path) -> None:
        """
        Five examples of a code are enough.
        """
        rows = [row for name in ("h", "w", "n") for row in example_rows() if row[0] == name]
        five = [row for start in (0, 8, 16) for row in rows[start : start + 5]]

        assert (
            len(read_codebook(write_codebook(tmp_path, examples=examples_csv(five))).examples) == 15
        )

    @pytest.mark.parametrize(
        ("header", "fault"),
        [
            pytest.param("code,text", "line 1: no column codes", id="one"),
            pytest.param("a,b", "line 1: no column codes, text", id="both"),
        ],
    )
    def test_missing_column(self, tmp_path: Path, header: str, fault: str) -> None:
        """
        Columns that are missing are named.
        """
        text = examples_csv(example_rows(), header=header)

        assert faults_of(write_codebook(tmp_path, examples=text)) == (fault,)

    def test_not_utf8(self, tmp_path: Path) -> None:
        """
        A table in another encoding is refused by name, as every other bad file is.
        """
        data = examples_csv([*example_rows(), "none,Ein Café."]).encode("cp1252")

        (fault,) = faults_of(write_codebook(tmp_path, examples=data))

        assert "UTF-8" in fault


class TestFolder:
    """
    What is not there is named.
    """

    @pytest.mark.parametrize("name", ["codebook.yaml", "examples.csv"])
    def test_missing_file(self, tmp_path: Path, name: str) -> None:
        """
        A codebook lacks neither of its files.
        """
        (write_codebook(tmp_path) / name).unlink()

        with pytest.raises(SettingsError, match=f"{name}: is missing"):
            read_codebook(tmp_path)

    def test_unknown_name(self) -> None:
        """
        A name that is none is answered with the codebooks that come along.
        """
        with pytest.raises(SettingsError, match=r"no folder; codebooks that come along: .*psych"):
            read_codebook("psychologie")

    def test_name_of_a_file(self, tmp_path: Path) -> None:
        """
        A file is no codebook.
        """
        path = write_folder(tmp_path, {"my.yaml": "title: A"}) / "my.yaml"

        with pytest.raises(SettingsError, match="no codebook of this name and no folder"):
            read_codebook(path)


def test_package_names_no_code(codebook: Codebook) -> None:
    """
    The codebook is the knowledge, the package the machine: no module names a code, in any form.
    """
    names = "|".join(code.name for code in codebook.codes)
    word = re.compile(rf"(?<![A-Za-z])(?:{names})s?(?![A-Za-z])", re.IGNORECASE)
    package = Path(interview_coder.__file__).parent
    sources = [path for suffix in ("py", "j2") for path in package.rglob(f"*.{suffix}")]

    found = [
        f"{path.relative_to(package)}:{number}: {line.strip()}"
        for path in sources
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if word.search(line)
    ]

    assert len(sources) > 30
    assert found == []
