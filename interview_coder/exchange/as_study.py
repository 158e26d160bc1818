"""A project of another program as a study folder, and its codes as a draft of a codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from interview_coder.codebook import CODEBOOK_FILE, EXAMPLES_FILE
from interview_coder.errors import ExchangeError
from interview_coder.exchange.placing import theme_codes
from interview_coder.exchange.project import Case, CodePath, Project, ProjectCode
from interview_coder.participants import PARTICIPANTS_FILE
from interview_coder.readers.pieces import clean_name
from interview_coder.tabular import to_csv

_DRAFT = """\
# A draft from the codes of {name!r}. Fill in what is empty: the program refuses it until then.
# docs/write-a-codebook.md tells what belongs where. {examples}
"""


def study_files(project: Project) -> Mapping[str, bytes]:
    """Return the files of a study folder: a text file a source, and participants.csv.

    The texts are as they are in the project, so that its places hold.

    Raises:
        ExchangeError: If the project has no texts, or two of them would have one name.
    """
    if not project.sources:
        raise ExchangeError(["holds no texts; a study needs transcripts"])
    names = {source.name: file_name(source.name) for source in project.sources}
    twice = [name for name, n in Counter(names.values()).items() if n > 1]
    if twice:
        raise ExchangeError([f"two texts would both be called {name}" for name in twice])
    files = {
        names[source.name]: source.text.encode("utf-8", "surrogatepass")
        for source in project.sources
    }
    cases = [case for case in project.cases if case.attributes]
    return {**files, PARTICIPANTS_FILE: _participants(cases)} if cases else files


def file_name(source: str) -> str:
    """Return the name of a source's file in a study folder: `P02.docx` becomes `P02.txt`."""
    plain = (clean_name(source) or "").replace("/", "_").replace("\\", "_").lstrip(".") or "text"
    suffix = Path(plain).suffix
    stem = plain.removesuffix(suffix) if 2 <= len(suffix) <= 5 else plain
    return f"{stem}.txt"


def _participants(cases: list[Case]) -> bytes:
    columns = list(dict.fromkeys(name for case in cases for name in case.attributes))
    rows = [
        {"participant": case.name, **{column: case.attributes.get(column) for column in columns}}
        for case in cases
    ]
    return to_csv(rows, ("participant", *columns))


def codebook_files(project: Project) -> Mapping[str, bytes]:
    """Return a draft of a codebook: what the project says of its codes, and coded words.

    Nothing is invented: what a project does not say is empty, and `read_codebook` asks for it.

    Raises:
        ExchangeError: If the project has no codes.
    """
    import yaml

    themes = theme_codes(project)
    codes = [code for code in project.codes if code.is_codable and code.path not in themes]
    if not codes:
        raise ExchangeError(["holds no codes"])
    names = _names(codes)
    record = {
        "title": project.name,
        "codes": [_record(code, names[code.path]) for code in codes],
    }
    rows = list(_examples(project, names))
    told = f"{len(rows)} coded passages stand in {EXAMPLES_FILE}." if rows else ""
    head = _DRAFT.format(name=project.name, examples=told)
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=100)
    return {
        CODEBOOK_FILE: f"{head}{text}".encode(),
        EXAMPLES_FILE: to_csv(rows, ("codes", "text")),
    }


def _names(codes: list[ProjectCode]) -> dict[CodePath, str]:
    """Identifiers of the codes, each once: by their own names, else by the whole path."""
    own = Counter(_identifier(code.path[-1:]) for code in codes)
    names = {
        code.path: _identifier(
            code.path[-1:] if own[_identifier(code.path[-1:])] == 1 else code.path
        )
        for code in codes
    }
    twice = [name for name, n in Counter(names.values()).items() if n > 1]
    if twice:
        raise ExchangeError([f"two codes would both be called {name!r}" for name in twice])
    return names


def _identifier(path: CodePath) -> str:
    joined = "_".join(path).casefold()
    plain = "".join(c if c.isascii() and c.isalnum() else "_" for c in joined)
    name = "_".join(part for part in plain.split("_") if part)
    return name if name[:1].isalpha() else f"code_{name}".rstrip("_")


def _record(code: ProjectCode, name: str) -> dict[str, object]:
    return {
        "name": name,
        "title": code.path[-1],
        "definition": code.description,
        "full_definition": "",
        "when_to_use": [],
        "when_not_to_use": [],
        "examples": [],
        "layer": "psychology",
    }


def _examples(project: Project, names: Mapping[CodePath, str]) -> Iterator[dict[str, str]]:
    for selection in project.selections:
        if selection.code in names:
            yield {
                "codes": names[selection.code],
                "text": " ".join(project.quote(selection).split()),
            }
