"""``govcheck probe``: bad input is refused before anything is asked; nothing here leaves loopback."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from govcheck.cli.exits import Exit
from govcheck.cli.probe import command
from govcheck.cli.wire import SAME_NAME, fetch_settings
from govcheck.errors import ConfigError, UsageError
from govcheck.fetch.evidence import evidence_text, load_evidence
from govcheck.records.evidence import WireEvidence

HOST = "www.x.gov.cn"
GIVEN = ("--resolve", f"{HOST}:80:127.0.0.1:9", "--timeout", "1")


def run(*args: str) -> tuple[object, str]:
    """The command's result and what it printed."""
    done = CliRunner().invoke(command, [*args], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.return_value, done.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "请给出"),
        (("a b",), "不是主机名"),
        (("ftp://x.gov.cn/",), "不是主机名"),
        (("127.0.0.1",), "完整的主机名"),
        (("[::1]",), "完整的主机名"),
        (("localhost",), "完整的主机名"),
        ((HOST, "--ipv6-control", "a b"), "--ipv6-control"),
        ((HOST, "--resolve", "x"), "--resolve"),
        ((HOST, "--vantage", "x" * 81), "--vantage"),
    ],
)
def test_bad_input_is_refused(args: tuple[str, ...], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        run(*args)


def test_where_evidence_may_be_written(tmp_path: Path) -> None:
    known = tmp_path / "e.json"
    known.write_text("mine", "utf-8")
    for place in (known, tmp_path, tmp_path / "no" / "e.json"):
        with pytest.raises(UsageError, match=str(place)):
            run(HOST, *GIVEN, "--out", str(place))
    assert known.read_text("utf-8") == "mine"
    code, _said = run(HOST, *GIVEN, "--out", str(known), "--force")
    assert code == Exit.INCOMPLETE
    assert json.loads(known.read_text("utf-8"))["hosts"][0]["host"] == HOST
    assert [one.name for one in tmp_path.iterdir()] == ["e.json"]


def test_what_was_not_seen_is_said_with_its_reason(tmp_path: Path) -> None:
    code, said = run(HOST, *GIVEN, "--vantage", "机房", "--out", str(tmp_path / "e.json"))
    assert code == Exit.INCOMPLETE
    assert HOST in said
    assert "机房" in said
    assert said.count("本机不能解析域名") == 3
    found = load_evidence(tmp_path / "e.json", datetime.now(UTC))
    assert (found.vantage, [one.host for one in found.hosts]) == ("机房", [HOST])


@pytest.mark.needs("ipv6-loopback")
def test_a_host_that_opens() -> None:
    import http.server
    import socket
    import threading

    class Six(http.server.ThreadingHTTPServer):
        address_family = socket.AF_INET6

    class Quiet(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"<html><head><title>t</title></head><body><p>hello</p></body></html>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = Six(("::1", 0), Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        code, said = run(HOST, "--resolve", f"{HOST}:80:[::1]:{server.server_port}", "--timeout", "2")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert code == Exit.OK
    assert "能（http 200" in said
    assert "3 次，成功 3 次" in said
    assert "IPv6 开放" in said


def options(**given: object) -> dict[str, object]:
    rest = {"without": "", "resolve": (), "headers": (), "basic_auth": None, "insecure": False, "ipv6_controls": ()}
    return dict.fromkeys(SAME_NAME) | rest | given


def test_evidence_for_a_scan(tmp_path: Path) -> None:
    place = tmp_path / "e.json"
    now = datetime.now(UTC)
    place.write_text(evidence_text(WireEvidence("机房", now, (), egress=True)), "utf-8")
    (found,) = fetch_settings(options(ipv6_evidence=(place,))).ipv6_evidence
    assert found.vantage == "机房"
    place.write_text(evidence_text(WireEvidence("机房", now - timedelta(days=8), (), egress=True)), "utf-8")
    with pytest.raises(ConfigError, match="7 天"):
        fetch_settings(options(ipv6_evidence=(place,)))
    with pytest.raises(ConfigError, match="无法读取"):
        fetch_settings(options(ipv6_evidence=(tmp_path / "none.json",)))


def test_a_control_may_be_a_bare_host() -> None:
    assert fetch_settings(options(ipv6_controls=("www.x.gov.cn", "240c::6666"))).ipv6_controls == (
        "www.x.gov.cn",
        "240c::6666",
    )
