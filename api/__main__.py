"""`python -m api` is the command `verkosto`, where the command is not on the path."""

from api.cli import main

main(prog_name="verkosto")
