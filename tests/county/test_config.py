"""county.toml: what is wrong in it is said by name, before anything starts."""

import subprocess
import sys
from pathlib import Path

import pytest

from county.config import load
from county.errors import BadConfig

RELAYING = f'[calls]\nrelays = ["turn:10.0.0.1:3478"]\nrelay_secret = "{"0" * 32}"\n'
RELAY = '[relay]\nhere = true\naddress = "10.0.0.1"\nnetworks = ["10.0.0.0/8"]\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[moon]\n", "unknown section [moon]"),
        ("[web]\nprot = 1\n", "[web] prot: unknown key"),
        ('[web]\nport = "80"\n', "[web] port: must be int"),
        ("[web]\nport = 0\n", "[web] port must be 1 to 65535"),
        ('[web]\nallowed_hosts = "x"\n', "[web] allowed_hosts: must be a list of strings"),
        ('[web]\nhost = "0.0.0.0"\n', "plain http stays on this machine"),
        ('[web]\ntls_cert = "a.crt"\n', "tls_cert and tls_key belong together"),
        ('[calls]\nrelays = ["stun:a:1"]\n', "is not turn:HOST:PORT"),
        ('[calls]\nrelays = ["turn:a:1?transport=sctp"]\n', "is not turn:HOST:PORT"),
        (f"[calls]\nrelays = {['turn:a:1'] * 5}\n", "at most 4"),
        ('[calls]\nrelays = ["turn:a:1"]\nrelay_secret = "short"\n', "openssl rand"),
        ("[calls]\nrelay_only = true\n", "no call could ever be made"),
        ("[calls]\nrelay_lifetime_s = 5\n", "must be 600 to 86400"),
        ("[relay]\nhere = true\n", "nobody would be told of it"),
        (RELAYING + '[relay]\nhere = true\naddress = "county.example"\n', "[relay] address and networks"),
        (RELAYING + '[relay]\nhere = true\naddress = "10.0.0.1"\n', "must be named"),
        (RELAYING + RELAY + "last_port = 100\n", "must be a range"),
        (RELAYING + RELAY + "tls_port = 0\n", "must be 1 to 65535"),
        (RELAYING + RELAY + 'realm = "a\\nb"\n', "realm must be"),
        ("web = 3\n", "web must be a section"),
        ("[web\n", "county.toml"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "county.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadConfig) as refused:
        load(path)

    assert said in str(refused.value)
    assert str(path) in str(refused.value)


def test_the_home_is_the_folder_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "county.toml"
    path.write_text('[web]\nhost = "10.0.0.2"\ntls_cert = "c"\ntls_key = "k"\nallowed_hosts = ["desk"]\n')

    config = load(path)

    assert config.database == tmp_path / "db.sqlite3"
    assert config.speaks_tls
    assert config.web.allowed_hosts == ("desk",)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[limits]\nretry_after_s = -5\n", b"[web", b""])
@pytest.mark.parametrize("module", ["county", "county.web", "county.gateway"])
def test_a_county_that_cannot_work_is_refused_in_one_line(tmp_path: Path, module: str, content: bytes) -> None:
    (tmp_path / "county.toml").write_bytes(content)

    done = subprocess.run(
        [sys.executable, "-m", module, "--config", str(tmp_path / "county.toml")], capture_output=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert str(tmp_path) in done.stderr.decode()


@pytest.mark.parametrize("module", ["county", "county.web", "county.gateway", "county.manage"])
def test_every_command_refuses_a_missing_file_in_one_line(tmp_path: Path, module: str) -> None:
    command = [sys.executable, "-m", module, "--config", str(tmp_path / "none.toml")]
    command += ["check"] if module.endswith("manage") else []

    done = subprocess.run(command, capture_output=True, check=False)

    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "none.toml" in done.stderr.decode()
