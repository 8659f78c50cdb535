package org.gatepost.cdi.internal;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.gatepost.internal.PrintableText;

/**
 * All messages of this module. Each has a stable code, and says what, rule, value and where; none
 * holds a payload or a secret.
 */
public final class Messages {
  /** The logger, whichever package logs. */
  public static final String LOGGER = "org.gatepost.cdi";

  private Messages() {}

  public static String asynchronous(String observer) {
    return "GP101: "
        + observer
        + " must use @Observes, not @ObservesAsync: the sender's answer would precede the outcome";
  }

  public static String noList(String observer, Type observed) {
    return "GP150: "
        + observer
        + " must observe a List with the type of one event where it has @Batch, such as List<Order>, was "
        + observed.getTypeName();
  }

  public static String transactionPhase(String observer, Object phase) {
    return "GP102: "
        + observer
        + " must observe during IN_PROGRESS, the default, was "
        + phase
        + ": the sender's answer would precede the outcome";
  }

  public static String invalidPattern(String observer, String member, String pattern, String rule) {
    return "GP103: @Webhook " + member + " of " + observer + " " + rule + ", was [" + pattern + "]";
  }

  public static String duplicateConsumer(String consumer, String first, String second) {
    return "GP104: consumer ["
        + consumer
        + "] must name one observer, but names "
        + first
        + " and "
        + second;
  }

  public static String invalidPart(String observer, String at, String rule) {
    return "GP105: @Webhook at of " + observer + " " + rule + ", was [" + at + "]";
  }

  public static String noJson(String observer, Type type) {
    return "GP106: "
        + observer
        + " observes "
        + type.getTypeName()
        + ", which needs JSON Processing and JSON Binding, and this server does not offer them: observe String, byte[] or"
        + " Delivery";
  }

  public static String notThroughFilter(String path) {
    return "GP107: a request to ["
        + PrintableText.of(path)
        + "] did not pass a WebhookFilter and was refused: web.xml must have a filter-mapping of a WebhookFilter for this"
        + " path. With mode=observe a filter lets unverified requests through, which are refused here";
  }

  public static String noExtension() {
    return "GP108: no CDI container has started Gatepost's extension for this application: it needs a beans.xml, with"
        + " bean-discovery-mode annotated or all and not none, or a class with a scope annotation such as"
        + " @ApplicationScoped";
  }

  public static String noDelivery() {
    return "GP109: a Delivery can be injected only while one is being processed";
  }

  public static String severalConsumers(String observer, List<String> consumers) {
    return "GP110: "
        + observer
        + " must have one consumer name, since it has one receipt, but its @Webhook give "
        + consumers;
  }

  public static String invalidCondition(String observer, String rule) {
    return "GP111: " + observer + ": " + rule;
  }

  public static String noJsonForConditions(String observer) {
    return "GP112: "
        + observer
        + " has @Where, which needs JSON Processing, and this server does not offer it: look into the payload yourself";
  }

  public static String noWebhook(String observer) {
    return "GP113: "
        + observer
        + " has @Where, @Fallback or @Batch without @Webhook on the observed parameter: write @Observes @Webhook(\"**\") before it";
  }

  public static String unbindable(String observer, Type type, String why) {
    return "GP114: "
        + observer
        + " observes "
        + type.getTypeName()
        + ", which JSON Binding cannot make: "
        + why
        + ". Observe a class or record, JsonObject, String, byte[], InputStream or Delivery, or have a bean of type Jsonb that"
        + " can make it";
  }

  public static String severalJsonb() {
    return "GP115: the application must have at most one bean of type jakarta.json.bind.Jsonb without a qualifier: it binds"
        + " payloads. Give the others a qualifier";
  }

  public static String noValidation(String why) {
    return "GP116: Jakarta Validation must start, or be absent, since it checks payloads: " + why;
  }

  public static String uncheckedParameter(String observer) {
    return "GP117: "
        + observer
        + " has constraints on the observed parameter, which can be checked only of a method that is neither private nor static"
        + " in a bean with a normal scope such as @ApplicationScoped: move them to the payload's type, or change method or"
        + " bean";
  }

