"""From what a graph or a file says to the network that is measured."""
