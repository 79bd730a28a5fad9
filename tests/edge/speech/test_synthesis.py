"""A machine reads what is missing or out of date, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from edge.speech import catalogue, synthesis
from edge.speech.pack_check import faults
from edge.speech.packs import open_pack
from edge.speech.sound import silence
from tests.edge.speech.packs import tone
from wire.language import Language


class CountingEngine:
    """Reads everything as one tone between silences."""

    languages: tuple[Language, ...] = ("zh_CN",)

    def __init__(self) -> None:
        self.read_texts: list[str] = []

    def read(self, text: str) -> Iterator[bytes]:
        self.read_texts.append(text)
        yield silence(1.0)
        yield tone(400, 1.0)
        yield silence(1.0)


def test_only_what_is_missing_or_stale_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = CountingEngine()
    texts = {"step.home": "one", "digit.1": "two", "told.gone": "three"}
    monkeypatch.setattr(catalogue, "texts", lambda _language: texts)
    monkeypatch.setattr(synthesis, "_ENGINES", {"zh_CN": lambda: engine})
    synthesis.bring_up_to_date("zh_CN", tmp_path)
    engine.read_texts.clear()
    del texts["told.gone"]
    texts |= {"digit.1": "two, but other words", "step.new": "four"}

    synthesis.bring_up_to_date("zh_CN", tmp_path)

    assert sorted(engine.read_texts) == ["four", "two, but other words"]
    pack = open_pack(tmp_path)
    assert faults(pack, texts) == []
    assert pack.about.synthetic
    assert not (tmp_path / "told.gone.ogg").exists()


def test_a_pack_that_is_up_to_date_needs_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "texts", lambda _language: {"step.home": "one"})
    monkeypatch.setattr(synthesis, "_ENGINES", {"zh_CN": CountingEngine})
    synthesis.bring_up_to_date("zh_CN", tmp_path)
    monkeypatch.setattr(synthesis, "_ENGINES", {})

    synthesis.bring_up_to_date("zh_CN", tmp_path)
