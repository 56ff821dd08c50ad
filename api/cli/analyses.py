"""The group `analyse`; its commands are imported when one is asked for, since arrays and their compiler are slow."""

import click


class Analyses(click.Group):
    """A group whose commands are in `api.cli.analysing`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        """Return the names of the analyses, in their order."""
        from api.cli.analysing import COMMANDS

        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click calls it so
        """Return the command of one analysis."""
        from api.cli.analysing import COMMANDS

        return COMMANDS.get(cmd_name)


@click.group("analyse", cls=Analyses)
def analyse() -> None:
    """Measure how actors collaborate: density, mixing, brokers, change over years, and more."""
