"""Exchange with other programs: projects, codebooks and tables, in and out."""
