package org.gatepost.servers.spring;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.Delivery;
import org.gatepost.ledger.Processing;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What the checks ask of the application, and lets commits fail. */
@RestController
class Trial implements TransactionExecutionListener {
  private final JdbcTemplate database;
  private final Orders orders;
  private final AtomicInteger failures = new AtomicInteger();

  Trial(JdbcTemplate database, Orders orders) {
    this.database = database;
    this.orders = orders;
  }

  /** So many of the next commits fail. */
  @GetMapping("/failures/{number}")
  void fail(@PathVariable("number") int number) {
    failures.set(number);
  }

  /** The numbers of all orders, in the order of their commits. */
  @GetMapping("/orders")
  List<String> orders() {
    return database.queryForList("SELECT number FROM orders ORDER BY id", String.class);
  }

  /** The consumers of all receipts. */
  @GetMapping("/receipts")
  List<String> receipts() {
    return database.queryForList("SELECT consumer_name FROM gatepost_receipt", String.class);
  }

  /** Behind a source whose ledger is in memory, or nowhere. */
  @PostMapping("/webhooks/trial/{name}")
  void placed(
      @RequestBody Order order,
      @RequestAttribute(Delivery.ATTRIBUTE) Delivery delivery,
      @RequestAttribute(Processing.ATTRIBUTE) Processing processing) {
    if (!processing.hasReceipt("orders")) {
      orders.place(order, delivery, processing);
    }
  }

  @Override
  public void beforeCommit(TransactionExecution transaction) {
    if (!transaction.isReadOnly() && failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new IllegalStateException("this commit is to fail");
    }
  }
}
