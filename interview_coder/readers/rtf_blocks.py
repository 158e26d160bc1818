"""Paragraphs and tables as RTF builds them: words first, and behind them where they stood."""

from __future__ import annotations

from dataclasses import dataclass, field

from interview_coder.readers.paragraphs import Block, Grid, Paragraph, Piece, paragraph_of


@dataclass(kw_only=True, slots=True)
class Builder:
    """Blocks on their way.

    Attributes:
        blocks: Those that are whole.
        n_pieces: How many stretches of words were added so far.
    """

    blocks: list[Block] = field(default_factory=list)
    n_pieces: int = 0
    _pieces: list[Piece] = field(default_factory=list)
    _cell: list[Paragraph] = field(default_factory=list)
    _row: list[tuple[Block, ...]] = field(default_factory=list)
    _rows: list[tuple[tuple[Block, ...], ...]] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        """Add words to the paragraph."""
        self.n_pieces += 1
        self._pieces.append(piece)

    def end_paragraph(self, *, is_in_table: bool) -> None:
        """The words so far are a paragraph, of a cell or of the page."""
        if is_in_table:
            self._cell.append(self._paragraph())
        else:
            self.end_table()
            self.blocks.append(self._paragraph())

    def end_cell(self) -> None:
        """The words and paragraphs so far are a cell."""
        self._cell.append(self._paragraph())
        self._row.append(tuple(self._cell))
        self._cell = []

    def end_row(self) -> None:
        """The cells so far are a row."""
        if self._row:
            self._rows.append(tuple(self._row))
            self._row = []

    def end_table(self) -> None:
        """The rows so far are a table; what is left of a row is one, too."""
        if self._cell:
            self._row.append(tuple(self._cell))
            self._cell = []
        self.end_row()
        if self._rows:
            self.blocks.append(Grid(rows=tuple(self._rows)))
            self._rows = []

    def end(self) -> None:
        """The file has ended."""
        if self._pieces:
            self.end_paragraph(is_in_table=False)
        self.end_table()

    def _paragraph(self) -> Paragraph:
        pieces, self._pieces = self._pieces, []
        return paragraph_of(pieces)
