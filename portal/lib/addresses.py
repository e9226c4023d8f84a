"""Reads the addresses of outside services from URLs."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def broker_url(redis_url: str) -> str:
    """The same server in Celery's spelling, which differs for unix sockets."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    database = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={database}"


@dataclass(frozen=True)
class SmtpServer:
    host: str
    port: int
    user: str = ""
    password: str = ""
    security: str = ""  # "", "starttls" or "tls"


def smtp_server(url: str) -> SmtpServer:
    """`smtp://`, `smtp+tls://` (STARTTLS) or `smtps://`, with user and password in it."""
    parts = urlsplit(url)
    schemes = {"smtp": ("", 25), "smtp+tls": ("starttls", 587), "smtps": ("tls", 465)}
    if parts.scheme not in schemes or not parts.hostname:
        raise ValueError("EMAIL_URL should look like smtp+tls://user:password@host:587")
    security, port = schemes[parts.scheme]
    return SmtpServer(
        host=parts.hostname,
        port=parts.port or port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security=security,
    )


def storage_backend(url: str) -> dict[str, Any]:
    """Django's STORAGES entry for `s3://key:secret@host:port/bucket?scheme=https&region=…`, or for files on disk."""
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname or not parts.path.strip("/"):
        raise ValueError("STORAGE_URL should look like s3://key:secret@host/bucket")
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    port = f":{parts.port}" if parts.port else ""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "endpoint_url": f"{query.get('scheme', 'https')}://{parts.hostname}{port}",
            "bucket_name": parts.path.strip("/"),
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "region_name": query.get("region", "us-east-1"),
            "default_acl": "private",
            "file_overwrite": False,
            "max_memory_size": 2 * 1024 * 1024,  # a larger object that is read waits on the disk
        },
    }
