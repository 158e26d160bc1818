"""Codebooks: what the codes mean, and the examples the machine coder learns them from.

The codebook is the knowledge, the package is the machine: nothing else in this package knows what
a code is called. A code has MacQueen's parts (MacQueen et al. 1998, Cultural Anthropology Methods
10(2)): name, brief and full definition, when to use it, when not, examples.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator

from interview_coder.checking import Record, load_yaml
from interview_coder.errors import SettingsError
from interview_coder.resources import find_resource

Layer = Literal["attribute", "behaviour", "psychology"]
"""A layer of a persona."""

Place = Literal[
    "challenges", "aims", "decision", "day", "avoid", "media", "relationship", "roles", "journey",
    "unsuited",
]  # fmt: skip
"""A place on a persona sheet where the themes of a code stand."""

NONE = "none"
"""Stands in the examples where no code fits; never the name of a code."""

CODEBOOK_FILE = "codebook.yaml"
EXAMPLES_FILE = "examples.csv"
MIN_EXAMPLES = 5
"""Fewer examples of a code than this cannot be learnt from and tested on."""

USUAL_SHARE = 0.1
"""Share of what people say that a code fits, where a codebook does not tell."""

_REQUIRED_COLUMNS = ("codes", "text")


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """What one code means.

    Attributes:
        name: Lower-case identifier.
        title: As reports head it, in the plural.
        definition: One sentence.
        full_definition: What belongs to it and where it ends.
        when_to_use: Rules, one a sentence.
        when_not_to_use: Rules, one a sentence, naming the code that fits instead.
        examples: Sentences that carry the code.
        counter_examples: Sentences that look like it and do not carry it.
        layer: Where a promoted theme of this code goes.
        sheet: Its place on a persona sheet; empty where it has none.
        ask: Questions that make people tell of it, for the next interview.
    """

    name: str
    title: str
    definition: str
    full_definition: str
    when_to_use: tuple[str, ...]
    when_not_to_use: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    layer: Layer
    sheet: Place | Literal[""] = ""
    ask: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionType:
    """A kind of question interviewers ask.

    Attributes:
        name: As reports call it.
        cues: Words, in lower case, by which it is known.
    """

    name: str
    cues: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A coded sentence that the machine coder learns from.

    Attributes:
        codes: The codes it carries; empty for none.
        text: One sentence of a participant.
        question: What the interviewer had asked; empty where that is not known.
        passage: Sentences of one passage are learnt and tested together.
    """

    codes: frozenset[str]
    text: str
    question: str = ""
    passage: str = ""


@dataclass(frozen=True, kw_only=True)
class Codebook:
    """Codes that belong together, with their examples.

    Attributes:
        name: Its folder's name.
        title: As reports call it.
        codes: In the order of reports.
        question_types: Kinds of question that reasons tell of; may be empty.
        examples: In the order of the file; neighbours in a passage were said one after the other.
        usual_share: Of what people say, the share that a code fits, from above 0 to 1; matters for
            codebooks of few examples, which cannot show it.
        content_hash: sha256 over both files, in hex.
        examples_hash: sha256 over the names of the codes, `usual_share` and the examples, in hex:
            what a machine coder is learnt from.
        folder: Where it lies; machine coders trained beforehand may lie there too.
    """

    name: str
    title: str
    codes: tuple[Code, ...]
    question_types: tuple[QuestionType, ...] = ()
    usual_share: float = USUAL_SHARE
    examples: tuple[Example, ...] = field(repr=False)
    content_hash: str
    examples_hash: str
    folder: Path = field(repr=False)

    def code(self, name: str) -> Code:
        """Return the code called `name`.

        Raises:
            KeyError: If there is none of that name.
        """
        return {code.name: code for code in self.codes}[name]


