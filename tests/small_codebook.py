"""A small codebook of one's own: codes that the default codebook does not have."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

from interview_coder.codebook import Code, Codebook, Example
from tests.notation import write_folder

HABITS = (
    "Every morning I write the list on the whiteboard.",
    "On Mondays I always print the plan and pin it up.",
    "I usually check the board twice before I lock up.",
    "Each evening I count the keys and hang them back.",
    "I always ring the night desk before I go to bed.",
    "Every Friday I copy the hours into the ledger.",
    "Most days I walk the floor at noon with a notepad.",
    "I usually read the log first thing with a coffee.",
)
WORRIES = (
    "I'm afraid that somebody will be left alone at night.",
    "What frightens me is that nobody would notice the gap.",
    "I worry that one day the whole plan is simply lost.",
    "It scares me to think of the new people on their own.",
    "I'm anxious that the inspector will find the old sheets.",
    "My fear is that the good ones leave us in the winter.",
    "I lie awake and worry that a door was left open.",
    "It frightens me how much hangs on a single phone.",
)
PLAIN = (
    "The building has three floors and a yard.",
    "We have been here for eleven years now.",
    "There are two lifts and a goods entrance.",
    "The other site is on the far side of the river.",
    "He came from the bakery next door.",
    "It is a blue folder with a white label.",
    "The shop belongs to my uncle.",
    "She is the younger of the two sisters.",
)
HEADER = "codes,text"


def code_entry(name: str, *, layer: str = "behaviour", more: str = "") -> str:
    """Return a code of codebook.yaml; `more` holds further lines of it."""
    return f"""
  - name: {name}
    title: All about {name}
    layer: {layer}
    definition: What is called {name}.
    full_definition: Everything that is called {name}, and nothing else.
    when_to_use: [They speak of {name}.]
    when_not_to_use: [They do not.]
    examples: [This is one.]
{more}"""


def codebook_yaml(*entries: str, question_types: str = "") -> str:
    """Return a codebook.yaml that holds `entries`, and `question_types` as a YAML list."""
    types = f"\nquestion_types: {question_types}\n" if question_types else ""
    return "title: A small one\ncodes:" + "".join(entries) + types


GOOD_CODEBOOK = codebook_yaml(code_entry("habit"), code_entry("worry", layer="psychology"))


def example_rows() -> list[str]:
    """Return the good rows of examples.csv, without its header."""
    rows = [f'habit,"{text}"' for text in HABITS]
    rows += [f'worry,"{text}"' for text in WORRIES]
    return rows + [f'none,"{text}"' for text in PLAIN]


def exchanges(n: int, *, start: int = 0, passages: bool = True) -> list[Example]:
    """Make `n` examples of words drawn by lot.

    What holds the word "always" is a habit, what answers "but why" is a worry. Four neighbours are
    a passage, if there are passages.

    Args:
        n: How many.
        start: Number of the first; others have other words.
        passages: Whether to name passages.
    """
    made = []
    for number in range(start, start + n):
        random = Random(number)
        words = [f"word{random.randrange(60)}" for _ in range(random.randint(4, 7))]
        codes = {code for code in ("habit", "worry") if random.random() < 0.4}
        if "habit" in codes:
            words[random.randrange(len(words))] = "always"
        question = "but why" if "worry" in codes else random.choice(["and then", ""])
        passage = f"p{number // 4}" if passages else ""
        text = " ".join(words)
        made.append(Example(codes=frozenset(codes), text=text, question=question, passage=passage))
    return made


def codebook_of(examples: Sequence[Example]) -> Codebook:
    """Build a codebook in memory: habits and worries, and these examples."""
    codes = [
        Code(
            name=name,
            title=name,
            definition=name,
            full_definition=name,
            when_to_use=(),
            when_not_to_use=(),
            examples=(),
            counter_examples=(),
            layer="behaviour",
        )
        for name in ("habit", "worry")
    ]
    digest = sha256(repr([(sorted(e.codes), e.text) for e in examples]).encode()).hexdigest()
    return Codebook(
        name="made",
        title="Made up",
        codes=tuple(codes),
        examples=tuple(examples),
        content_hash=digest,
        examples_hash=digest,
        folder=Path("made"),
    )


def examples_csv(rows: Sequence[str], *, header: str = HEADER) -> str:
    """Return an examples.csv that holds `rows`; the first stands on line 2."""
    return "\n".join([header, *rows]) + "\n"


def write_codebook(
    folder: Path, *, codes: str = GOOD_CODEBOOK, examples: str | bytes | None = None
) -> Path:
    """Write a codebook folder; good in every part that is not told."""
    given = examples_csv(example_rows()) if examples is None else examples
    return write_folder(folder, {"codebook.yaml": codes, "examples.csv": given})
