package org.gatepost.ledger.jdbc;

import javax.sql.DataSource;

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
