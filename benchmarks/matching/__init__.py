"""How good a ranking of test beds is: three tasks, the measures, the baselines, and the fitting of weights.

- *Asked*: `pilots` (a), `participations` (b: CORDIS), `judged` (c: the needs of `needs.csv`, see `GUIDELINE.md`, which
  were committed before any ranking existed). All give a `Task` of `asks`: what is asked, what may be known, and what is
  right.
- *Compared*: `baselines`, scored by `measures`, `intervals`, `exposure`, `abstention` and `overlap`, put side by side
  by `comparing` and told by `report`. `python -m benchmarks.matching` runs it all.
- *Chosen*: `fit` finds the weights of features from `points`, and `confidence` what to go by when nothing suits; both
  tell what that is worth on companies and needs left out.

A ranking is plugged in as a `Method`: a name, and a function from a `Task` to a function from an `Ask` to an `Answer`.
Of what happened it may use `ask.past` alone, where the trial that is asked for is not: keys of `past.uses` are those of
trials, members of `past.groups` who is in a project. `--ranker module:NAME` names it on the command line.
"""
