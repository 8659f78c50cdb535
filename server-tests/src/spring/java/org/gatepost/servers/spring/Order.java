package org.gatepost.servers.spring;

/** What the sender tells. */
record Order(String number, int amount) {}
