"""Where the form can be reached: this laptop, the drop-in's own network, or behind the charity's own host.

A phone cannot reach a laptop's localhost. So there are three modes, and each says which it is.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from consultwork.errors import Refused
from consultwork.kinds import Kind

AWAKE = "Keep this computer awake and plugged in: when it sleeps or its lid closes, the form stops."


@dataclass(frozen=True)
class Mode:
    """How the form is reached.

    Args:
        name: "this laptop", "the drop-in's network" or "your own host".
        ip: where the server listens.
        host: the address that stands in links, with its scheme and without a slash at its end.
        secure: whether people reach it behind TLS.
        proxied: whether another server stands in front.
        tls: certificate and key, when this program speaks TLS itself.
    """

    name: str
    ip: str
    host: str
    secure: bool = False
    proxied: bool = False
    tls: ssl.SSLContext | None = None


def mode_for(
    port: int, *, lan: bool = False, cert: Path | None = None, key: Path | None = None, behind: str = "", pretend: bool
) -> Mode:
    """The mode that the options ask for.

    Args:
        lan: on the network of this building.
        cert, key: files of a certificate and its key, for TLS.
        behind: the address of the charity's own host, such as https://form.example.org.
        pretend: whether only made-up words are to be expected: a demo, or settings that still lack something.

    Raises:
        Refused: real words would travel unprotected, or an option is wrong.
    """
    if lan and behind:
        raise Refused(Kind.LAN_AND_BEHIND_EXCLUDE_EACH_OTHER)
    if bool(cert) != bool(key):
        raise Refused(Kind.CERTIFICATE_AND_KEY_GO_TOGETHER)
    tls = _tls(cert, key) if cert and key else None
    if behind:
        return Mode("your own host", "127.0.0.1", _public(behind), secure=True, proxied=True)
    if not lan:
        scheme = "https" if tls else "http"
        return Mode("this laptop", "127.0.0.1", f"{scheme}://127.0.0.1:{port}", secure=bool(tls), tls=tls)
    if tls is None and not pretend:
        raise Refused(Kind.LAN_WITHOUT_CERTIFICATE)
    scheme = "https" if tls else "http"
    return Mode("the drop-in's network", "0.0.0.0", f"{scheme}://{own_address()}:{port}", secure=bool(tls), tls=tls)  # noqa: S104 - that is what --lan asks for


def own_address() -> str:
    """This computer's address on its network. Nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that is nobody's; UDP connects without a word
            found = str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
    return found if not ipaddress.ip_address(found).is_unspecified else "127.0.0.1"


def _tls(cert: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(cert, key)
    except (OSError, ssl.SSLError) as error:
        raise Refused(Kind.CERTIFICATE_OR_ITS_KEY_CANNOT_BE_READ, where=cert) from error
    return context


def _public(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/") or parts.query:
        raise Refused(Kind.NO_ADDRESS_OF_A_HOST, address=address)
    return f"https://{parts.netloc}"


def firewall_words(port: int) -> tuple[str, ...]:
    """What an officer does so that phones get through, in order."""
    if os.name == "nt":
        return (
            "Windows may ask whether to let Python through its firewall. Tick “Private networks” only, and allow it.",
            "If phones still cannot open the link, open Terminal as administrator, and type:",
            f'  netsh advfirewall firewall add rule name="consultwork" dir=in action=allow protocol=TCP localport={port} profile=private',
            'To close it again: netsh advfirewall firewall delete rule name="consultwork"',
        )
    return (f"If phones cannot open the link, let port {port} through this computer's firewall.",)


def nginx_file(mode: Mode, port: int, cert: str = "/etc/ssl/form.pem", key: str = "/etc/ssl/form.key") -> str:
    """The file for nginx on the charity's own host: TLS outside, this program inside."""
    host = urlsplit(mode.host).hostname
    outside = urlsplit(mode.host).port or 443
    return f"""# The form of consultwork behind nginx. Put it into /etc/nginx/conf.d/, and put your certificate in its place.
map $http_upgrade $consultwork_connection {{ default upgrade; '' close; }}
# No address and no token in the log: a link is known by its first part alone.
map $uri $consultwork_path {{ ~^/(f|lite)/. /$1/-; ~^/api/ /api/-; default $uri; }}
log_format consultwork '$time_iso8601 $status $request_method $consultwork_path';
server {{
    listen {outside} ssl;
    server_name {host};
    ssl_certificate {cert};
    ssl_certificate_key {key};
    ssl_protocols TLSv1.2 TLSv1.3;
    access_log /var/log/nginx/consultwork.log consultwork;
    error_log /var/log/nginx/consultwork-error.log crit;
    client_max_body_size 300k;
    location / {{
        proxy_pass http://127.0.0.1:{port};
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto https;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $consultwork_connection;
        proxy_read_timeout 3600s;
        proxy_buffering off;
    }}
}}
"""


def keep_awake() -> str:
    """Ask Windows not to fall asleep while the form is served. Returns what an officer should know."""
    if os.name == "nt":
        import ctypes

        stay, system = 0x80000000, 0x00000001  # ES_CONTINUOUS, ES_SYSTEM_REQUIRED
        ctypes.windll.kernel32.SetThreadExecutionState(stay | system)  # type: ignore[attr-defined]  # Windows alone has it
        return f"{AWAKE} Windows is asked not to sleep meanwhile; a closed lid still stops it."
    return AWAKE
