"""The server of the bundled region: what each site does, and a machine without IPv6."""

import errno
import http.client

import pytest

from govcheck.demo import server as server_module
from govcheck.demo.scan import demo_settings
from govcheck.demo.server import load_sites, serve


def get(serving, host, target, address="127.0.0.1"):
    connection = http.client.HTTPConnection(address, serving.port, timeout=5)
    try:
        connection.request("GET", target, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.fixture
def hosts():
    return {site.id: host for host, site in load_sites().items()}


def test_each_site_in_its_own_way(hosts):
    with serve() as serving:
        assert get(serving, hosts["yunhe"], "/")[0] == 200
        assert get(serving, hosts["yunhe"], "/index.shtml")[0] == 301
        assert get(serving, hosts["yunhe"], "/rili/1999-12.html")[0] == 200, "the calendar has no end"
        assert get(serving, hosts["yunhe"], "/unheard-of.html")[0] == 404
        assert get(serving, hosts["qingxi"], "/unheard-of.html")[0] == 200, "a soft 404"
        assert get(serving, "www.elsewhere.cn", "/")[0] == 421
        assert [get(serving, hosts["wafcity"], "/")[0] for _ in range(22)] == [200] * 20 + [412] * 2


def test_nothing_outside_the_region_is_served(hosts):
    with serve() as serving:
        for target in ("/../../serve.yaml", "/%2e%2e/%2e%2e/serve.yaml", "/..%2f..%2fserve.yaml", "/../../../server.py"):
            status, body = get(serving, hosts["yunhe"], target)
            assert (status, b"block_after" in body) == (404, False), target


@pytest.mark.needs("ipv6-loopback")
def test_it_is_served_on_ipv6_at_the_same_port(hosts):
    with serve() as serving:
        assert serving.ipv6
        assert get(serving, hosts["yunhe"], "/", "::1")[0] == 200
        assert serving.resolve[hosts["yunhe"]] == ("127.0.0.1", "::1")
        assert serving.resolve[hosts["qingxi"]] == ("127.0.0.1",)


def test_a_machine_without_ipv6_does_not_make_a_site_lack_its_address(hosts, monkeypatch):
    def lacks(*_values):
        raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")

    monkeypatch.setattr(server_module, "_Server6", lacks)
    with serve() as serving:
        assert not serving.ipv6
        assert serving.resolve[hosts["yunhe"]] == ("127.0.0.1", "::1"), "the name has it, whatever this machine has"
        assert demo_settings(serving).ipv6_egress is False
        assert get(serving, hosts["yunhe"], "/")[0] == 200


@pytest.mark.needs("ipv6-loopback")
def test_a_port_taken_on_ipv6_alone_is_left(monkeypatch):
    inner, tried = server_module._Server6, []

    def taken(place, handler):
        tried.append(place[1])
        if len(tried) < 3:
            raise OSError(errno.EADDRINUSE, "Address already in use")
        return inner(place, handler)

    monkeypatch.setattr(server_module, "_Server6", taken)
    with serve() as serving:
        assert serving.port == tried[-1]
    assert len(tried) == 3
