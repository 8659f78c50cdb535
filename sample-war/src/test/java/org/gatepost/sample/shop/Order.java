package org.gatepost.sample.shop;

/** An order. Not a record: within a program's own process Payara Micro's JSON-B knows none. */
public class Order {
  private String id;

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id;
  }
}
