"""Behind TLS: the proxy file as it is written, with a local certificate; this program's own TLS; what is refused."""

from __future__ import annotations

import datetime
import ipaddress
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from consultwork.errors import Refused
from consultwork.kinds import Kind
from consultwork.serve.modes import mode_for, nginx_file
from tests.browsing import chromium, free_port, needs_a_browser
from tests.refusing import refuses
from tests.serve.serving import MINE, Person, serving, workspace

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2)).add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    cert, private = folder / "form.pem", folder / "form.key"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return cert, private


def test_real_words_never_travel_unprotected() -> None:
    """Plain HTTP beyond this machine is refused, unless everything is made up; so are half a certificate and odd hosts."""
    with refuses(Refused, Kind.LAN_WITHOUT_CERTIFICATE):
        mode_for(8866, lan=True, pretend=False)
    assert mode_for(8866, lan=True, pretend=True).name == "the drop-in's network"
    assert mode_for(8866, pretend=False).ip == "127.0.0.1"
    for wrong in ({"cert": Path("x")}, {"behind": "http://form.example.org"}, {"behind": "https://form.example.org/x"},
                  {"lan": True, "behind": "https://form.example.org"}, {"cert": Path("x"), "key": Path("y")}):  # fmt: skip
        with pytest.raises(Refused):
            mode_for(8866, pretend=False, **wrong)  # type: ignore[arg-type]


@pytest.mark.browser
@needs_a_browser[1]
def test_the_drop_ins_network_with_a_certificate(tmp_path: Path) -> None:
    """--lan with a certificate speaks TLS itself, and a phone on the network fills the form in."""
    bench = workspace(tmp_path)
    cert, key = certificate(tmp_path)
    with serving(bench.root, "--lan", "--cert", str(cert), "--key", str(key)) as served, chromium() as browser:
        assert served.form.startswith("https://") and "127.0.0.1" not in served.form
        assert any("same Wi-Fi" in x for x in served.lines)
        person = Person(browser.new_context(ignore_https_errors=True).new_page())
        person.opens(served.form)
        person.goes_to_first_question()
        person.writes(MINE)
        person.page.get_by_text("Saved").first.wait_for(timeout=4_000)
        (cookie,) = person.page.context.cookies()
        assert cookie["secure"] and cookie["httpOnly"]


@pytest.mark.browser
@needs_a_browser[1]
@pytest.mark.skipif(NGINX is None, reason="nginx is not installed: the proxy file was not tried")
def test_the_proxy_file_carries_the_form(tmp_path: Path) -> None:
    """Behind nginx, by the file that serve writes: a whole visit, over TLS, with the widgets' line, and nothing in its log."""
    bench = workspace(tmp_path)
    cert, key = certificate(tmp_path)
    outside, inside = free_port(), free_port()
    mode = mode_for(inside, behind=f"https://localhost:{outside}", pretend=False)
    written = nginx_file(mode, inside, str(cert), str(key)).replace("/var/log/nginx/", f"{tmp_path}/")
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"worker_processes 1;\npid {tmp_path}/nginx.pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\nhttp {{\n"
        f"client_body_temp_path {tmp_path}/body;\nproxy_temp_path {tmp_path}/proxy;\nfastcgi_temp_path {tmp_path}/f;\n"
        f"uwsgi_temp_path {tmp_path}/u;\nscgi_temp_path {tmp_path}/s;\n{written}\n}}\n",
        encoding="utf-8",
    )
    proxy = subprocess.Popen([str(NGINX), "-c", str(whole), "-p", str(tmp_path), "-g", "daemon off;"])
    try:
        with (
            serving(bench.root, "--behind", f"https://localhost:{outside}", port=inside) as served,
            chromium() as browser,
        ):
            assert served.form.startswith(f"https://localhost:{outside}/f/")
            assert (bench.root / "nginx-form.conf").is_file()
            person = Person(browser.new_context(ignore_https_errors=True).new_page())
            person.opens(served.form)
            answer = person.page.request.get(f"https://localhost:{outside}/left")
            assert "max-age" in answer.headers["strict-transport-security"]
            person.goes_to_first_question()
            person.writes(MINE)
            person.page.get_by_text("Saved").first.wait_for(timeout=4_000)
            person.presses("Continue")
            person.goes_on_to("Check what you wrote")
            person.presses("Send")
            assert person.heading == "Thank you. We have your answers."
            assert MINE in bench.gather.table()["words"].tolist()
            time.sleep(0.3)
            told = (tmp_path / "consultwork.log").read_text(encoding="utf-8")
            assert served.token not in told and "/f/-" in told
    finally:
        proxy.terminate()
        proxy.wait(timeout=20)
