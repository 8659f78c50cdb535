package org.gatepost.sample.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The database that the sample and its ledger write to, and that outlives the server. */
interface Storage extends AutoCloseable {

  /** Options of the Java launcher by which the sample finds it. */
  List<String> javaOptions();

  /** Options of Payara Micro by which the server finds its driver. */
  List<String> options();

  /** Connects to it, after the servers have ended. */
  Connection connect() throws SQLException;

  @Override
  void close() throws Exception;
}
