package org.gatepost.servers.spring;

import org.gatepost.Delivery;
import org.gatepost.ledger.Processing;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps orders. */
@Service
class Orders {
  private final JdbcTemplate database;

  Orders(JdbcTemplate database) {
    this.database = database;
  }

  @Transactional
  public void place(Order order, Delivery delivery, Processing processing) {
    database.update(
        "INSERT INTO orders (number, amount, source) VALUES (?, ?, ?)",
        order.number(),
        order.amount(),
        delivery.source());
    processing.giveReceiptInTransaction("orders");
  }
}
