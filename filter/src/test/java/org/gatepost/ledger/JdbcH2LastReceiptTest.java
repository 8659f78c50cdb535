package org.gatepost.ledger;

import javax.sql.DataSource;

class JdbcH2LastReceiptTest extends LastReceiptContractTest {
  @Override
  DataSource database() {
    return H2.database();
  }
}
