"""A copy is good when it was opened: pages, structure, counts, every audit event in its chain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.backup import container, errors
from desktop.backup import store as queries
from desktop.backup.views import Manifest, StoreSummary
from desktop.common.clock import Clock
from desktop.common.errors import KeyUnavailableError, StoreError, WrongKeyError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.security import recovery
from desktop.security.keystore import KeyStorePort
from desktop.security.service import SecurityService
from desktop.storage.engine import make_copy_engine
from desktop.storage.unit_of_work import Store

OpenCopy = Callable[[Path], Store]


def opener(key: bytes) -> OpenCopy:
    """Return what opens copies with a key."""
    return lambda path: Store(make_copy_engine(path, key))


def summary_of(file: Path, opened: OpenCopy) -> StoreSummary:
    """Open a copy and return what it holds; touches a few of its pages only.

    Raises:
        WrongKeyError: the key does not open it.
        StoreError: it is damaged.
    """
    copy = opened(file)
    try:
        with copy.read() as session:
            return queries.summary(queries.rows_of(session))
    finally:
        copy.close()


def check_store(
    file: Path, expected: StoreSummary, opened: OpenCopy, clock: Clock, shown: Path
) -> StoreSummary:
    """Open a copy, read every page of it, and hold it against what it says of itself.

    Args:
        file: the copied store.
        expected: what the manifest says.
        opened: opens the copy.
        clock: for the audit trail.
        shown: the path for messages.

    Raises:
        WrongKeyError: the key does not open it.
        DamagedCopyError: something is not as it was.
    """
    copy = opened(file)
    try:
        with copy.read() as session:
            if found := queries.complaints(session):
                raise errors.damaged(shown, found[0])
            summary = queries.summary(queries.rows_of(session))
        check = SecurityService(copy, clock).audit_verify()
    except WrongKeyError:
        raise
    except StoreError as error:
        raise errors.damaged(shown, error.title.rstrip(".")) from error
    finally:
        copy.close()
    if not check.ok:
        raise errors.damaged(
            shown, tr("nhật ký đứt ở sự kiện {n}").format(n=check.first_bad_number)
        )
    if summary != expected:
        raise errors.damaged(shown, tr("số lượng không khớp"))
    return summary


def check_backup(file: Path, opened: OpenCopy, clock: Clock, scratch: Path, work: Work) -> Manifest:
    """Read a backup whole, unpack its store into `scratch` (still encrypted) and open it there.

    Raises:
        NotACopyError: it is no backup.
        WrongKeyError: the key does not open it.
        DamagedCopyError: something is not as it was.
        NewerStoreError: a newer program made it.
        OSError: there is no room in `scratch`.
    """
    manifest = container.read_manifest(file)
    scratch.parent.mkdir(parents=True, exist_ok=True)
    try:
        container.unpack_store(file, scratch, work)
        check_store(scratch, manifest.summary, opened, clock, file)
    finally:
        scratch.unlink(missing_ok=True)
    return manifest


def key_for(manifest: Manifest, wrapped: bytes, code: str | None, keystore: KeyStorePort) -> bytes:
    """Return the key of a copy: from the recovery code, else from this machine's keyring.

    Raises:
        WrongKeyError: the code is wrong.
        KeyUnavailableError: there is no code, and the keyring has no key for it.
    """
    if code is not None:
        return recovery.unwrap(wrapped, recovery.find_code(code) or code)
    key = keystore.get(manifest.profile_id)
    if key is None:
        raise KeyUnavailableError(
            tr("Kho khóa của máy này không có khóa của bản sao."),
            tr("Mở bằng mã khôi phục in trên giấy của quầy (“--unlock-with TỆP”)."),
        )
    return key
