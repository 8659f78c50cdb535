package org.gatepost.ledger.jdbc;

import javax.sql.DataSource;

class JdbcH2LastReceiptTest extends LastReceiptContractTest {
  @Override
  DataSource database() {
    return H2.database();
  }
}
