"""What `deploy/` holds, checked by the programs that it is for."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from npa_portal.environment import BASE_DIR

DEPLOY = BASE_DIR / "deploy"
AROUND = """
pid {folder}/nginx.pid;
error_log stderr;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    include {site};
}}
"""


def program(name: str) -> str:
    """Where it is; skips where it is not installed. What an administrator runs is not on everybody's path."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    return found or pytest.skip(f"needs {name}")


def said_by(*command: str | Path) -> tuple[int, str]:
    """Exit code, and all that it said."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    nginx, openssl = program("nginx"), program("openssl")
    certificate = ("-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem")
    made = (*("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=portal.example.org"), *certificate)
    assert said_by(openssl, *made)[0] == 0
    site = (DEPLOY / "nginx.conf").read_text()
    site = site.replace("/etc/letsencrypt/live/portal.example.org", str(tmp_path))
    site = site.replace("/var/cache/nginx/npa-portal", str(tmp_path / "cache"))
    # A user may not take these, and this is no start.
    site = site.replace(":80;", ":8080;").replace("listen 80;", "listen 8080;").replace("443 ssl", "8443 ssl")
    (tmp_path / "site.conf").write_text(site)
    (tmp_path / "nginx.conf").write_text(AROUND.format(folder=tmp_path, site=tmp_path / "site.conf"))
    returncode, said = said_by(nginx, "-t", "-p", tmp_path, "-e", "stderr", "-c", tmp_path / "nginx.conf")
    assert returncode == 0, said


def test_systemd_takes_its_units(tmp_path: Path) -> None:
    analyze = program("systemd-analyze")
    units = [tmp_path / path.name for path in sorted(DEPLOY.glob("npa-portal*"))]
    for path in units:
        # As if this checkout were where the unit expects it.
        path.write_text((DEPLOY / path.name).read_text().replace("/srv/npa-portal", str(BASE_DIR)))
    # A key that it does not know is told, and no failure.
    assert said_by(analyze, "verify", "--man=no", *units) == (0, "")
