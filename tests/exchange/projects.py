"""Projects of other programs, small and at random."""

from __future__ import annotations

from hypothesis import strategies as st

from interview_coder.exchange.project import Project, ProjectCode, Selection, Source, in_order
from interview_coder.transcript import Span

TEXT = "Müller 😀 waits.\nEvery day, she says."


def project(*selections: Selection, text: str = TEXT, codes: tuple[str, ...] = ()) -> Project:
    """Return a project of one text, `P1.txt`, with the codes of its selections."""
    paths = dict.fromkeys([*((code,) for code in codes), *(each.code for each in selections)])
    return Project(
        name="p",
        sources=(Source(name="P1.txt", text=text),),
        codes=tuple(ProjectCode(path=path) for path in paths),
        selections=tuple(sorted(selections, key=in_order)),
    )


def selected(
    words: str, code: str = "pain", *, text: str = TEXT, coder: str = "Ada", note: str = ""
) -> Selection:
    """Return a selection of the first place in `text` where `words` stand."""
    start = text.index(words)
    span = Span(start=start, end=start + len(words))
    return Selection(source="P1.txt", span=span, code=(code,), coder=coder, note=note)


_WORDS = st.text(alphabet="ab é😀\u2028\n", min_size=1, max_size=12)
_NAMES = st.sampled_from(["pain", "goal", "trigger"])


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Any project of texts with selections; names of texts differ, every code is used."""
    texts = draw(st.lists(_WORDS, min_size=1, max_size=3))
    sources = tuple(Source(name=f"P{n}.txt", text=text) for n, text in enumerate(texts, start=1))
    found: set[Selection] = set()
    for source in sources:
        for _ in range(draw(st.integers(0, 3))):
            start = draw(st.integers(0, len(source.text) - 1))
            end = draw(st.integers(start + 1, len(source.text)))
            path = tuple(draw(st.lists(_NAMES, min_size=1, max_size=2)))
            found.add(
                Selection(
                    source=source.name,
                    span=Span(start=start, end=end),
                    code=path,
                    coder=draw(st.sampled_from(["", "Ada", "Bo", "machine"])),
                )
            )
    paths = sorted({each.code[:n] for each in found for n in range(1, len(each.code) + 1)})
    return Project(
        name="p",
        sources=sources,
        codes=tuple(ProjectCode(path=path) for path in paths),
        selections=tuple(sorted(found, key=in_order)),
    )
