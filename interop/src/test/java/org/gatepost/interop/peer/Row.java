package org.gatepost.interop.peer;

import java.util.Map;
import java.util.TreeMap;

/**
 * A request of one preset, to be signed by one side and verified by the other.
 *
 * @param preset the preset's name
 * @param overrides keys of the scheme that a preset leaves to its user
 * @param library the package's name
 * @param version the package's version
 * @param secrets the secret, as each side takes it
 * @param method the method
 * @param url the absolute URL
 * @param configured whether the URL is also the one that was entered at the sender
 * @param headers the headers besides the signature
 * @param body the body
 * @param change what of it is changed for the forgery
 * @param note what a reader of the table has to know, perhaps empty
 * @param knownFault why the package is wrong where it disagrees, perhaps empty
 */
public record Row(
    String preset,
    Map<String, String> overrides,
    String library,
    String version,
    Secrets secrets,
    String method,
    String url,
    boolean configured,
    Map<String, String> headers,
    String body,
    Change change,
    String note,
    String knownFault) {

  /**
   * The secret, as each side takes it.
   *
   * @param there as the package takes it
   * @param verifying as the preset verifies with it
   * @param signing as the preset signs with it: a private key, where the others are its public one
   */
  public record Secrets(String there, String verifying, String signing) {}

  /** A row of Java, with what is usual: the methods below say what is not. */
  static Row of(String preset, String library, String secret) {
    String artifact = library.substring(library.indexOf(':') + 1);
    return new Row(
        preset,
        Map.of(),
        library,
        System.getProperty("gatepost.version." + artifact),
        new Secrets(secret, secret, secret),
        "POST",
        "https://a.example/hook",
        false,
        Map.of("Content-Type", "application/json"),
        "{\"id\":\"evt_1\",\"type\":\"thing.made\",\"data\":{\"note\":\"gate \u00e9 \u2602\"}}",
        Change.USUAL,
        "",
        "");
  }

  Row withBody(String other) {
    return with(overrides, url, configured, headers, other, change, note);
  }

  Row withUrl(String other) {
    return with(overrides, other, configured, headers, body, change, note);
  }

  Row withOverride(String key, String value) {
    String said = "with `" + key + "` = `" + value + "`";
    return with(Map.of(key, value), url, configured, headers, body, change, said);
  }

  /** This row where the URL is also the one that was entered at the sender. */
  Row withConfiguredUrl() {
    return with(overrides, url, true, headers, body, change, note);
  }

  Row withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return with(overrides, url, configured, more, body, change, note);
  }

  Row withChange(Change other, String why) {
    return with(overrides, url, configured, headers, body, other, why);
  }

  private Row with(
      Map<String, String> otherOverrides,
      String otherUrl,
      boolean isConfigured,
      Map<String, String> otherHeaders,
      String otherBody,
      Change otherChange,
      String otherNote) {
    return new Row(
        preset,
        otherOverrides,
        library,
        version,
        secrets,
        method,
        otherUrl,
        isConfigured,
        otherHeaders,
        otherBody,
        otherChange,
        otherNote,
        knownFault);
  }
}
