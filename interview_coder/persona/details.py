"""persona.toml: what the author of a sheet adds, words and orders; it survives a new run.

A line that was worded names the utterances of its theme, because ids of themes change from run to
run. What the author wrote is never changed and never taken for evidence: it is marked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import Field

from interview_coder.checking import Record, load_toml
from interview_coder.codebook import Place
from interview_coder.errors import SettingsError
from interview_coder.study import DETAILS_FILE

LANGUAGES = ("en", "fi", "ja", "ko", "th")
"""Languages in which a sheet can be made; `reports.sheet_words` has their words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """The author's words for a theme.

    Attributes:
        utterances: Ids of the utterances of the theme; at least one.
        text: What the line says; empty for what was said.
        author: Who worded it.
        position: Its number in the file, from 0; lines of one place stand in this order.
    """

    utterances: tuple[str, ...]
    text: str = ""
    author: str = "author"
    position: int


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnLine:
    """A line of the author's own, without evidence.

    Attributes:
        place: Where on the sheet it stands.
        text: What it says.
        author: Who wrote it.
        position: Its number in the file, from 0.
    """

    place: Place
    text: str
    author: str = "author"
    position: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """What the author says about one persona.

    Attributes:
        name: The fictional name; empty to have one proposed.
        image: A picture; None for a drawn placeholder.
        catchphrase: The author's; empty to have a quote chosen.
        review: When the sheet is to be looked at again; None for a year after it was made.
        wordings: Of themes, in the order of the file.
        lines: The author's own, in the order of the file.
    """

    name: str = ""
    image: Path | None = None
    catchphrase: str = ""
    review: date | None = None
    wordings: tuple[Wording, ...] = ()
    lines: tuple[OwnLine, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """Which personas there are to be, and what is wanted of every one.

    Attributes:
        by: The attribute by which people are parted into personas; empty for one of everybody.
        negative: Values of it whose people are no customers.
        attributes: Columns on the sheet, in order; empty for all that are not of companies.
        company: The column that names a person's company; empty if everybody is of another.
        company_attributes: Columns that tell of the company, in order.
        language: Of the words on the sheets; empty for the study's.
        templates: Folder of the author's own templates; None for those that come along.
        review: When sheets are to be looked at again; None where nobody told.
        taken: Names that no persona is to have, besides those that stand in the analysis.
    """

    by: str = ""
    negative: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    company: str = ""
    company_attributes: tuple[str, ...] = ()
    language: str = ""
    templates: Path | None = None
    review: date | None = None
    taken: tuple[str, ...] = ()

    @property
    def of_companies(self) -> frozenset[str]:
        """Every column that tells of a company and not of a person."""
        return frozenset((*self.company_attributes, self.company)) - {""}


class LineRecord(Record):
    """`[[lines]]`: a theme's line if it names utterances, else one of the author's own."""

    text: str = ""
    utterances: tuple[str, ...] = ()
    place: Place | None = None
    author: str = Field(default="author", min_length=1)


class PersonaRecord(Record):
    """What persona.toml says of one persona."""

    name: str = ""
    image: str = ""
    catchphrase: str = ""
    review: date | None = None
    lines: tuple[LineRecord, ...] = ()


class DetailsRecord(PersonaRecord):
    """What persona.toml may say; everything is optional.

    Attributes:
        by: See `Plan`; so for all up to `templates`.
        segments: Value of the attribute to what is said of that segment's persona.
    """

    by: str = ""
    negative: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    company: str = ""
    company_attributes: tuple[str, ...] = ()
    language: str = ""
    templates: str = ""
    segments: dict[str, PersonaRecord] = Field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class AllDetails:
    """What persona.toml says.

    Attributes:
        plan: Of all personas.
        whole: Of the persona of the whole study.
        segments: Value of the attribute to what is said of that segment's persona.
    """

    plan: Plan = field(default_factory=Plan)
    whole: Details = field(default_factory=Details)
    segments: Mapping[str, Details] = field(default_factory=dict)

    def of(self, segment: str) -> Details:
        """Return what is said of a segment; of the whole study where `segment` is empty."""
        return self.segments.get(segment, Details()) if segment else self.whole


def read_details(folder: Path) -> AllDetails:
    """Read persona.toml of `folder`, if it is there.

    Raises:
        SettingsError: With every fault.
    """
    path = folder / DETAILS_FILE
    if not path.is_file():
        return AllDetails()
    record = load_toml(path, DetailsRecord)
    faults = [
        *_faults(record, folder, ""),
        *(
            fault
            for name, segment in record.segments.items()
            for fault in _faults(segment, folder, f"segments.{name}.")
        ),
    ]
    if record.negative and not record.by:
        faults.append("negative: names values of an attribute; name it under `by`")
    if record.templates and not (folder / record.templates).is_dir():
        faults.append(f"templates: there is no folder {record.templates!r} beside persona.toml")
    if record.language not in ("", *LANGUAGES):
        faults.append(f"language: {record.language!r} is none of {', '.join(LANGUAGES)}")
    if faults:
        raise SettingsError(path, faults)
    return AllDetails(
        plan=_plan(record, folder),
        whole=_details(record, folder),
        segments={name: _details(each, folder) for name, each in record.segments.items()},
    )


def _faults(record: PersonaRecord, folder: Path, prefix: str) -> list[str]:
    faults = []
    for i, line in enumerate(record.lines):
        where = f"{prefix}lines[{i}]"
        if not line.utterances and line.place is None:
            faults.append(
                f"{where}: needs `utterances` (of a theme) or `place` (a line of your own)"
            )
        elif not line.utterances and not line.text:
            faults.append(f"{where}: a line of your own needs `text`")
    if record.image and not (folder / record.image).is_file():
        faults.append(f"{prefix}image: there is no file {record.image!r} beside persona.toml")
    return faults


def _plan(record: DetailsRecord, folder: Path) -> Plan:
    return Plan(
        by=record.by,
        negative=record.negative,
        attributes=record.attributes,
        company=record.company,
        company_attributes=record.company_attributes,
        language=record.language,
        templates=folder / record.templates if record.templates else None,
        review=record.review,
    )


def _details(record: PersonaRecord, folder: Path) -> Details:
    return Details(
        name=record.name,
        image=folder / record.image if record.image else None,
        catchphrase=record.catchphrase,
        review=record.review,
        wordings=tuple(
            Wording(utterances=line.utterances, text=line.text, author=line.author, position=i)
            for i, line in enumerate(record.lines)
            if line.utterances
        ),
        lines=tuple(
            OwnLine(place=line.place, text=line.text, author=line.author, position=i)
            for i, line in enumerate(record.lines)
            if not line.utterances and line.place is not None
        ),
    )
