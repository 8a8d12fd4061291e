"""Evidence: what a provider answered, kept as received and known by its SHA-256."""

from skygap.tables.schema import COUNT, FLAG, TEXT, TIME, Column, Table

EVIDENCE = Table(
    name="evidence",
    columns={
        "evidence_id": Column(
            TEXT, "SHA-256 of the bytes as received, and the name of the file", required=True
        ),
        "bytes": Column(COUNT, "how many were received"),
        "retrieved_at": Column(TIME, "when the answer was complete, UTC", required=True),
        "url": Column(TEXT, "what was asked for", required=True),
        "provider": Column(TEXT, "who was asked", required=True),
        "licence": Column(TEXT, "the provider's licence or terms, as far as known here"),
        "status_code": Column(COUNT, "the HTTP status of the answer"),
        "is_whole": Column(FLAG, "the answer arrived to its end"),
        "method": Column(TEXT, "how it was got, and by which version"),
        "operator": Column(TEXT, "who asked, when they said so (SKYGAP_OPERATOR)"),
        "craft_id": Column(TEXT, "the craft it was asked for"),
        "day": Column(TEXT, "the UTC date it was asked for"),
    },
    order=("retrieved_at", "url"),
)
