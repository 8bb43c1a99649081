-- SPDX-License-Identifier: Apache-2.0
-- Accounts may be put out of use, sign in with a second factor, and get a password for one use. `version` rises with each
-- change by others, so that two administrators do not overwrite each other.
ALTER TABLE account ADD COLUMN active INTEGER NOT NULL DEFAULT 1;
ALTER TABLE account ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0; -- 0: before this was kept
ALTER TABLE account ADD COLUMN last_seen INTEGER;
ALTER TABLE account ADD COLUMN factor_secret TEXT NOT NULL DEFAULT ''; -- base32
ALTER TABLE account ADD COLUMN factor_on INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN factor_step INTEGER NOT NULL DEFAULT 0; -- the last one that was used
ALTER TABLE account ADD COLUMN recovery TEXT NOT NULL DEFAULT '';      -- hashes of unused codes, a line each
ALTER TABLE account ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

ALTER TABLE credential ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE credential ADD COLUMN verbs TEXT NOT NULL DEFAULT ''; -- a word each; empty: all that the role may
ALTER TABLE credential ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE credential ADD COLUMN last_used INTEGER NOT NULL DEFAULT 0;
ALTER TABLE credential ADD COLUMN address TEXT NOT NULL DEFAULT '';
