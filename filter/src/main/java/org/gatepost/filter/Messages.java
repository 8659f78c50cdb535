package org.gatepost.filter;

import java.util.Collection;

/**
 * All messages of this module. Each has a stable code, and says what, rule, value and where; none
 * holds a secret, a signature or a body.
 */
final class Messages {
  private Messages() {}

  static String unknownInitParam(String name, String filter, Collection<String> known) {
    return "GP001: " + initParam(name, filter) + " is unknown; known are " + known;
  }

  static String missingInitParam(String name, String filter, String rule) {
    return "GP002: " + initParam(name, filter) + " must be given: " + rule;
  }

  static String invalidInitParam(String name, String filter, String ruleAndValue) {
    return "GP003: " + initParam(name, filter) + " " + ruleAndValue;
  }

  static String secretIsNoReference(String name, String filter, int position, String kinds) {
    return "GP004: "
        + initParam(name, filter)
        + " must be references separated by commas, each starting with "
        + kinds
        + "; number "
        + position
        + " does not (it is not shown, as it may be the secret itself)";
  }

  static String secretMissing(String filter, String reference, String where) {
    return "GP005: secret ["
        + reference
        + "] of filter ["
        + filter
        + "] must be set and not blank: "
        + where;
  }

  static String secretInvalid(String filter, String why) {
    return "GP006: " + initParam("secret", filter) + ": " + why;
  }

  static String noMicroProfileConfig(String filter, String reference) {
    return "GP007: secret ["
        + reference
        + "] of filter ["
        + filter
        + "] needs MicroProfile Config, which this server does not offer: use env: or property:";
  }

  static String rememberTooShort(String filter, Object remember, Object tolerance) {
    return "GP008: "
        + initParam("remember", filter)
        + " must be at least twice the tolerance, or a replay could come after its first copy is forgotten: was ["
        + remember
        + "], tolerance is ["
        + tolerance
        + "]";
  }

  static String literalSecret(String filter, String label) {
    return "GP009: secret ["
        + label
        + "] of filter ["
        + filter
        + "] is written in the configuration itself: whoever reads that can forge deliveries. Use env:, property: or config:";
  }

  static String started(String filter, String settings) {
    return "GP010: source [" + filter + "] is guarded: " + settings;
  }

  static String notHttp(String filter) {
    return "GP011: filter [" + filter + "] guards HTTP requests only";
  }

  static String notInitialized() {
    return "GP012: the filter has not been initialized";
  }

  static String whiteSpaceAroundSecret(String filter, String label) {
    return "GP013: secret ["
        + label
        + "] of filter ["
        + filter
        + "] begins or ends with white space, which is taken as a part of it: if no signature matches, remove that first";
  }

  static String refused(String source, Object reason, String detail) {
    return "GP020: source [" + source + "] refused a request (" + reason + "): " + detail;
  }

  static String methodNotAllowed(String source, String allowed) {
    return "GP021: source [" + source + "] refused a request: its method is not " + allowed;
  }

  static String plainHttp(String source) {
    return "GP028: source ["
        + source
        + "] refused a request: it came by plain HTTP, and require-https is true. Where a proxy ends TLS, the server must be"
        + " told, so that the request is secure";
  }

  static String bodyTooLarge(String source, int maxBodyInBytes) {
    return "GP022: source ["
        + source
        + "] refused a request: its body is longer than max-body, "
        + maxBodyInBytes
        + " bytes";
  }

  static String bodyUnreadable(String source) {
    return "GP023: source ["
        + source
        + "] refused a request: its body ended early or was read before. If this happens to every request, a filter"
        + " mapped before this one reads the body or calls getParameter: map this filter first";
  }

  static String ledgerTrouble(String source, String what) {
    return "GP024: source ["
        + source
        + "] sends its deliveries away until the ledger answers: "
        + what;
  }

  static String lostClaim(String source, String what) {
    return "GP025: source [" + source + "] could not record the outcome of a delivery: " + what;
  }

  static String passed(String source, Object delivery, String secretLabel) {
    return "GP026: source ["
        + source
        + "] passed "
        + delivery
        + ", signed with secret ["
        + secretLabel
        + "]";
  }

  static String duplicate(String source, String outcome) {
    return "GP027: source [" + source + "] answered a copy of a delivery: " + outcome;
  }

  static String handshake(String source) {
    return "GP040: source [" + source + "] answered a handshake";
  }

  static String toBeConfirmed(String source, String url) {
    return "GP041: source ["
        + source
        + "] was asked by its sender, whose signature is right, to confirm a subscription. If it is wanted, open "
        + url;
  }

  static String secretKept(String source, Object file) {
    return "GP042: source ["
        + source
        + "] answered a handshake that brought the secret of its deliveries, which is in ["
        + file
        + "]. Nobody signed that, so it is not trusted: make sure that it is the sender's, configure it as secret, and"
        + " remove learned-secret-file";
  }

  static String secretRefused(String source, String why) {
    return "GP043: source ["
        + source
        + "] refused a handshake that brought a secret, which nobody signed: "
        + why;
  }

  static String secretNotKept(String source, Object file) {
    return "GP044: source ["
        + source
        + "] could not answer a handshake that brought a secret: it cannot write ["
        + file
        + "]";
  }

  static String tooManyParameters(int max) {
    return "GP080: a form may have at most " + max + " fields, and this one has more";
  }

  static String multipartTooLarge(String rule, long limitInBytes, long bytes) {
    return "GP081: a multipart body breaks "
        + rule
        + " of its servlet's multipart-config: at most "
        + limitInBytes
        + " bytes, was "
        + bytes;
  }

  static String multipartMalformed(String why) {
    return "GP082: a body is not multipart/form-data as it says: " + why;
  }

  static String webXmlUnreadable(Object why) {
    return "GP083: the multipart-config of servlets is not known, since /WEB-INF/web.xml cannot be read: "
        + why;
  }

  private static String initParam(String name, String filter) {
    return "init-param [" + name + "] of filter [" + filter + "]";
  }
}
