-- What Gatepost's ledger keeps in MariaDB or MySQL. Times are milliseconds since 1970-01-01T00:00:00Z.

-- One row a delivery: claimed (finished = 0 and lease_until to come), given back, or finished.
CREATE TABLE gatepost_delivery (
  -- SHA-256 of source and delivery_key, in hex: those two are for people, and may be cut short
  id CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  source VARCHAR(255) NOT NULL,
  delivery_key VARCHAR(255) NOT NULL,
  -- rises with each claim, so that a former holder is told from the present one
  token BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  finished SMALLINT NOT NULL,
  -- end of the lease or, once finished, of the memory
  lease_until BIGINT NOT NULL,
  -- when the row may be removed: not before the memory has ended
  forget_at BIGINT NOT NULL
) ENGINE = InnoDB, CHARACTER SET utf8mb4;

CREATE INDEX gatepost_delivery_forget ON gatepost_delivery (forget_at);

-- One row for each observer that finished a delivery, written in the observer's own transaction.
CREATE TABLE gatepost_receipt (
  delivery CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- SHA-256 of consumer_name, in hex
  consumer CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  consumer_name VARCHAR(255) NOT NULL,
  given_at BIGINT NOT NULL,
  PRIMARY KEY (delivery, consumer)
) ENGINE = InnoDB, CHARACTER SET utf8mb4;

-- One row a source: the application that used its name last. For a warning alone: the ledger works without it.
CREATE TABLE gatepost_source (
  -- SHA-256 of source, in hex
  id CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  source VARCHAR(255) NOT NULL,
  application VARCHAR(255) NOT NULL,
  -- when it first did so after another
  started_at BIGINT NOT NULL
) ENGINE = InnoDB, CHARACTER SET utf8mb4;
