-- SPDX-License-Identifier: Apache-2.0
-- Where a receipt is looked up by its hash. A table of its own, because hashes come in no order: an import writes
-- its rows here last, sorted, so that each page is changed once.
DROP INDEX receipt_hash;
CREATE TABLE receipt_by_hash (
    hash BLOB NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (hash, line)
) STRICT, WITHOUT ROWID;
INSERT INTO receipt_by_hash SELECT hash, line FROM receipt ORDER BY hash, line;
