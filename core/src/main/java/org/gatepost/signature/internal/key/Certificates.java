package org.gatepost.signature.internal.key;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** Where a sender's certificates come from. Thread-safe. */
public interface Certificates {

  /**
   * The certificate at an address that was checked to be the sender's.
   *
   * @throws IOException if there is none, or it cannot be had now
   */
  X509Certificate at(URI address, Instant now) throws IOException;
}
