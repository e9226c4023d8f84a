"""Dates and numbers as Kazakhstan writes them. Django has no Kazakh formats and would use American ones."""
