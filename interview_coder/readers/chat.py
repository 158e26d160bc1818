"""CHAT (TalkBank, CHILDES): main lines `*PAR:` with codes among the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interview_coder.errors import ReadError
from interview_coder.readers.cues import Cue, join_cues
from interview_coder.readers.pieces import Tally, as_aside, clean_name, clean_words
from interview_coder.readers.source import Reading, Source

_LINE = re.compile(r"^(?P<kind>[@*%])(?P<name>[^:\t\n]*)(?::[ \t]*(?P<content>.*))?$")
_BULLET = re.compile(r"\x15(?P<inside>[^\x15\n]{0,200})\x15")
_BULLET_TIMES = re.compile(r"(?P<start>\d{1,10})_(?P<end>\d{1,10})")

# What a transcriber wrote among the words. The order counts: the longest form stands first.
_CODE = re.compile(
    r"""
      \[(?:=!|%|=\?|=)[ ]*(?P<remark>[^\[\]\n]*)\]     # what was heard, seen or explained
    | \[(?P<bracket>[^\[\]\n]*)\]                      # repeats, errors, replacements
    | &=(?P<event>[^\s<>\[\]]+)                        # &=laughs
    | &\*(?P<other>[^\s:]{1,20}:[^\s<>\[\]]+)          # &*INV:mhm, said by somebody else
    | (?P<filler>&[-+~])(?=\w)                         # &-uh was said, so are &+fr and &~gaga
    | (?P<pause>\((?:\.{1,3}|\d{0,3}:?\d{0,4}\.?\d{0,4})\))        # (.) (0.3)
    | (?<!\S)(?P<unheard>xxx|yyy|www)(?!\w)            # could not be understood
    | (?<!\S)(?P<omitted>0[^\W\d_]*)(?!\S)                   # a word that was not said
    | (?P<form>(?<=\w)@[a-z]{1,4}(?::[\w&+-]+)?(?:\$\w+)?)   # gumma@c
    | (?<!\S)\+(?P<end>[./?!"^,<+~]+)(?!\S)            # +... trails off, +/. is interrupted
    | (?P<group>[<>])                                  # <the dog> [/]
    | (?<=[^\W\d_])(?P<long>:{1,3})(?=[^\W\d_]|\b|\s)  # va:st
    | (?P<short>[()])                                  # (be)cause
    | (?P<joined>(?<=\w)_(?=\w))                       # New_York
    | (?P<sign>[\u2308-\u230b]\d?|[↗↘→↑↓⇗⇘↫⁇∇∆°▁▔☺♋⁎§∬∾ϟ≈≋≡∙⁑⤇⤆Ἡ„‡↻‹›〔〕ˈˌ\u0001-\u0008])
    """,
    re.VERBOSE,
)
_WHAT = {
    "bracket": "codes in square brackets",
    "filler": "marks of fillers and fragments",
    "pause": "pauses",
    "omitted": "words marked as not said",
    "form": "marks of special forms",
    "end": "codes at the ends of utterances",
    "group": "angle brackets around words",
    "long": "marks of lengthening",
    "short": "parentheses around unsaid sounds",
    "joined": "underscores within words",
    "sign": "signs of intonation and overlap",
}
_SPACE_BEFORE_STOP = re.compile(r"[ ]+(?=[.?!,]+(?:\s|$))")
_NO_WORD = re.compile(r"^[\W_]*$")


def read(source: Source) -> Reading:
    """Read a .cha file; the canonical text has a line an utterance or timed part of one.

    Words stay as they were said; codes of the transcriber are taken out and counted, what was
    heard besides (`&=laughs`) becomes an aside. A speaker is called by his name in @Participants,
    without one by his role, else by his code.

    Raises:
        ReadError: If a line is none of CHAT, or there is no utterance.
    """
    lines = list(_lines(source, source.decode()))
    mains = [line for line in lines if line.kind == "*"]
    if not mains:
        message = "no utterance such as '*PAR:<tab>it was slow .' in it"
        raise ReadError(message, path=source.path, line_no=1)
    tally = Tally()
    people = _people(lines)
    labels = _labels(people, tally)
    cues = [cue for line in mains for cue in _cues(line, labels, tally)]
    for line in lines:
        if line.kind == "@":
            tally.add("headers", f"@{line.name} {line.content}")
        elif line.kind == "%":
            tally.add(f"%{line.name[:20]} lines", line.content)
    reading = join_cues(source, cues)
    notes = (*reading.notes, *_notes(mains, people, labels))
    left_out = (*reading.left_out, *tally.left_out())
    return replace(reading, notes=notes, left_out=left_out)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """A header, an utterance or a line about one, its continuations joined."""

    kind: str
    name: str
    content: str
    line_no: int


def _lines(source: Source, text: str) -> Iterator[_Line]:
    current: _Line | None = None
    more: list[str] = []
    for line_no, written in enumerate(text.split("\n"), start=1):
        match = _LINE.match(written)
        if match:
            if current:
                yield replace(current, content="\n".join([current.content, *more]))
            current = _Line(
                kind=match["kind"],
                name=match["name"].strip(),
                content=match["content"] or "",
                line_no=line_no,
            )
            more = []
        elif current and written[:1] in ("\t", " "):
            more.append(written.strip(" \t"))
        elif written.strip():
            message = (
                f"a line of CHAT begins with @, *, % or a tab, not with {written.strip()[:40]!r}"
            )
            raise ReadError(message, path=source.path, line_no=line_no)
    if current:
        yield replace(current, content="\n".join([current.content, *more]))


def _people(lines: Sequence[_Line]) -> dict[str, tuple[str, str]]:
    """Code to name and role, as @Participants tells; the name is empty where there is none."""
    people: dict[str, tuple[str, str]] = {}
    for line in lines:
        if line.kind == "@" and line.name == "Participants":
            for person in line.content.replace("\n", " ").split(","):
                words = person.split()
                if len(words) > 1:
                    people[words[0]] = (words[1] if len(words) > 2 else "", words[-1])
    return people


def _labels(people: Mapping[str, tuple[str, str]], tally: Tally) -> dict[str, str]:
    roles = Counter(role for _, role in people.values())
    names = Counter(name for name, _ in people.values())
    labels: dict[str, str] = {}
    for code, (name, role) in people.items():
        by_role = role if roles[role] == 1 and role not in names else code
        label = name if name and names[name] == 1 else by_role
        labels[code] = clean_name(label) or code
    return labels


def _cues(line: _Line, labels: Mapping[str, str], tally: Tally) -> Iterator[Cue]:
    """The utterance as cues: a time stands behind the words it belongs to."""
    speaker = labels.get(line.name) or clean_name(line.name)
    position = 0
    found = False
    for bullet in [*_BULLET.finditer(line.content), None]:
        end = bullet.start() if bullet else len(line.content)
        text = _said(line.content[position:end], tally)
        times = _BULLET_TIMES.search(bullet["inside"]) if bullet else None
        start = int(times["start"]) / 1000 if times else None
        if text:
            found = True
            yield Cue(speaker=speaker, text=text, start=start, line_no=line.line_no)
        position = bullet.end() if bullet else end
    if not found:
        tally.add("utterances without words", line.content)


def _said(content: str, tally: Tally) -> str:
    """What was said, the codes taken out; empty if that is nothing."""

    def rewrite(match: re.Match[str]) -> str:
        kind = str(match.lastgroup)
        if kind in _WHAT:
            tally.add(_WHAT[kind], match[0])
        if kind == "end":
            return match["end"].strip('/"^,<+~')
        if kind == "joined":
            return " "
        return as_aside(
            match["remark"] or match["event"] or match["other"] or match["unheard"] or ""
        )

    text = _CODE.sub(rewrite, content.replace("\x15", " "))
    text = _SPACE_BEFORE_STOP.sub("", " ".join(text.split()))
    return "" if _NO_WORD.match(text.replace("[", "").replace("]", "")) else clean_words(text)


def _notes(
    mains: Sequence[_Line], people: Mapping[str, tuple[str, str]], labels: Mapping[str, str]
) -> Iterator[str]:
    codes = list(dict.fromkeys(line.name for line in mains))
    renamed = [
        f"{code} is {labels[code]} ({clean_name(people[code][1])})"
        for code in codes
        if code in people
    ]
    if renamed:
        yield f"speakers: {'; '.join(renamed)}"
    unlisted = [line for line in mains if line.name not in people]
    if unlisted:
        yield f"line {unlisted[0].line_no}: {unlisted[0].name!r} is not among the @Participants"
