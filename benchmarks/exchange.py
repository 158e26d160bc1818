"""How fast projects go out and come in, beside plain JSON in a zip file.

    python benchmarks/exchange.py [--json FILE]

Ten one-hour interviews of about 60,000 characters, made up on the spot; three coders with 1,500
codings each. The alternative writes the same texts and selections as JSON into a zip archive and
reads them back: no identifiers, no schema, no places checked. Seconds are medians of the rounds.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from stopwatch import median_seconds

from interview_coder.exchange.jsonl import read_jsonl, write_jsonl
from interview_coder.exchange.label_studio import read_label_studio, write_label_studio
from interview_coder.exchange.project import Project, ProjectCode, Selection, Source, in_order
from interview_coder.exchange.refi import read_qdpx, write_qdpx
from interview_coder.transcript import Span

N_INTERVIEWS, N_CHARACTERS, N_CODINGS = 10, 60_000, 1_500
CODERS = ("Ada", "Bo", "Cy")
CODES = tuple(f"code {n}" for n in range(20))
ROUNDS = 3
MADE = "2026-01-31T12:00:00Z"


def main() -> None:
    """Print a line a format: seconds out and in, and their ratios to JSON in a zip file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    project = _project()
    print(f"{N_INTERVIEWS} interviews, {len(project.selections)} codings")
    plain = measure("zip", project, write_plain, read_plain)
    figures = {"zip": plain}
    for suffix, write, read in (
        ("qdpx", lambda each: write_qdpx(each, made=MADE), read_qdpx),
        ("jsonl", write_jsonl, read_jsonl),
        ("json", write_label_studio, read_label_studio),
    ):
        figures[suffix] = own = measure(suffix, project, write, read)
        print(
            f"{suffix}: out {own['out']:.2f} s ({own['out'] / plain['out']:.1f} times plain JSON), "
            f"in {own['in']:.2f} s ({own['in'] / plain['in']:.1f} times), {own['bytes']:,.0f} bytes"
        )
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def measure(
    suffix: str,
    project: Project,
    write: Callable[[Project], bytes],
    read: Callable[[Path], Project | None],
) -> Mapping[str, float]:
    """Measure one format; what is read must be what was written."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"project.{suffix}"
        path.write_bytes(write(project))
        back = read(path)
        if back is not None and _places(back) != _places(project):
            raise SystemExit(f"{suffix}: what was read is not what was written")
        return {
            "out": median_seconds(lambda: write(project), rounds=ROUNDS),
            "in": median_seconds(lambda: read(path), rounds=ROUNDS),
            "bytes": path.stat().st_size,
        }


def write_plain(project: Project) -> bytes:
    """Return texts and selections as JSON in a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for source in project.sources:
            archive.writestr(f"{source.name}", source.text)
        rows = [
            (each.source, each.span.start, each.span.end, each.code, each.coder)
            for each in project.selections
        ]
        archive.writestr("selections.json", json.dumps(rows))
    return buffer.getvalue()


def read_plain(path: Path) -> None:
    """Read what `write_plain` wrote, and the words of each selection."""
    with zipfile.ZipFile(path) as archive:
        rows = json.loads(archive.read("selections.json"))
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    for source, start, end, _, _ in rows:
        texts[source][start:end]


def _places(project: Project) -> set[tuple[str, str, Span, tuple[str, ...]]]:
    return {(each.source, each.coder, each.span, each.code) for each in project.selections}


def _project() -> Project:
    chance = random.Random(0)
    words = ["waiting", "rota", "shift", "café", "the", "a", "on", "Tuesday", "nobody", "said"]
    sources = tuple(
        Source(name=f"P{n:02}.txt", text=_text(chance, words)) for n in range(N_INTERVIEWS)
    )
    selections = {
        _selection(chance.choice(sources), coder, chance)
        for coder in CODERS
        for _ in range(N_CODINGS)
    }
    return Project(
        name="benchmark",
        sources=sources,
        codes=tuple(ProjectCode(path=(code,)) for code in CODES),
        selections=tuple(sorted(selections, key=in_order)),
    )


def _text(chance: random.Random, words: list[str]) -> str:
    text = ""
    while len(text) < N_CHARACTERS:
        text += f"P: {' '.join(chance.choices(words, k=chance.randrange(5, 40)))}.\n"
    return text


def _selection(source: Source, coder: str, chance: random.Random) -> Selection:
    start = source.text.index("P: ", chance.randrange(N_CHARACTERS - 500)) + 3
    end = source.text.index("\n", start)
    code = (chance.choice(CODES),)
    return Selection(source=source.name, span=Span(start=start, end=end), code=code, coder=coder)


if __name__ == "__main__":
    main()
