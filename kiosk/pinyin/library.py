"""The C side of librime: its records, and the few calls that one spelling needs.

The library is a process-wide thing; its folder lies in shared memory and holds the compiled dictionary and nothing
that anybody typed.
"""

import ctypes
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from kiosk.errors import NoDictionary

_NAME = "librime.so.1"
_SHARED = Path("/usr/share/rime-data")
_OURS = Path(__file__).parent
_SCHEMA = "nine"
_FATAL = 3
T = TypeVar("T", bound=ctypes.Structure)


class _Traits(ctypes.Structure):
    _fields_ = (
        ("data_size", ctypes.c_int),
        ("shared_data_dir", ctypes.c_char_p),
        ("user_data_dir", ctypes.c_char_p),
        ("distribution_name", ctypes.c_char_p),
        ("distribution_code_name", ctypes.c_char_p),
        ("distribution_version", ctypes.c_char_p),
        ("app_name", ctypes.c_char_p),
        ("modules", ctypes.c_void_p),
        ("min_log_level", ctypes.c_int),
        ("log_dir", ctypes.c_char_p),
        ("prebuilt_data_dir", ctypes.c_char_p),
        ("staging_dir", ctypes.c_char_p),
    )


class _Composition(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_int),
        ("cursor_pos", ctypes.c_int),
        ("sel_start", ctypes.c_int),
        ("sel_end", ctypes.c_int),
        ("preedit", ctypes.c_char_p),
    )


class _Candidate(ctypes.Structure):
    _fields_ = (("text", ctypes.c_char_p), ("comment", ctypes.c_char_p), ("reserved", ctypes.c_void_p))


class _Menu(ctypes.Structure):
    _fields_ = (
        ("page_size", ctypes.c_int),
        ("page_no", ctypes.c_int),
        ("is_last_page", ctypes.c_int),
        ("highlighted", ctypes.c_int),
        ("count", ctypes.c_int),
        ("candidates", ctypes.POINTER(_Candidate)),
        ("select_keys", ctypes.c_char_p),
    )


class _Context(ctypes.Structure):
    _fields_ = (
        ("data_size", ctypes.c_int),
        ("composition", _Composition),
        ("menu", _Menu),
        ("preview", ctypes.c_char_p),
        ("labels", ctypes.c_void_p),
    )


class _Commit(ctypes.Structure):
    _fields_ = (("data_size", ctypes.c_int), ("text", ctypes.c_char_p))


class _Walk(ctypes.Structure):
    _fields_ = (("ptr", ctypes.c_void_p), ("index", ctypes.c_int), ("candidate", _Candidate))


class Library:
    """One session of librime. Raises NoDictionary where the library or its data are not installed."""

    def __init__(self, folder: Path) -> None:
        self._rime = _loaded()
        traits = _traits(folder)
        for name in ("nine.schema.yaml", "nine.dict.yaml"):
            shutil.copyfile(_OURS / name, folder / name)
        _set_up(traits)
        self._rime.RimeDeployerInitialize(ctypes.byref(traits))
        if not self._rime.RimeDeploySchema(str(folder / "nine.schema.yaml").encode()):
            raise NoDictionary("librime cannot make its dictionary")
        self._rime.RimeInitialize(ctypes.byref(traits))
        self._rime.RimeCreateSession.restype = ctypes.c_size_t
        self._session = ctypes.c_size_t(self._rime.RimeCreateSession())
        if not self._rime.RimeSelectSchema(self._session, _SCHEMA.encode()):
            raise NoDictionary("librime does not know its schema")

    def close(self) -> None:
        """Another one may be begun in this process only after this."""
        self._rime.RimeDestroySession(self._session)
        self._rime.RimeFinalize()

    def key(self, code: int) -> None:
        """One key, by its X11 key symbol."""
        self._rime.RimeProcessKey(self._session, code, 0)

    def clear(self) -> None:
        self._rime.RimeClearComposition(self._session)

    def typed(self) -> str:
        context = _sized(_Context)
        self._rime.RimeGetContext(self._session, ctypes.byref(context))
        typed = _text(context.composition.preedit)
        self._rime.RimeFreeContext(ctypes.byref(context))
        return typed

    def committed(self) -> str:
        """What was chosen to its end since the last call."""
        commit = _sized(_Commit)
        if not self._rime.RimeGetCommit(self._session, ctypes.byref(commit)):
            return ""
        text = _text(commit.text)
        self._rime.RimeFreeCommit(ctypes.byref(commit))
        return text

    def candidates(self) -> Iterator[tuple[str, str]]:
        """(word, its reading), the likeliest first."""
        walk = _Walk()
        if not self._rime.RimeCandidateListBegin(self._session, ctypes.byref(walk)):
            return
        try:
            while self._rime.RimeCandidateListNext(ctypes.byref(walk)):
                yield _text(walk.candidate.text), _text(walk.candidate.comment)
        finally:
            self._rime.RimeCandidateListEnd(ctypes.byref(walk))


_set: list[_Traits] = []
"""What this process's librime was set up with; empty until then."""


def _set_up(traits: _Traits) -> None:
    """Once in a process: its log ends the process that sets it up again."""
    if not _set:
        _loaded().RimeSetup(ctypes.byref(traits))
        _set.append(traits)


def _loaded() -> ctypes.CDLL:
    try:
        return ctypes.CDLL(_NAME)
    except OSError as error:
        raise NoDictionary(f"{_NAME} is not installed") from error


def _traits(folder: Path) -> _Traits:
    if not (_SHARED / "pinyin_simp.dict.yaml").exists():
        raise NoDictionary(f"rime-data-pinyin-simp is not installed in {_SHARED}")
    traits = _sized(_Traits)
    traits.shared_data_dir, traits.user_data_dir = str(_SHARED).encode(), str(folder).encode()
    traits.distribution_name = traits.distribution_code_name = b"zhitong"
    traits.distribution_version, traits.app_name = b"1", b"rime.zhitong"
    traits.min_log_level, traits.log_dir = _FATAL, str(folder).encode()
    return traits


def _sized(kind: type[T]) -> T:
    """The library reads from the size which fields its caller knows."""
    made = kind()
    made.data_size = ctypes.sizeof(kind) - ctypes.sizeof(ctypes.c_int)
    return made


def _text(content: bytes | None) -> str:
    return (content or b"").decode("utf-8", "replace")
