package org.gatepost.servers.spring;

import org.gatepost.Delivery;
import org.gatepost.ledger.Processing;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes what passed the gate. */
@RestController
class OrderController {
  private final Orders orders;

  OrderController(Orders orders) {
    this.orders = orders;
  }

  @PostMapping("/webhooks/orders")
  void placed(
      @RequestBody Order order,
      @RequestAttribute(Delivery.ATTRIBUTE) Delivery delivery,
      @RequestAttribute(Processing.ATTRIBUTE) Processing processing) {
    if (!processing.hasReceipt("orders")) {
      orders.place(order, delivery, processing);
    }
  }
}
