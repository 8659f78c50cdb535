package org.gatepost.ledger.jdbc;

import javax.sql.DataSource;
import org.gatepost.ledger.jdbc.fixture.H2;

class JdbcH2HiddenTransactionTest extends HiddenTransactionContractTest {
  @Override
  DataSource database() {
    return H2.database();
  }
}