  public static String misplaced(String place) {
    return "GP118: "
        + place
        + " has @Webhook, @Where, @Fallback or @Batch, which do nothing there: they belong on the parameter of an observer method, as in"
        + " void on(@Observes @Webhook(\"push\") Push push)";
  }

  public static String otherQualifier(String observer, String qualifier) {
    return "GP119: "
        + observer
        + " must have no other qualifier on the observed parameter than @Webhook, was @"
        + qualifier
        + ": deliveries have none, so it would select nothing. Use @Where to look into them";
  }

  public static String doesNotBind(Object delivery, String consumer, String why) {
    return "GP120: "
        + delivery
        + " does not become what ["
        + consumer
        + "] observes, which was not called: "
        + why;
  }

  public static String observerFailed(Object delivery, String consumer, int attempt) {
    return "GP121: " + delivery + " failed in [" + consumer + "] at attempt " + attempt;
  }

  public static String ledgerTrouble(Object delivery, String why) {
    return "GP122: " + delivery + " could not be recorded and is to be sent again: " + why;
  }

  public static String ignored(Object delivery) {
    return "GP123: " + delivery + " has no observer";
  }

  public static String unobserved(Object delivery, Optional<String> nearest) {
    return "GP125: "
        + delivery
        + " was answered 200 and is remembered by nobody, since no @Webhook of an observer matches its source and type: "
        + nearest.orElse("none comes near, see GP127 for what is observed")
        + ". Said once for each type";
  }

  public static String moreUnobserved(String source, int types) {
    return "GP126: ["
        + types
        + "] types of source ["
        + source
        + "] have come that no @Webhook of an observer matches, and of further ones there is no warning";
  }

  public static String observers(List<String> observers) {
    return "GP127: "
        + (observers.isEmpty()
            ? "no observers. One is a method with @Observes @Webhook in a bean, which takes a scope annotation such as"
                + " @ApplicationScoped, or a beans.xml that says otherwise"
            : "observers: " + String.join("; ", observers));
  }

  public static String unheardSource(String source, List<String> heard) {
    return "GP128: no observer can match source ["
        + source
        + "], so that whatever it sends will be answered 200 and do nothing: observers hear "
        + heard;
  }

  public static String returnsEarly(String observer, String why) {
    return "GP129: "
        + observer
        + " must return when its work is done, but it "
        + why
        + ": the sender's answer would precede the outcome";
  }

  public static String longLivedDelivery(String place, String life) {
    return "GP130: "
        + place
        + " must not be injected with a Delivery, itself or by a dependent bean, since "
        + life
        + " would keep the first one for all that follow: inject Provider<Delivery> or Instance<Delivery>, or take the Delivery"
        + " as a parameter of the observer";
  }

  public static String rejected(Object delivery, String consumer) {
    return "GP140: "
        + delivery
        + " was rejected by ["
        + consumer
        + "], which is not called for it again";
  }

  public static String postponed(Object delivery, String consumer, Object delay) {
    return "GP141: " + delivery + " was postponed by [" + consumer + "] for " + delay;
  }

  public static String outcomeObserverFailed(Object delivery) {
    return "GP142: an observer of the DeliveryOutcome of "
        + delivery
        + " failed; the outcome stays as it is recorded";
  }

  public static String testRefused(String source, Object reason, String detail) {
    return "GP143: test source [" + source + "] refuses a request: " + reason + ": " + detail;
  }

  public static String testHandshake(String source) {
    return "GP144: test source ["
        + source
        + "] was given a handshake, which a filter answers and no observer sees";
  }

  public static String separateCommits(String source) {
    return "GP145: source ["
        + source
        + "] has its ledger in a database, but this server has no Jakarta Transactions: an observer's work and its receipt"
        + " are two commits, and whoever dies between them runs again. Let each observer notice that by Delivery.key()";
  }

  public static String markedForRollback() {
    return "GP124: the transaction is marked for rollback, or took longer than it may";
  }
}
