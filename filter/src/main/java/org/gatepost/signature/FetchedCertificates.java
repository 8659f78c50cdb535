package org.gatepost.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Certificates fetched over HTTPS, each once, one at a time and so many a minute: forgeries may
 * name addresses, but not make us fetch at will. That a certificate is the sender's rests on the
 * TLS of the host that was checked, so no redirect is followed. Thread-safe; opens no connection
 * before it is asked.
 */
final class FetchedCertificates implements Certificates {
  /** Certificates that are kept; the least recently used goes first (inclusive bound). */
  static final int MAX_KEPT = 16;

  /** Fetches in a minute by the receiver's clock, successful or not (inclusive bound). */
  static final int MAX_FETCHES = 10;

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Object fetching = new Object();
  private final Map<URI, X509Certificate> kept = new LinkedHashMap<>(16, 0.75f, true);
  private Instant minute = Instant.MIN;
  private int fetches;

  @Override
  public X509Certificate at(URI address, Instant now) throws IOException {
    X509Certificate certificate = kept(address);
    if (certificate != null) {
      return certificate;
    }
    // A lock of its own: a slow answer must not hold up deliveries whose certificate is there.
    synchronized (fetching) {
      // Somebody else may have fetched it in the meantime.
      certificate = kept(address);
      if (certificate == null) {
        count(now);
        certificate = parse(fetch(address));
        keep(address, certificate);
      }
      return certificate;
    }
  }

  private @Nullable X509Certificate kept(URI address) {
    synchronized (kept) {
      return kept.get(address);
    }
  }

  private void keep(URI address, X509Certificate certificate) {
    synchronized (kept) {
      if (kept.size() >= MAX_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
      kept.put(address, certificate);
    }
  }

  private void count(Instant now) throws IOException {
    Instant current = now.truncatedTo(ChronoUnit.MINUTES);
    if (!current.equals(minute)) {
      minute = current;
      fetches = 0;
    }
    if (fetches == MAX_FETCHES) {
      throw new IOException("more than " + MAX_FETCHES + " certificates a minute");
    }
    fetches++;
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

  private static byte[] fetch(URI address) throws IOException {
    // Not kept: a client has threads of its own, and this one is seldom needed.
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            HttpRequest.newBuilder(address).timeout(TIMEOUT).build(), head -> new BoundedBody());
    try {
      // The request's own timeout ends with the head; this one is also for the body.
      HttpResponse<byte[]> response = answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("no certificate: status " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no certificate", e);
    } finally {
      // Closes the connection of what has not ended.
      answer.cancel(true);
    }
  }
}
