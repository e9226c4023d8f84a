"""A real S3 server in this process, with a bucket that the portal stores in."""

from contextlib import contextmanager
from uuid import uuid4

import boto3
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from portal.lib.addresses import storage_backend


@contextmanager
def bucket(settings):
    name = f"otinim-{uuid4().hex}"  # servers of one process share what they hold
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        boto3.client(
            "s3",
            endpoint_url=f"http://{host}:{port}",
            aws_access_key_id="key",
            aws_secret_access_key="secret",
            region_name="us-east-1",
        ).create_bucket(Bucket=name)
        backend = storage_backend(f"s3://key:secret@{host}:{port}/{name}?scheme=http")
        settings.STORAGES = settings.STORAGES | {"default": backend}
        yield storages["default"]
    finally:
        server.stop()
