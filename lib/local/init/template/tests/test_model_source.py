import hashlib
import io
import tarfile

import pytest

from layout import Layout
from main import main
from model import Model
from model_source import ModelRefused, load_model


def archive(name: str, content: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content.encode()))
    return buffer.getvalue()


def name_model(monkeypatch: pytest.MonkeyPatch, uri: str, content: bytes) -> None:
    monkeypatch.setenv("SIGNALBOX_MODEL_URI", uri)
    monkeypatch.setenv("SIGNALBOX_MODEL_SHA256", hashlib.sha256(content).hexdigest())


def test_reads_the_model_directory(layout: Layout, model: Model) -> None:
    layout.model.mkdir()
    (layout.model / "model.json").write_text(model.to_json())
    assert load_model(layout) == model


@pytest.mark.parametrize("name", ["model.json", "./model.json"])
def test_reads_the_released_archive(layout, model, monkeypatch, name: str) -> None:
    content = archive(name, model.to_json())
    name_model(monkeypatch, "s3://store/models/abc/model.tar.gz", content)
    asked = []
    assert load_model(layout, lambda *where: asked.append(where) or content) == model
    assert asked == [("store", "models/abc/model.tar.gz")]


def test_another_hash_than_the_released_one_is_refused(layout, model, monkeypatch) -> None:
    name_model(monkeypatch, "s3://store/model.tar.gz", b"what was released")
    with pytest.raises(ModelRefused, match="has SHA-256"):
        load_model(layout, lambda *_: archive("model.json", model.to_json()))


@pytest.mark.parametrize(
    ("uri", "content", "says"),
    [
        ("https://store/model.tar.gz", b"", "s3://"),
        ("s3://store/model.tar.gz", b"not an archive", "no usable model.json"),
        ("s3://store/model.tar.gz", archive("../model.json", "{}"), "holds no model.json"),
        ("s3://store/model.tar.gz", bytes(17 * 1024 * 1024), "larger than"),
    ],
)
def test_what_is_no_model_is_refused(layout, monkeypatch, uri: str, content: bytes, says) -> None:
    name_model(monkeypatch, uri, content)
    with pytest.raises(ModelRefused, match=says):
        load_model(layout, lambda *_: content)


def test_a_model_without_its_hash_is_refused(layout: Layout, monkeypatch, capsys) -> None:
    monkeypatch.setenv("SIGNALBOX_MODEL_URI", "s3://store/model.tar.gz")
    assert main(["serve"]) == 1
    assert "go together" in capsys.readouterr().err
