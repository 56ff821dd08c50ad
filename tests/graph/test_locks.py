import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import ReleaseError, SourceError
from graph.locks import lock

HOLD = """
import sys, time
from pathlib import Path
from graph.locks import lock

with lock(Path(sys.argv[1]), "refresh"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_refresh_is_refused_and_told_who_is_at_it(tmp_path: Path) -> None:
    with lock(tmp_path, "refresh"), pytest.raises(ReleaseError) as caught, lock(tmp_path, "refresh"):
        pass
    assert str(caught.value) == (
        f"another refresh of {tmp_path} is under way (process {os.getpid()}); wait for it, or give another --data"
    )


def test_a_refresh_and_a_build_do_not_hinder_each_other(tmp_path: Path) -> None:
    with lock(tmp_path, "refresh"), lock(tmp_path, "build"):
        assert (tmp_path / ".build.lock").read_text("utf-8") == str(os.getpid())


def test_a_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock(tmp_path, "refresh"):
        _ = 1 / 0
    with lock(tmp_path, "refresh"):
        pass
    assert (tmp_path / ".refresh.lock").read_text("utf-8") == ""


def test_the_error_is_of_the_class_that_was_asked_for(tmp_path: Path) -> None:
    with lock(tmp_path, "fetch"), pytest.raises(SourceError), lock(tmp_path, "fetch", refused=SourceError):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(ReleaseError, match=re.escape(f"cannot write to {tmp_path / 'file'}")),
        lock(tmp_path / "file", "build"),
    ):
        pass


def test_a_killed_holder_holds_nobody_up(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ReleaseError, match=rf"\(process {holder.pid}\)"), lock(tmp_path, "refresh"):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with lock(tmp_path, "refresh"):
        assert (tmp_path / ".refresh.lock").read_text("utf-8") == str(os.getpid())
