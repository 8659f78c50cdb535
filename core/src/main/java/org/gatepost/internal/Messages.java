package org.gatepost.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * All messages of this module. Each has a stable code, and says what, rule, value and where; none
 * holds a secret, a signature or a body.
 */
public final class Messages {
  /** The logger of all that is no audit log, whichever package logs. */
  public static final String LOGGER = "org.gatepost.filter";

  // Two URLs and more.
  private static final int MAX_HINT = 700;

  private Messages() {}

  public static String unknownInitParam(String name, String filter, Collection<String> known) {
    return "GP001: "
        + initParam(name, filter)
        + " is unknown; known are "
        + known
        + Nearest.hint(name, known);
  }

  public static String missingInitParam(String name, String filter, String rule) {
    return "GP002: " + initParam(name, filter) + " must be given: " + rule;
  }

  public static String invalidInitParam(String name, String filter, String ruleAndValue) {
    return "GP003: " + initParam(name, filter) + " " + ruleAndValue;
  }

  public static String secretIsNoReference(String name, String filter, int position, String kinds) {
    return "GP004: "
        + initParam(name, filter)
        + " must be references separated by commas, each starting with "
        + kinds
        + "; number "
        + position
        + " does not (it is not shown, as it may be the secret itself)";
  }

  public static String secretMissing(String filter, String reference, String where) {
    return "GP005: secret ["
        + reference
        + "] of filter ["
        + filter
        + "] must be set and not blank: "
        + where;
  }

  public static String secretInvalid(String filter, String why) {
    return "GP006: " + initParam("secret", filter) + ": " + why;
  }

  public static String noMicroProfileConfig(String filter, String reference) {
    return "GP007: secret ["
        + reference
        + "] of filter ["
        + filter
        + "] needs MicroProfile Config, which this server does not offer: use env: or property:, or give a Lookup in code";
  }

  public static String rememberTooShort(String filter, Object remember, Object tolerance) {
    return "GP008: "
        + initParam("remember", filter)
        + " must be at least twice the tolerance, or a replay could come after its first copy is forgotten: was ["
        + remember
        + "], tolerance is ["
        + tolerance
        + "]";
  }

  public static String literalSecret(String filter, String label) {
    return "GP009: secret ["
        + label
        + "] of filter ["
        + filter
        + "] is written in the configuration itself: whoever reads that can forge deliveries. Use env:, file:, jndi:, property: or config:";
  }

  public static String started(String filter, String settings) {
    return "GP010: source [" + filter + "] is guarded: " + settings;
  }

  public static String notHttp(String filter) {
    return "GP011: filter [" + filter + "] guards HTTP requests only";
  }

  public static String notInitialized() {
    return "GP012: the filter has not been initialized";
  }

  public static String whiteSpaceAroundSecret(String filter, String label) {
    return "GP013: secret ["
        + label
        + "] of filter ["
        + filter
        + "] begins or ends with white space, which is taken as a part of it: if no signature matches, remove that first";
  }

  public static String misspelt(String source, String path) {
    int parameters = path.indexOf(';');
    return "GP015: source ["
        + source
        + "] verifies a request that comes by another spelling of a path that it guards, for which its filter is not called: ["
        + PrintableText.of(parameters < 0 ? path : path.substring(0, parameters))
        + "]. If it is the sender's, enter the URL there as url-pattern has it";
  }

  public static String keptFromGuarded(String why) {
    return "GP016: a request was kept from what a source guards, which it has not passed: " + why;
  }

  public static String guardsNothing(String source, String what) {
    return "GP017: source ["
        + source
        + "] guards nothing by "
        + what
        + ". If that is misspelt, what it was meant for lies open";
  }

  public static String neighboursOpen(Object mapping, Object guarded) {
    return "GP018: ["
        + mapping
        + "] is wider than what sources guard of it: its other paths are open to every request. Guarded are "
        + guarded;
  }

  public static String spellingsUnguarded(String source, String why) {
    return "GP019: source ["
        + source
        + "] guards its paths as this server matches them, but not by their other spellings: "
        + why;
  }

