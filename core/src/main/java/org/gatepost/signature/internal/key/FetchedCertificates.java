package org.gatepost.signature.internal.key;

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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Certificates fetched over HTTPS, each once: forgeries may name addresses, but not make us fetch
 * at will. Addresses that had a certificate before, those that are written as the sender's, and
 * others have each so many fetches a minute, one at a time: whoever makes up names does not keep us
 * from those that are known. That a certificate is the sender's rests on the TLS of the host that
 * was checked, so no redirect is followed. Thread-safe; opens no connection before it is asked.
 */
public final class FetchedCertificates implements Certificates {
  /** Certificates that are kept; the least recently used goes first (inclusive bound). */
  static final int MAX_KEPT = 16;

  /** Addresses that are remembered to have had a certificate (inclusive bound). */
  static final int MAX_KNOWN = 256;

  /**
   * Fetches in a minute by the receiver's clock, successful or not, of each of the three kinds of
   * addresses (inclusive bound).
   */
  static final int MAX_FETCHES = 10;

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  // How SNS names its certificates.
  private static final String NAME_START = "/SimpleNotificationService-";
  private static final String NAME_END = ".pem";
  private static final int NAME_DIGITS = 32;

  private final FetchBudget ofKnown = new FetchBudget(MAX_FETCHES);
  private final FetchBudget ofPlausible = new FetchBudget(MAX_FETCHES);
  private final FetchBudget ofOthers = new FetchBudget(MAX_FETCHES);
  private final Map<URI, X509Certificate> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<URI> known = new LinkedHashSet<>();

  @Override
  public X509Certificate at(URI address, Instant now) throws IOException {
    X509Certificate certificate = kept(address);
    if (certificate != null) {
      return certificate;
    }
    // Locks of their own: a slow answer must not hold up deliveries whose certificate is there.
    FetchBudget budget = budget(address);
    if (!budget.enter(TIMEOUT)) {
      throw new IOException("other certificates are being fetched");
    }
    try {
      // Somebody else may have fetched it in the meantime.
      certificate = kept(address);
      if (certificate == null) {
        budget.take(now);
        certificate = parse(fetch(address));
        keep(address, certificate);
      }
      return certificate;
    } finally {
      budget.leave();
    }
  }

  private FetchBudget budget(URI address) {
    synchronized (kept) {
      if (known.contains(address)) {
        return ofKnown;
      }
    }
    return isPlausible(address.getRawPath()) ? ofPlausible : ofOthers;
  }

  private static boolean isPlausible(String path) {
    return path.length() == NAME_START.length() + NAME_DIGITS + NAME_END.length()
        && path.startsWith(NAME_START)
        && path.endsWith(NAME_END)
        && path.chars()
            .skip(NAME_START.length())
            .limit(NAME_DIGITS)
            .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
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
      if (known.size() >= MAX_KNOWN) {
        known.remove(known.iterator().next());
      }
      known.add(address);
    }
  }

  public static X509Certificate parse(byte[] pem) throws IOException {
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
