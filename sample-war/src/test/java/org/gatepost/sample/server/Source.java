package org.gatepost.sample.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Signer;

/** The senders that the sample receives, each as the other side. */
public enum Source {
  BROXI("broxi", "broxi", "X-Broxi-Signature"),
  BROXI_BODY("broxi-body", "broxi-body", "X-Broxi-Signature"),
  SOP("sop", "sop", "X-SOP-Signature"),
  X_SIGNATURE("x-signature", "x-signature", "X-Signature"),
  GITHUB("github", "github", "X-Hub-Signature-256"),
  STRIPE("stripe", "stripe", "Stripe-Signature"),
  SLACK("slack", "slack", "X-Slack-Signature"),
  STANDARD("standard", "standard-webhooks", "webhook-signature");

  private final String source;
  private final String preset;
  private final String signatureHeader;

  Source(String source, String preset, String signatureHeader) {
    this.source = source;
    this.preset = preset;
    this.signatureHeader = signatureHeader;
  }

  /** The name of the filter, and the last part of the path. */
  public String source() {
    return source;
  }

  /** Where the signature stands. */
  public String signatureHeader() {
    return signatureHeader;
  }

  /** Signs as this sender does, with the secret that the sample is configured with. */
  public Signer signer() {
    return Scheme.preset(preset).signer(Secret.of(source, secret()));
  }

  private String secret() {
    String name = "webhooks." + source + ".secret";
    // As MicroProfile Config maps names to the environment.
    String set = System.getenv(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
    if (set != null) {
      return set;
    }
    Properties defaults = new Properties();
    try (InputStream in =
        Source.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      defaults.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return defaults.getProperty(name);
  }
}