  public static String refused(String source, Object reason, String detail) {
    return "GP020: source ["
        + source
        + "] refused a request ("
        + reason
        + "): "
        + PrintableText.of(detail);
  }

  public static String secretsMissing(String source, String does, String missing) {
    return "GP033: source ["
        + source
        + "] "
        + does
        + " until each of its secrets is there, as missing-secret is refuse. Missing: "
        + missing;
  }

  public static String secretsThere(String source) {
    return "GP034: source [" + source + "] verifies requests from now on: its secrets are there";
  }

  public static String invalidContextParam(String name, String ruleAndValue) {
    return "GP038: context-param [gatepost." + name + "] " + ruleAndValue;
  }

  public static String auditLost(String file, String why) {
    return "GP077: audit file ["
        + file
        + "] cannot be written, so its lines are dropped and counted until it can: "
        + why;
  }

  public static String auditAgain(String file, long dropped) {
    return "GP078: audit file [" + file + "] is written again; " + dropped + " lines are lost";
  }

  public static String hint(String source, String hint) {
    return "GP035: source ["
        + source
        + "] refused a request, of which this may be the cause: "
        + PrintableText.of(hint, MAX_HINT);
  }

  public static String ledgerNotReady(String source, String ledger, String why) {
    return "GP036: ledger ["
        + ledger
        + "] of source ["
        + source
        + "] is not ready at start, and until it is every delivery is sent away with 503: "
        + why;
  }

  public static String sharedLedger(String source, String other) {
    return "GP049: source ["
        + source
        + "] was last used in the tables of its ledger by the application ["
        + other
        + "]: if that is another one, each takes the other's deliveries for copies, so set context-param"
        + " [gatepost.application] to a name of its own in each";
  }

  public static String noEventServlet(String servlet, String type) {
    return "GP037: servlet ["
        + servlet
        + "] is "
        + type
        + ", which is in gatepost-cdi.jar: put that beside gatepost-filter.jar in WEB-INF/lib";
  }

  public static String methodNotAllowed(String source, String allowed) {
    return "GP021: source [" + source + "] refused a request: its method is not " + allowed;
  }

  public static String plainHttp(String source) {
    return "GP028: source ["
        + source
        + "] refused a request: it came by plain HTTP, and require-https is true. Where a proxy ends TLS, the server must be"
        + " told, so that the request is secure, or the proxy be named in trusted-proxies";
  }

  public static String bodyTooLarge(String source, int maxBodyInBytes) {
    return "GP022: source ["
        + source
        + "] refused a request: its body is longer than max-body, "
        + maxBodyInBytes
        + " bytes";
  }

  public static String bodyUnreadable(String source) {
    return "GP023: source ["
        + source
        + "] refused a request: its body ended early or was read before. If this happens to every request, a filter"
        + " mapped before this one reads the body or calls getParameter: map this filter first";
  }

  public static String ledgerTrouble(String source, String what) {
    return "GP024: source ["
        + source
        + "] sends its deliveries away until the ledger answers: "
        + what;
  }

  public static String ledgerAnswers(String source, Instant since, long sentAway) {
    return "GP065: source ["
        + source
        + "] passes its deliveries again, for the ledger answers: "
        + sentAway
        + " were sent away since "
        + since;
  }

  public static String sentAway(String source, String why) {
    return "GP066: source [" + source + "] sent a delivery away: " + why;
  }

  public static String lostClaim(String source, String what) {
    return "GP025: source [" + source + "] could not record the outcome of a delivery: " + what;
  }

  public static String receiptApart(String source) {
    return "GP069: source ["
        + source
        + "] was asked for a receipt in a transaction, but its ledger's connections are in none: work and completion are"
        + " two commits, so after a crash between them the work runs again. Ask within the transaction, and give the"
        + " ledger a data source that takes part in it, such as Spring's TransactionAwareDataSourceProxy";
  }

