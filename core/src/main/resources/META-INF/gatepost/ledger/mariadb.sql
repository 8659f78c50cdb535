-- What Gatepost's ledger keeps in MariaDB or MySQL. Times are milliseconds since 1970-01-01T00:00:00Z.

-- One row a delivery: claimed (finished = 0 and lease_until to come), given back, or finished.
CREATE TABLE gatepost_delivery (
  -- the first 128 bits of the SHA-256 of source and key
  id BINARY(16) NOT NULL PRIMARY KEY,
  -- rises with each claim, so that a former holder is told from the present one
  token BIGINT NOT NULL,
  -- end of the lease or, once finished, of the memory
  lease_until BIGINT NOT NULL,
  -- when the row may be removed: not before the memory has ended
  forget_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  finished SMALLINT NOT NULL,
  -- these two are for people, and may be cut short
  source VARCHAR(255) NOT NULL,
  legible_key VARCHAR(255) NOT NULL,
  -- the observer whose receipt this row itself is, where one observer is all there is
  consumer_name VARCHAR(255)
) ENGINE = InnoDB, CHARACTER SET utf8mb4;

CREATE INDEX gatepost_delivery_forget ON gatepost_delivery (forget_at);

-- One row for each observer that finished a delivery, written in the observer's own transaction.
CREATE TABLE gatepost_receipt (
  delivery BINARY(16) NOT NULL,
  -- the first 128 bits of the SHA-256 of consumer_name
  consumer BINARY(16) NOT NULL,
  given_at BIGINT NOT NULL,
  consumer_name VARCHAR(255) NOT NULL,
  PRIMARY KEY (delivery, consumer)
) ENGINE = InnoDB, CHARACTER SET utf8mb4;

-- One row a source: the application that used its name last. For a warning alone: the ledger works without it.
CREATE TABLE gatepost_source (
  -- the first 128 bits of the SHA-256 of source
  id BINARY(16) NOT NULL PRIMARY KEY,
  -- when it first did so after another
  started_at BIGINT NOT NULL,
  source VARCHAR(255) NOT NULL,
  application VARCHAR(255) NOT NULL
) ENGINE = InnoDB, CHARACTER SET utf8mb4;

-- Of which version these tables are, in one row. Builds that know another version refuse them.
CREATE TABLE gatepost_schema (
  version INTEGER NOT NULL PRIMARY KEY
) ENGINE = InnoDB, CHARACTER SET utf8mb4;

INSERT INTO gatepost_schema (version) VALUES (2);
