"""Addresses that lead to no public machine, or to no machine at all, in every spelling that resolvers understand."""

from __future__ import annotations

from itertools import product
from typing import Final

_LOOPBACK: Final = (
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "127.0.0.53", "2130706433", "0x7f000001", "0x7f.1",
    "017700000001", "0177.0.0.1", "0177.0.0.01", "0x7f.0x0.0x0.0x1", "00000177.1", "0", "0x0", "00", "0.0.0.00",
    "localhost", "LOCALHOST", "localhost.", "127.0.0.1.", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[::127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[::1%25lo]", "①②⑦.⓪.⓪.①", "127。0。0。1", "%31%32%37.0.0.1",
)  # fmt: skip
_PRIVATE: Final = (
    "10.0.0.1", "10.255.255.255", "10.1", "167772161", "0x0a000001", "012.0.0.1", "172.16.0.1", "172.31.255.255",
    "172.16.1", "192.168.0.1", "192.168.1.254", "192.168.1", "3232235777", "0xc0a80101", "0300.0250.1.1",
    "100.64.0.1", "100.100.100.200", "100.127.255.255", "169.254.169.254", "169.254.169.253", "2852039166",
    "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518", "[::ffff:169.254.169.254]", "[fe80::1]", "[fe80::a9fe:a9fe]",
    "[fc00::1]", "[fd00:ec2::254]", "[fdff:ffff::1]", "[fec0::1]", "[::ffff:10.0.0.1]", "[::ffff:192.168.1.1]",
    "[64:ff9b::10.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]", "[2002:a00:1::]", "[2002:c0a8:101::1]",
    "[fe80::1%25eth0]",
)  # fmt: skip
_RESERVED: Final = (
    "0.0.0.1", "0.1.2.3", "192.0.0.1", "192.0.0.8", "192.0.0.170", "192.0.2.1", "198.18.0.1", "198.19.255.255",
    "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "4294967295", "[100::1]", "[2001:db8::1]", "[2001::1]", "[2001:2::1]", "[2001:10::1]", "[2001:20::1]",
    "[3fff::1]", "[5f00::1]", "[ff02::1]", "[ff05::2]", "[4000::1]", "[::2]", "[::ffff:0:0]", "[::ffff:224.0.0.1]",
)  # fmt: skip
_RESOLVING: Final = (
    "localtest.test", "metadata.test", "router.test", "mapped.test", "mixed.test", "zone.test", "nonsense.test",
)  # fmt: skip
NAMES: Final = {
    "localtest.test": ["127.0.0.1"],
    "metadata.test": ["169.254.169.254"],
    "router.test": ["fd00::1"],
    "mapped.test": ["::ffff:127.0.0.1"],
    "mixed.test": ["93.184.215.14", "127.0.0.1"],
    "zone.test": ["fe80::1%eth0"],
    "nonsense.test": ["not an address"],
}
"""What the tests' resolver says of some names."""

_ODD: Final = (
    "", "http://", "http:", "http:/127.0.0.1/", "http:///127.0.0.1/", "//127.0.0.1/", "127.0.0.1", "/etc/passwd",
    "file:///etc/passwd", "FILE:///etc/passwd", "file://127.0.0.1/etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/",
    "dict://127.0.0.1:11211/stats", "ldap://127.0.0.1/", "jar:http://127.0.0.1!/", "netdoc:///etc/passwd",
    "javascript:alert(1)", "data:text/plain,hello", "unix:///var/run/docker.sock", "http+unix://%2Fvar%2Frun/",
    "http://user@127.0.0.1/", "http://user:pass@93.184.215.14/", "http://93.184.215.14@127.0.0.1/",
    "http://127.0.0.1:{port}\\@93.184.215.14/",
    "http://93.184.215.14\\@127.0.0.1:{port}/", "http://127.0.0.1 .example/", "http://127.0.0.1\t/",
    "http://127.0.0.1\r\nHost: x/", "http://127.0.0.1%00.example/", "http://127.0.0.1:0/", "http://127.0.0.1:99999/",
    "http://127.0.0.1:-1/", "http://127.0.0.1:{port}:80/", "http://[::1/", "http://::1/", "http://[127.0.0.1]/",
    "http://[]/", "http://./", "http://.../", "http://" + "a" * 300 + "/", "http://" + "a." * 200 + "/",
    "http://127.0.0.1/" + "a" * 5000, "https://127.0.0.1:{port}/", "https://[::1]:{port}/", "https://localhost:{port}/",
    "HTTP://127.0.0.1:{port}/", "hTTp://[::1]:{port}/", " http://127.0.0.1:{port}/", "http:\\\\127.0.0.1:{port}\\",
)  # fmt: skip

ADDRESSES: Final = (
    *(f"http://{host}:{{port}}/" for host in (*_LOOPBACK, *_RESOLVING)),
    *(f"{scheme}://{host}/latest/meta-data" for scheme, host in product(("http", "https"), (*_PRIVATE, *_RESERVED))),
    *_ODD,
)
"""Addresses to ask for; ``{port}`` stands for the port of a server on this machine that must not be reached."""
