"""Needs of companies, and how well each test bed suits them: what a ranking is judged by.

`GUIDELINE.md` says how the needs were written and graded; the files are read by `needs`. Both were committed before any
ranking existed.
"""
