"""Invented frequency pools of names by name tradition (script, transliteration), and their spellings."""
