"""Texts as words: which language they are in, their words, and the base forms by which words are compared."""
