package org.gatepost.signature;

/** How signatures stand in their header or field. */
enum SignatureFormat {
  /** One signature, perhaps behind a prefix: {@code sha256=...}. */
  SINGLE,
  /** Signatures with a version before each, of which others are ignored: {@code v1,... v2,...}. */
  LIST,
  /** Elements of which some are signatures: {@code t=1492774577,v1=...,v1=...}. */
  ELEMENTS,
  /** A time, and then signatures: {@code 1492774577,...,...}; the time is element 1. */
  POSITIONAL
}
