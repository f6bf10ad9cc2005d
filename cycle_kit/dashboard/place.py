"""Where a page is served: on this machine alone, or at an address of its own with a token and a certificate."""

import errno
import secrets
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from cycle_kit.errors import CycleKitError

#: What a browser may take for this machine itself; with another Host a foreign name was led to it.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
HOST = "127.0.0.1"
#: Readers that may have the page open at once: each has a kernel of some 150 MB.
VIEWERS = 20
EVERYWHERE = ("0.0.0.0", "::")


def token_for(host: str) -> str:
    """A new token where others than the users of this machine reach the page, else none."""
    return "" if host in LOOPBACK else secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Place:
    """Where a page is served, and what its readers need."""

    host: str = HOST
    port: int = 8866
    token: str = ""
    certificate: Path | None = None
    key: Path | None = None

    @property
    def public(self) -> bool:
        """Whether others read the page, perhaps through a proxy: then the token decides, not the name asked for."""
        return bool(self.token) or self.host not in LOOPBACK

    @property
    def address(self) -> str:
        host = socket.gethostname() if self.host in EVERYWHERE else self.host
        host = f"[{host}]" if ":" in host else host
        asked = f"?token={quote(self.token, safe='')}" if self.token else ""
        return f"http{'s' if self.certificate else ''}://{host}:{self.port}/{asked}"

    def encryption(self) -> ssl.SSLContext:
        assert self.certificate is not None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            context.load_cert_chain(self.certificate, self.key)
        except (ssl.SSLError, OSError) as error:
            raise CycleKitError(
                f'"{self.certificate.name}" is no certificate that a server can use.',
                there=f"The system says: {error.strerror or type(error).__name__}.",
                fix="Pass a certificate and its key as PEM files: --certificate cert.pem --key key.pem",
            ) from None
        return context


def check_free(host: str, port: int) -> None:
    """Raises CycleKitError where nothing can be served at this place."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror as error:
            raise _no_such_host(host, error) from None
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise _no_such_host(host, error) from None
            raise CycleKitError(
                f"Port {port} cannot be used.",
                there=f"The system says: {error.strerror}.",
                fix=f"Stop the page that runs there, or take another: --port {port + 1}",
            ) from None


def _no_such_host(host: str, error: OSError) -> CycleKitError:
    return CycleKitError(
        f'This machine has no address "{host}".',
        there=f"The system says: {error.strerror}.",
        fix="Pass one that it has, or all of them: --host 0.0.0.0",
    )