class CodeRecord(Record):
    """A code as codebook.yaml says it; the keys are those of `Code`."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    definition: str = Field(min_length=1)
    full_definition: str = Field(min_length=1)
    when_to_use: tuple[str, ...] = Field(min_length=1)
    when_not_to_use: tuple[str, ...] = Field(min_length=1)
    examples: tuple[str, ...] = Field(min_length=1)
    counter_examples: tuple[str, ...] = ()
    layer: Layer
    sheet: Place | Literal[""] = ""
    ask: tuple[Annotated[str, Field(min_length=1)], ...] = ()


class QuestionTypeRecord(Record):
    """A kind of question as codebook.yaml says it; the keys are those of `QuestionType`."""

    name: str = Field(min_length=1)
    cues: tuple[Annotated[str, Field(min_length=1)], ...] = Field(min_length=1)


class CodebookRecord(Record):
    """What codebook.yaml says."""

    title: str = Field(min_length=1)
    codes: tuple[CodeRecord, ...] = Field(min_length=1)
    question_types: tuple[QuestionTypeRecord, ...] = ()
    usual_share: float = Field(default=USUAL_SHARE, gt=0, le=0.5)

    @field_validator("codes")
    @classmethod
    def _names_differ(cls, codes: tuple[CodeRecord, ...]) -> tuple[CodeRecord, ...]:
        counts = Counter(code.name for code in codes)
        twice = [name for name, count in counts.items() if count > 1]
        if twice or NONE in counts:
            message = f"{NONE!r} is no name for a code" if NONE in counts else f"twice: {twice}"
            raise ValueError(message)
        return codes


def read_codebook(name: str | Path = "psychology") -> Codebook:
    """Read a codebook.

    Args:
        name: Of a codebook that comes with the package, or the folder of one's own: it holds
            `codebook.yaml` (the codes) and `examples.csv` (columns `codes`, `text`, and optionally
            `question`, `passage`).

    Raises:
        SettingsError: With every fault: unknown or missing keys by their path, examples by line.
    """
    folder = _find(name)
    path, examples_path = folder / CODEBOOK_FILE, folder / EXAMPLES_FILE
    for needed in (path, examples_path):
        if not needed.is_file():
            raise SettingsError(needed, ["is missing; a codebook has both this file and its pair"])
    record = load_yaml(path, CodebookRecord)
    codes = tuple(Code(**code.model_dump()) for code in record.codes)
    examples = _read_examples(examples_path, names=[code.name for code in codes])
    learnt_from = ",".join([*(code.name for code in codes), f"{record.usual_share:g}"])
    return Codebook(
        name=folder.resolve().name,
        title=record.title,
        codes=codes,
        question_types=tuple(
            QuestionType(name=kind.name, cues=tuple(cue.lower() for cue in kind.cues))
            for kind in record.question_types
        ),
        usual_share=record.usual_share,
        examples=examples,
        content_hash=sha256(path.read_bytes() + examples_path.read_bytes()).hexdigest(),
        examples_hash=sha256(learnt_from.encode() + b"\n" + examples_path.read_bytes()).hexdigest(),
        folder=folder,
    )


def read_codebooks(names: Sequence[str | Path]) -> tuple[Codebook, ...]:
    """Read codebooks that are used together: no two of their codes have one name.

    Args:
        names: As `read_codebook` takes them; at least one.

    Raises:
        SettingsError: With every fault of the first codebook that has any, or the code that two
            codebooks have.
    """
    codebooks = tuple(read_codebook(name) for name in dict.fromkeys(names))
    first: dict[str, Codebook] = {}
    for codebook in codebooks:
        for code in codebook.codes:
            other = first.setdefault(code.name, codebook)
            if other is not codebook:
                message = f"code {code.name!r} stands in the codebook {other.name!r}, too"
                raise SettingsError(codebook.folder / CODEBOOK_FILE, [message])
    return codebooks


def _find(name: str | Path) -> Path:
    own = Path(name)
    if own.is_dir():
        return own
    shipped = find_resource("codebooks")
    folder = shipped / str(name)
    if not folder.is_dir():
        known = ", ".join(sorted(path.name for path in shipped.iterdir() if path.is_dir()))
        raise SettingsError(
            own, [f"no codebook of this name and no folder; codebooks that come along: {known}"]
        )
    return folder


def _read_examples(path: Path, *, names: Sequence[str]) -> tuple[Example, ...]:
    known = {*names, NONE}
    faults: list[str] = []
    examples: list[Example] = []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line_no = path.read_bytes()[: error.start].count(b"\n") + 1
        message = f"line {line_no}: is not UTF-8; save it as CSV UTF-8"
        raise SettingsError(path, [message]) from error
    with io.StringIO(text, newline="") as file:
        reader = csv.DictReader(file)
        missing = [
            column for column in _REQUIRED_COLUMNS if column not in (reader.fieldnames or ())
        ]
        if missing:
            raise SettingsError(path, [f"line 1: no column {', '.join(missing)}"])
        for row in reader:
            codes = frozenset(code.strip() for code in (row["codes"] or "").split("+"))
            text = (row["text"] or "").strip()
            if codes - known or not text or (NONE in codes and len(codes) > 1):
                faults.append(_fault_of_row(reader.line_num, codes - known, text, known))
                continue
            example = Example(
                codes=codes - {NONE},
                text=text,
                question=(row.get("question") or "").strip(),
                passage=(row.get("passage") or "").strip(),
            )
            examples.append(example)
    faults += _faults_of_examples(examples, names)
    if faults:
        raise SettingsError(path, faults)
    return tuple(examples)


def _fault_of_row(line_no: int, unknown: frozenset[str], text: str, known: set[str]) -> str:
    if unknown:
        return (
            f"line {line_no}: unknown code {', '.join(map(repr, sorted(unknown)))}; "
            f"known: {', '.join(sorted(known))}"
        )
    what = "no text" if not text else f"{NONE!r} cannot stand beside a code"
    return f"line {line_no}: {what}"


def _faults_of_examples(examples: Sequence[Example], names: Sequence[str]) -> Iterator[str]:
    counts = Counter(code for example in examples for code in example.codes)
    counts[NONE] = sum(not example.codes for example in examples)
    for name in (*names, NONE):
        if counts[name] < MIN_EXAMPLES:
            yield f"{counts[name]} examples of {name!r}; the coder needs {MIN_EXAMPLES} or more"
