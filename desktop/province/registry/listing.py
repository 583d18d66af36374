"""The register as it is shown: every station with its keys and what came from it."""

from __future__ import annotations

from collections import defaultdict

from desktop.models import StationCertificate
from desktop.province.chain import store as chain
from desktop.province.chain.rules import breaks
from desktop.province.key_views import KeyState, StationKey
from desktop.province.registry import store as queries
from desktop.province.views import StationRow
from desktop.security.station_identity import spoken_fingerprint
from desktop.storage.unit_of_work import Session


def station_rows(session: Session) -> tuple[StationRow, ...]:
    """Return the register, by code; the keys of a station newest first."""
    keys: defaultdict[object, list[StationCertificate]] = defaultdict(list)
    for certificate in queries.certificates(session):
        keys[certificate.station_id].insert(0, certificate)
    seen = queries.batches_seen(session)
    heads = chain.heads(session)
    found = []
    for row in queries.stations(session):
        own = keys[row.id]
        shown = next((one for one in own if one.revoked_at is None), own[0])
        batches, last = seen.get(row.id, (0, None))
        found.append(
            StationRow(
                code=row.code,
                commune_code=row.commune_code,
                commune_name=row.commune_name,
                fingerprint=spoken_fingerprint(shown.sha256),
                certificate_sha256=shown.sha256,
                compared=shown.is_compared,
                revoked=shown.revoked_at is not None,
                enrolled_at=shown.enrolled_at,
                keys=tuple(map(station_key, own)),
                batches=batches,
                last_received_at=last,
                chain=breaks(heads.get(row.id, ())),
            )
        )
    return tuple(found)


def station_key(row: StationCertificate) -> StationKey:
    """Return one certificate as it is shown."""
    return StationKey(
        certificate_sha256=row.sha256,
        fingerprint=spoken_fingerprint(row.sha256),
        state=_state(row),
        compared=row.is_compared,
        enrolled_at=row.enrolled_at,
        enrolled_by=row.enrolled_by,
        ended_at=row.revoked_at,
        ended_by=row.revoked_by,
        reason=row.reason,
    )


def _state(row: StationCertificate) -> KeyState:
    if row.revoked_at is None:
        return KeyState.IN_FORCE
    # Whoever revokes gives a reason; a key that gave way to the next one has none.
    return KeyState.REVOKED if row.reason else KeyState.REPLACED
