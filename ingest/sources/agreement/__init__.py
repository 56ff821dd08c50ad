"""The ecosystem agreement 2021-2027 itself: what it lays down, in our own words, each with its section."""
