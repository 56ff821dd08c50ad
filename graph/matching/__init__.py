"""Matching: which test beds suit a need, and on what grounds.

`knowledge` is what the graph states, statement by statement; `need` is what somebody asks. `constraints` answer yes, no
or unknown. The modules of relevance (`wording`, `concepts`, `use`, `closeness`, `meaning`) each give grounds with the
statements that they rest on; `ranking` sums them, and abstains where nothing suits. Nothing here knows RDF or the web.
"""
