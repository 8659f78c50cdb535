/** A ledger in a database: {@link org.gatepost.ledger.jdbc.JdbcLedger}. */
@NullMarked
package org.gatepost.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
