import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from api.cli import main

DOCS = Path(__file__).parents[3] / "docs"
UNITS = DOCS / "systemd"
PAGE = (DOCS / "refresh.md").read_text("utf-8")


def unit(name: str) -> ConfigParser:
    found = ConfigParser(interpolation=None, strict=True, delimiters=("=",))
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string((UNITS / name).read_text("utf-8"))
    return found


SERVICE, TIMER = unit("verkosto-refresh.service"), unit("verkosto-refresh.timer")


def test_the_command_of_the_service_exists_and_takes_its_options() -> None:
    program, name, *arguments = shlex.split(SERVICE["Service"]["ExecStart"])
    context = main.commands[name].make_context(name, arguments)
    assert program == "verkosto"
    assert context.params["data"] == Path("/var/lib/verkosto")


def test_the_service_may_write_where_it_refreshes_and_nowhere_else() -> None:
    service = SERVICE["Service"]
    assert (service["ProtectSystem"], service["ProtectHome"]) == ("strict", "true")
    assert f"/var/lib/{service['StateDirectory']}" == service["WorkingDirectory"] == "/var/lib/verkosto"
    assert "ReadWritePaths" not in service


def test_the_service_has_no_rights_beyond_the_network_and_its_folder() -> None:
    service = SERVICE["Service"]
    assert (service["User"], service["NoNewPrivileges"], service["CapabilityBoundingSet"]) == ("verkosto", "true", "")
    assert service["SystemCallFilter"] == "@system-service"


def test_the_timer_starts_the_service_of_its_name_and_is_wanted_by_timers() -> None:
    assert "Unit" not in TIMER["Timer"]
    assert (TIMER["Timer"]["OnCalendar"], TIMER["Timer"]["Persistent"]) == ("*-*-* 03:15:00", "true")
    assert TIMER["Install"]["WantedBy"] == "timers.target"


@pytest.mark.parametrize("path", sorted(UNITS.iterdir()), ids=lambda one: one.name)
def test_each_unit_file_is_in_the_page(path: Path) -> None:
    assert f"(systemd/{path.name})" in PAGE


@pytest.mark.parametrize("name", sorted(set(re.findall(r"verkosto ([a-z]+) (?:--|[a-z]+ )", PAGE))))
def test_each_command_of_the_page_exists(name: str) -> None:
    assert name in main.commands


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
@pytest.mark.parametrize("name", ["verkosto-refresh.service", "verkosto-refresh.timer"])
def test_systemd_knows_every_setting(name: str) -> None:
    command = ["systemd-analyze", "verify", "--man=no", str(UNITS / name)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    complaints = [line for line in said.splitlines() if re.search(r"Unknown|Invalid|Failed to parse", line)]
    assert [line for line in complaints if "verkosto" in line] == []
