"""Personas: what an analysis says of the people interviewed, line by line with its evidence."""
