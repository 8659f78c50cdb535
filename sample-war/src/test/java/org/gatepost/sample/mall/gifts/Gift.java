package org.gatepost.sample.mall.gifts;

/** What is wrapped of an order. */
public record Gift(String giftName) {}
