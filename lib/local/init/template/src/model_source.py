"""Where a server finds its model: a directory, or an object in S3 with the released hash."""

import hashlib
import io
import os
import posixpath
import tarfile
from collections.abc import Callable
from urllib.parse import urlsplit

from layout import Layout
from model import Model

MODEL_FILE = "model.json"
MAX_MODEL_BYTES = 16 * 1024 * 1024


class ModelRefused(Exception):
    """There is no model that this server may serve."""


def fetch_from_s3(bucket: str, key: str) -> bytes:
    import boto3

    return boto3.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read(MAX_MODEL_BYTES + 1)


def load_model(layout: Layout, fetch: Callable[[str, str], bytes] = fetch_from_s3) -> Model:
    """The model of SIGNALBOX_MODEL_URI when that is set, of the model directory otherwise."""
    uri = os.environ.get("SIGNALBOX_MODEL_URI")
    sha256 = os.environ.get("SIGNALBOX_MODEL_SHA256")
    if bool(uri) != bool(sha256):
        raise ModelRefused("SIGNALBOX_MODEL_URI and SIGNALBOX_MODEL_SHA256 go together")
    try:
        if uri and sha256:
            return Model.from_json(unpack(download(uri, sha256, fetch)))
        return Model.from_json((layout.model / MODEL_FILE).read_bytes())
    except (OSError, KeyError, TypeError, ValueError, tarfile.TarError) as error:
        raise ModelRefused(f"no usable {MODEL_FILE}: {type(error).__name__}: {error}") from error


def download(uri: str, sha256: str, fetch: Callable[[str, str], bytes]) -> bytes:
    location = urlsplit(uri)
    if location.scheme != "s3":
        raise ModelRefused(f"SIGNALBOX_MODEL_URI must be an s3:// address; got {uri}")
    archive = fetch(location.netloc, location.path.lstrip("/"))
    if len(archive) > MAX_MODEL_BYTES:
        raise ModelRefused(f"{uri} is larger than {MAX_MODEL_BYTES} bytes")
    found = hashlib.sha256(archive).hexdigest()
    if found != sha256.lower():
        raise ModelRefused(f"{uri} has SHA-256 {found}; the release names {sha256}")
    return archive


def unpack(archive: bytes) -> bytes:
    """Reads the one member that is wanted, in memory: nothing of the archive reaches the disk."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
        for member in tar:
            if not (member.isfile() and posixpath.normpath(member.name) == MODEL_FILE):
                continue
            file = tar.extractfile(member)
            if file and member.size <= MAX_MODEL_BYTES:
                return file.read()
    raise ModelRefused(f"the archive holds no {MODEL_FILE} of at most {MAX_MODEL_BYTES} bytes")
