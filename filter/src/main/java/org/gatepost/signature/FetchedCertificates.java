package org.gatepost.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Certificates fetched over HTTPS, each once. Follows no redirect, since it would leave the host
 * that was checked. Thread-safe; opens no connection before it is asked.
 */
final class FetchedCertificates implements Certificates {
  /** Certificates that are kept; the oldest goes first (inclusive bound). */
  static final int MAX_KEPT = 16;

  private static final int MAX_LENGTH_IN_BYTES = 65_536;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Map<URI, X509Certificate> kept = new LinkedHashMap<>();
  private @Nullable HttpClient client;

  @Override
  public X509Certificate at(URI address) throws IOException {
    synchronized (kept) {
      X509Certificate certificate = kept.get(address);
      if (certificate != null) {
        return certificate;
      }
    }
    // Not under the lock: a slow answer for a made-up address must not hold up genuine deliveries.
    X509Certificate certificate = parse(fetch(address));
    synchronized (kept) {
      if (kept.size() >= MAX_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
      kept.put(address, certificate);
    }
    return certificate;
  }

  static X509Certificate parse(byte[] pem) throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem));
    } catch (CertificateException e) {
      throw new IOException("not a certificate", e);
    }
  }

  // Made when first needed: a client has a thread of its own.
  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .connectTimeout(TIMEOUT)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
    }
    return client;
  }

  private byte[] fetch(URI address) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
    try {
      HttpResponse<InputStream> response =
          client().send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(MAX_LENGTH_IN_BYTES + 1);
        if (response.statusCode() != 200 || bytes.length > MAX_LENGTH_IN_BYTES) {
          throw new IOException("no certificate: status " + response.statusCode());
        }
        return bytes;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
