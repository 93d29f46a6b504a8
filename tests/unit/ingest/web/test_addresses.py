"""Which addresses may be connected to: every form in which a private one can come is told."""

from ipaddress import ip_address

import pytest

from pipelines.ingest.web.addresses import check_connection, networks_in, requestable, why_refused
from pipelines.ingest.web.failures import Failed

LOOPBACK = networks_in("127.0.0.0/8, ::1/128")


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
        *("172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1"),
        *("203.0.113.5", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16"),
        *("::", "::1", "fe80::1", "fe80::1%1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "fec0::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
        *("64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001::1", "100::1", "5f00::1", "3fff::1"),
    ],
)
def test_what_is_not_public_is_refused(address):
    assert why_refused(ip_address(address)) is not None
    with pytest.raises(Failed, match="refused_address"):
        check_connection(address, 80, ())


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.216.34",
        "100.63.255.255",
        "172.32.0.1",
        "2606:4700::1111",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
    ],
)
def test_what_is_public_is_not(address):
    assert why_refused(ip_address(address)) is None
    check_connection(address, 443, ())


def test_only_what_is_named_is_allowed():
    check_connection("127.0.0.2", 34567, LOOPBACK)
    check_connection("::ffff:127.0.0.2", 80, LOOPBACK)
    for address in ("10.0.0.1", "169.254.169.254"):
        with pytest.raises(Failed, match="refused_address"):
            check_connection(address, 80, LOOPBACK)


@pytest.mark.parametrize("port", [0, 22, 25, 53, 110, 6379, 11211])
def test_ports_of_other_services_are_refused(port):
    with pytest.raises(Failed, match="refused_port"):
        check_connection("1.1.1.1", port, LOOPBACK)


def test_a_resolver_may_give_nonsense():
    with pytest.raises(Failed, match="refused_address"):
        check_connection("localhost", 80, LOOPBACK)


@pytest.mark.parametrize(
    ("written", "base", "url"),
    [
        pytest.param("http://Example.org", None, "http://example.org/", id="host-in-small-letters"),
        pytest.param("/b?q=1#top", "https://example.org/a", "https://example.org/b?q=1", id="relative"),
        pytest.param("//other.org/b", "https://example.org/a", "https://other.org/b", id="scheme-of-the-base"),
        pytest.param("http://m\u00fcnchen.example/", None, "http://xn--mnchen-3ya.example/", id="host-in-ascii"),
        pytest.param("http://example.org/\u0456?\u0457", None, "http://example.org/%D1%96?%D1%97", id="path-in-ascii"),
        pytest.param("http://example.org/a b\r\nHost: x", None, "http://example.org/a%20bHost:%20x", id="no-new-lines"),
        pytest.param("http://example.org/%2F?a=%20", None, "http://example.org/%2F?a=%20", id="escapes-stay"),
        pytest.param("http://[::1]:80/x", None, "http://[::1]:80/x", id="ipv6"),
    ],
)
def test_addresses_as_they_are_asked_for(written, base, url):
    assert requestable(written, base) == url


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("file:///etc/passwd", "refused_scheme"),
        ("gopher://example.org/", "refused_scheme"),
        ("javascript:alert(1)", "refused_scheme"),
        ("http://user@example.org/", "bad_url"),
        ("http://user:word@example.org/", "bad_url"),
        ("http://example.org:99999/", "bad_url"),
        ("http://[oops/", "bad_url"),
        ("http:///path", "bad_url"),
        ("http://exa mple.org/", "bad_url"),
        (f"http://{'a' * 70}.\u00fc.org/", "bad_url"),
    ],
)
def test_addresses_that_are_not_asked_for(written, code):
    with pytest.raises(Failed, match=code):
        requestable(written)


@pytest.mark.parametrize("written", ["127.0.0.1/8", "loopback", "10.0.0.0/8,,x", "300.0.0.0/8"])
def test_wrong_networks_are_told(written):
    with pytest.raises(ValueError, match=r"."):
        networks_in(written)