  public static String deniedBehind(String source, int status, String springSecurity) {
    return "GP039: source ["
        + source
        + "] passed a genuine delivery, which a filter or servlet behind it answered with "
        + status
        + ": it is given back, and its sender takes it for refused. "
        + (springSecurity.isEmpty()
            ? "Let the path of the source through there"
            : "Spring Security's filter ["
                + springSecurity
                + "] is there, and wants a CSRF token or a login: ignore the path of the source in csrf(), and permit it"
                + " and dispatches to error pages in authorizeHttpRequests()");
  }

  public static String unknownHost(String source) {
    return "GP029: source ["
        + source
        + "] takes the host of its signed URL from the request, where whoever sends it says which it is: a request that was"
        + " signed for another host, such as a staging system, may be accepted here. Set public-url";
  }

  public static String sharedSecret(String source, Object others) {
    return "GP030: source ["
        + source
        + "] has a secret that source "
        + others
        + " has too: what the sender signed for one may be accepted by the other. Give each source a secret of its own";
  }

  public static String passed(String source, Object delivery, String secretLabel) {
    return "GP026: source ["
        + source
        + "] passed "
        + delivery
        + ", signed with secret ["
        + secretLabel
        + "]";
  }

  public static String duplicate(String source, String outcome) {
    return "GP027: source [" + source + "] answered a copy of a delivery: " + outcome;
  }

  public static String handshake(String source) {
    return "GP040: source [" + source + "] answered a handshake";
  }

  public static String toBeConfirmed(String source, String url) {
    return "GP041: source ["
        + source
        + "] was asked by its sender, whose signature is right, to confirm a subscription. If it is wanted, open "
        + url;
  }

  public static String secretKept(String source, Object file) {
    return "GP042: source ["
        + source
        + "] answered a handshake that brought the secret of its deliveries, which is in ["
        + file
        + "]. Nobody signed that, so it is not trusted: make sure that it is the sender's, configure it as secret, and"
        + " remove learned-secret-file";
  }

  public static String secretRefused(String source, String why) {
    return "GP043: source ["
        + source
        + "] refused a handshake that brought a secret, which nobody signed: "
        + why;
  }

  public static String secretNotKept(String source, Object file, Exception why) {
    return "GP044: source ["
        + source
        + "] could not answer a handshake that brought a secret: it cannot write ["
        + file
        + "]: "
        + why;
  }

  public static String noJcache(String filter) {
    return "GP045: "
        + initParam("ledger", filter)
        + " is jcache:, which needs JCache (javax.cache), and this server does not offer it to the application";
  }

  public static String cacheEvicts(String source, String cache, int limit) {
    return "GP046: the ledger of source ["
        + source
        + "] is in cache ["
        + cache
        + "], which evicts beyond "
        + limit
        + " entries: a delivery that is evicted is forgotten before its time. Raise its eviction size";
  }

  public static String recurring(String source) {
    return "GP047: source ["
        + source
        + "] forgets what is finished, as remember = none says: a copy of a finished delivery runs again."
        + " If the sender has an id for each event, say where in id, and set remember to a duration";
  }

  public static String equalBodies(String source) {
    return "GP048: source ["
        + source
        + "] has no signed id, so requests with equal bodies count as one event for as long as they are remembered."
        + " Set id if the body has one; remember = none if equal bodies are different events;"
        + " or key = digest if they are not";
  }

  public static String invalidApplication(String name) {
    return "GP056: context-param [gatepost.application] must be at most 64 of A-Z a-z 0-9 . _ -, was ["
        + name
        + "]";
  }

  public static String addressNotAllowed(String source, Object client) {
    return "GP050: source ["
        + source
        + "] refused a request: its client's address, ["
        + client
        + "], is not in allow-from. If that is a proxy's, name the proxy in trusted-proxies";
  }

  public static String clientsDiffer(String source, Object standard, Object other) {
    return "GP051: source ["
        + source
        + "] does not know a client: by Forwarded it is ["
        + standard
        + "], by X-Forwarded-For ["
        + other
        + "]. The proxy must set one of them and remove the other";
  }

