-- SPDX-License-Identifier: Apache-2.0
-- The content hash (SHA-256 of the canonical text, docs/API.md) of every inspection point and decision, written
-- with its fact; those of facts from before this table are filled in when the store opens.
CREATE TABLE receipt (
    line INTEGER PRIMARY KEY, -- of the fact
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX receipt_hash ON receipt (hash);
CREATE INDEX batch_content ON batch (content_hash);
