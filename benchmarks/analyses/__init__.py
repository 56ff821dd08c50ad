"""The analyses of networks beside what others offer for the same figures.

`pairs` times two sides in turn, `sides` has what each side does, `rows` is about reading a network from a store,
`whole` runs all analyses of the largest network, and `report` tells what was measured.
"""
