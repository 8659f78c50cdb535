package org.gatepost.cdi.documentation;

/** What is bound of an invoice. */
public record Invoice(String customer) {}
