"""A study of two short interviews, and who put what in it: `coder("Ada", "P1-0001 pain")`."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from interview_coder.agreement.coders import Coder
from interview_coder.exchange.project import Project, Selection, Source
from interview_coder.findings import Analysis, Coding, Decided, Decision
from interview_coder.segmentation import segment_study
from interview_coder.transcript import Span
from tests.notation import study_of, talk
from tests.reports.notation import found_in

STUDY = study_of(
    talk("I: How is it? | P1: It is slow today. I gave up on it last week. | I: So? | P1: I wait."),
    talk("I: And you? | P2: The list is long. I want it gone.", name="P2.txt"),
)
UTTERANCES = segment_study(STUDY)
IDS = tuple(utterance.id for utterance in UTTERANCES)
FIRST, SECOND, THIRD, FOURTH, FIFTH = IDS
CODES = ("pain", "goal", "trigger")


def coder(name: str, *told: str) -> Coder:
    """Build a coder; `P1-0001 pain goal` is what he put, `P1-0002` what he only read."""
    rows = [each.split() for each in told]
    return Coder(
        name=name,
        put=frozenset((id_, code) for id_, *codes in rows for code in codes),
        read=frozenset(id_ for id_, *_ in rows),
    )


def decide(
    decided: Decided,
    code: str = "pain",
    *,
    utterance: str = FIRST,
    new_code: str = "",
    coder: str = "Kim",
    settles: bool = False,
    note: str = "",
    decided_on: str = "",
) -> Decision:
    """Build a decision that was made in a program."""
    return Decision(
        utterance=utterance,
        code=code,
        decision=decided,
        new_code=new_code,
        coder=coder,
        settles=settles,
        note=note,
        decided_on=decided_on,
    )


def select(
    start: int, end: int, code: str = "pain", *, coder: str = "Ada", source: str = "P1.txt"
) -> Selection:
    """Build a selection; `code` is the names of its path, parted by ` > `."""
    path = tuple(code.split(" > "))
    return Selection(source=source, span=Span(start=start, end=end), code=path, coder=coder)


def project_of(*selections: Selection) -> Project:
    """Build a project of the texts of the study, and one text that the study has not."""
    sources = [Source(name=each.name, text=each.text) for each in STUDY.transcripts]
    other = Source(name="elsewhere", text="Nobody here said these words.")
    return Project(name="theirs", sources=(*sources, other), selections=selections)


def analysis_with(
    *decisions: Decision,
    unaided: tuple[tuple[str, str], ...] = (),
    codings: tuple[tuple[str, str, str], ...] = (),
) -> Analysis:
    """Build an analysis of the study; codings are utterance, code and who put it there."""
    found = found_in(STUDY, {})
    (used,) = found.provenance.codebooks
    return replace(
        found,
        provenance=replace(found.provenance, codebooks=(replace(used, codes=CODES),)),
        codes=tuple(code for code in found.codes if code.name in CODES),
        decisions=decisions,
        unaided=unaided,
        all_codings=tuple(
            Coding(utterance=id_, code=code, coder=by, confidence=0.9) for id_, code, by in codings
        ),
    )


def by_two_codebooks(analysis: Analysis) -> Analysis:
    """Return the analysis as if pain were of one codebook, and the other codes of another."""
    (used,) = analysis.provenance.codebooks
    two = (replace(used, name="one", codes=CODES[:1]), replace(used, name="two", codes=CODES[1:]))
    return replace(analysis, provenance=replace(analysis.provenance, codebooks=two))


@st.composite
def coders(draw: st.DrawFn, *, min_size: int = 1) -> list[Coder]:
    """Return up to four coders who read some of the study and put something there."""
    found = []
    for name in draw(st.permutations("ABCD"))[: draw(st.integers(min_size, 4))]:
        read = draw(st.frozensets(st.sampled_from(IDS)))
        of_read = [(id_, code) for id_ in sorted(read) for code in CODES]
        put = draw(st.frozensets(st.sampled_from(of_read))) if of_read else frozenset()
        found.append(Coder(name=name, put=put, read=read))
    return found
