-- SPDX-License-Identifier: Apache-2.0
-- Who did what and who looked at what, each entry chained to the one before by its hash. What tells of a person (an
-- account, an address, a record's id) stands in the chain only as a token, made with a key of its own; key and name
-- lie here and can be destroyed, and the chain still holds (data/store/audit.h).
-- A name that comes again has one row (`shared`); ids of uploads and imports, new each time, have one for each entry, so that an
-- upload is two rows at the ends of two tables and touches no index.
CREATE TABLE audit_name (
    id     INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    shared INTEGER NOT NULL,
    token  BLOB NOT NULL, -- HMAC-SHA256 of kind and name under the key
    key    BLOB,          -- NULL, as the name: destroyed
    name   TEXT
) STRICT;
CREATE UNIQUE INDEX audit_name_of ON audit_name (kind, name) WHERE shared = 1;

CREATE TABLE audit (
    seq      INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    verb     TEXT NOT NULL,
    detail   TEXT NOT NULL,
    area     TEXT NOT NULL,
    rows     INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    account  INTEGER, -- these three in audit_name; a row that is missing there breaks the chain
    subject  INTEGER,
    address  INTEGER,
    hash     BLOB NOT NULL -- SHA-256 of the hash before and of this entry
) STRICT;

-- Where the chain begins since its oldest part was removed: the last entry that is gone, sealed.
CREATE TABLE audit_start (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    seq       INTEGER NOT NULL,
    hash      BLOB NOT NULL,
    at        INTEGER NOT NULL,
    key       BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT;

CREATE VIEW audit_entry AS
SELECT a.seq, a.at, a.verb, a.detail, a.area, a.rows, a.revision, a.hash,
       who.kind AS account_kind, who.token AS account_token, who.key AS account_key, who.name AS account_name,
       what.kind AS subject_kind, what.token AS subject_token, what.key AS subject_key, what.name AS subject_name,
       place.kind AS address_kind, place.token AS address_token, place.key AS address_key, place.name AS address_name,
       a.account, a.subject
FROM audit a LEFT JOIN audit_name who ON who.id = a.account LEFT JOIN audit_name what ON what.id = a.subject
LEFT JOIN audit_name place ON place.id = a.address;