  public static String rateLimitReached(String source) {
    return "GP052: source [" + source + "] put off a genuine request: more came than rate-limit";
  }

  public static String failureLimitReached(String source, Object client, Object limit) {
    return "GP053: source ["
        + source
        + "] does not read requests of client ["
        + client
        + "] for a while: more were refused than failure-limit, "
        + limit;
  }

  public static String failedTooOften(String source, Object client) {
    return "GP054: source ["
        + source
        + "] did not read a request of client ["
        + client
        + "], of which too many were refused";
  }

  public static String tooManyFailingClients(String source, int max) {
    return "GP055: source ["
        + source
        + "] does not limit the failures of further clients: it keeps no more than "
        + max;
  }

  public static String secretOptionMalformed(String name, String filter, int position) {
    return "GP060: "
        + initParam(name, filter)
        + " may have ;not-after=INSTANT (RFC 3339, such as 2026-12-01T00:00:00Z) and ;label=NAME (1 to 64 of A-Z, a-z, 0-9,"
        + " ., _ and -) behind a reference, each once; number "
        + position
        + " has something else (it is not shown, as it may be of the secret itself)";
  }

  public static String secretNotFoundAgain(String filter, String label, String why) {
    return "GP061: "
        + secret(label, filter)
        + " cannot be read again, so its last good value stays in force: "
        + why;
  }

  public static String secretFoundAgain(String filter, String label) {
    return "GP062: " + secret(label, filter) + " can be read again";
  }

  public static String secretChanged(String filter, String label, String former) {
    return "GP063: " + secret(label, filter) + " has changed; its former value counts " + former;
  }

  public static String secretExpired(String filter, String label, Object notAfter) {
    return "GP064: " + secret(label, filter) + " matches no more: its not-after was " + notAfter;
  }

  private static String secret(String label, String filter) {
    return "secret [" + label + "] of filter [" + filter + "]";
  }

  public static String failed(String filter) {
    return "GP014: filter ["
        + filter
        + "] could not start, and this server would go on without it: it answers every request with 500 instead";
  }

  public static String observes(String source) {
    return "GP070: source ["
        + source
        + "] only observes, as mode is observe: it refuses nothing, and protects from nothing";
  }

  public static String paused(String source) {
    return "GP071: source [" + source + "] is paused: senders are told to try again later";
  }

  public static String resumed(String source) {
    return "GP072: source [" + source + "] is resumed";
  }

  public static String notRegistered(String source, String why) {
    return "GP073: source [" + source + "] is not shown in JMX: " + why;
  }

  public static String cannotPause(String source) {
    return "GP074: source ["
        + source
        + "] cannot be paused: mode is observe, which lets every request through";
  }

  public static String observed(String source, String what) {
    return "GP075: source ["
        + source
        + "] let a request through, as mode is observe, which enforce would have answered: "
        + what;
  }

  public static String lateAnswer(String source, Duration after, String scheme, Duration limit) {
    return "GP076: source ["
        + source
        + "] answered after "
        + seconds(after)
        + " s: ["
        + scheme
        + "] waits "
        + seconds(limit)
        + " s at most, and may take the delivery for failed; let observers store the work and do it after the answer";
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  public static String tooManyParameters(int max) {
    return "GP080: a form may have at most " + max + " fields, and this one has more";
  }

  public static String multipartTooLarge(String rule, long limitInBytes, long bytes) {
    return "GP081: a multipart body breaks "
        + rule
        + " of its servlet's multipart-config: at most "
        + limitInBytes
        + " bytes, was "
        + bytes;
  }

  public static String multipartMalformed(String why) {
    return "GP082: a body is not multipart/form-data as it says: " + why;
  }

  public static String webXmlUnreadable(Object why) {
    return "GP083: the multipart-config of servlets is not known, since /WEB-INF/web.xml cannot be read: "
        + why;
  }

  private static String initParam(String name, String filter) {
    return "init-param [" + name + "] of filter [" + filter + "]";
  }
}
