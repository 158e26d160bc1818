"""Tests of texts with names before their turns."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.exchange.placing import place
from interview_coder.exchange.project import Project, ProjectCode, Selection, Source
from interview_coder.exchange.with_names import with_names
from interview_coder.transcript import Span, Transcript, Turn
from tests.notation import study_of, talk

SPEAKERS = st.sampled_from(["Interviewer", "P1", "Zoë 😀", ""])
WORDS = st.text(alphabet="ab é😀\n", min_size=1, max_size=10).filter(str.strip)


def subtitles(*turns: tuple[str, str]) -> Transcript:
    """Return a transcript that keeps names apart from words: speaker and words of each turn."""
    text, built = "", []
    for speaker, words in turns:
        text += "\n\n" if text else ""
        span = Span(start=len(text), end=len(text) + len(words))
        built.append(Turn(speaker=speaker, span=span))
        text += words
    # Any transcript will do for what is not looked at.
    return replace(talk("I: a? | P1: b."), name="P1.vtt", text=text, turns=tuple(built))


def test_names_stand_before_turns() -> None:
    """Words without names get them, each at the beginning of its turn."""
    named = with_names(subtitles(("I", "How?"), ("P1", "Slow."), ("", "(noise)")))

    assert named.text == "I: How?\n\nP1: Slow.\n\n(noise)"


def test_a_text_with_names_stays_as_it_is() -> None:
    """A transcript whose text has names is exported character by character."""
    transcript = talk("I: how is it? | P1: slow.")

    assert with_names(transcript).text == transcript.text


@given(turns=st.lists(st.tuples(SPEAKERS, WORDS), min_size=1, max_size=5), data=st.data())
def test_places_go_and_come_back(turns: list[tuple[str, str]], data: st.DataObject) -> None:
    """Any stretch within a turn has the same words in the text with names, and comes back."""
    transcript = subtitles(*turns)
    named = with_names(transcript)
    turn = data.draw(st.sampled_from(transcript.turns))
    start = data.draw(st.integers(turn.span.start, turn.span.end - 1))
    end = data.draw(st.integers(start + 1, turn.span.end))

    there = named.span(Span(start=start, end=end))

    assert named.text[there.start : there.end] == transcript.text[start:end]
    assert [named.places[n] for n in range(there.start, there.end)] == list(range(start, end))


@given(turns=st.lists(st.tuples(SPEAKERS, WORDS), min_size=1, max_size=5))
def test_every_character_is_kept(turns: list[tuple[str, str]]) -> None:
    """Without the names, the text is that of the transcript."""
    transcript = subtitles(*turns)
    named = with_names(transcript)

    kept = [place for place in named.places if place >= 0]

    assert len(named.places) == len(named.text)
    assert kept == list(range(len(transcript.text)))


def test_a_selection_with_its_name_loses_the_name() -> None:
    """Who selects name and words in another program has coded the words."""
    transcript = subtitles(("Interviewer", "How is it?"), ("P1", "It is slow."))
    named = with_names(transcript)
    start = named.text.index("P1: It")
    study = replace(study_of(talk("I: a? | P1: b.")), transcripts=(transcript,))
    project = Project(
        name="p",
        sources=(Source(name="P1", text=named.text),),
        codes=(ProjectCode(path=("pain",)),),
        selections=(
            Selection(source="P1", span=Span(start=start, end=len(named.text)), code=("pain",)),
            Selection(source="P1", span=Span(start=start, end=start + 3), code=("pain",)),
        ),
    )

    placed = place(project, study)

    (one,) = placed.selections
    assert transcript.text[one.span.start : one.span.end] == "It is slow."
    assert [each.what for each in placed.left_out] == ["codings without words"]
