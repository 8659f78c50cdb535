package org.gatepost.ledger.jdbc;

import javax.sql.DataSource;
import org.gatepost.ledger.jdbc.fixture.H2;

class JdbcAnsiLastReceiptTest extends LastReceiptContractTest {
  @Override
  DataSource database() {
    return H2.database();
  }

  @Override
  Database dialect() {
    return Database.ANSI;
  }
}
