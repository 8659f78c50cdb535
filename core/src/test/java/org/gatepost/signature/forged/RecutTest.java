package org.gatepost.signature.forged;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.gatepost.signature.UnclearRequestException;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Presets;
import org.gatepost.signature.fixture.Sender;
import org.gatepost.signature.fixture.TemplateSender;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Template;
import org.gatepost.signature.internal.scheme.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a sender signed, cut into its parts at every other place: the signature is as right as
 * before, and yet no other delivery may come of it.
 */
class RecutTest {
  private static final String URL = "https://example.com/webhooks?source=test";
  private static final List<String> METHODS = List.of("DELETE", "GET", "PATCH", "POST", "PUT");

  /** Bodies in which somebody who may write a part of them has put what could be another part. */
  private static List<String> bodies(SchemeDefinition scheme) {
    String time = scheme.timeUnit().format(Sender.SIGNED_AT);
    List<String> bodies = new ArrayList<>();
    for (String between : List.of("", ".", ":", "|", "n-1", "https://example.com/x")) {
      bodies.add("{\"id\":\"" + between + time + between + "{}" + "\"}");
      bodies.add("[\"" + between + "7" + time + between + URL + "\"]");
      bodies.add("{\"a\":" + (between.equals(".") ? "1.5" : "\"" + between + "\"") + "}" + "\n");
      // A time behind it could begin with its zero.
      bodies.add("a=" + between + "0");
    }
    return bodies;
  }

  static List<TemplateSender> senders() {
    return Sender.ALL.stream()
        .filter(s -> s.definition().algorithm().kind() != Algorithm.Kind.TOKEN)
        .filter(TemplateSender.class::isInstance)
        .map(TemplateSender.class::cast)
        .filter(s -> Presets.signedBy(s.preset()).equals("template"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("senders")
  void recutRequestIsRefusedOrACopy(TemplateSender sender) {
    Verifier verifier = sender.scheme().verifier(List.of(sender.secret()));
    List<TestRequest> genuine = requests(sender);
    assertThat(genuine).isNotEmpty();
    for (TestRequest request : genuine) {
      Optional<String> key = keyOf((Verified) verifier.verify(request, Sender.SIGNED_AT));
      for (Template template : templates(sender.preset())) {
        for (TestRequest recut : recuts(sender.definition(), template, request)) {
          for (Instant now : moments(sender.definition(), recut)) {
            if (verifier.verify(recut, now) instanceof Verified other) {
              assertThat(keyOf(other))
                  .as("%s cut anew: %s", request, recut)
                  .satisfiesAnyOf(k -> assertThat(k).isEmpty(), k -> assertThat(k).isEqualTo(key));
            }
          }
        }
      }
    }
  }

  @Test
  void manyPresetsCanBeCutAnew() {
    Set<String> cut = new TreeSet<>();
    for (TemplateSender sender : senders()) {
      for (Template template : templates(sender.preset())) {
        for (TestRequest request : requests(sender)) {
          if (!recuts(sender.definition(), template, request).isEmpty()) {
            cut.add(sender.preset());
          }
        }
      }
    }
    assertThat(cut)
        .contains(
            "airwallex",
            "cloudinary",
            "cloudinary-sha256",
            "discord",
            "ghost",
            "hubspot-v2",
            "hubspot-v3",
            "mailgun",
            "mailgun-form",
            "mandrill",
            "plivo-v2",
            "sendgrid",
            "sinch",
            "square",
            "standard-webhooks",
            "trello",
            "twitch");
  }

  private static List<TestRequest> requests(TemplateSender sender) {
    List<TestRequest> requests = new ArrayList<>();
    requests.add(sender.request(new byte[4], Sender.SIGNED_AT));
    for (String body : bodies(sender.definition())) {
      requests.add((TestRequest) sender.signed(body.getBytes(UTF_8), "id-1"));
    }
    // Some schemes read in the body what they sign, and some refuse such a body.
    requests.removeIf(
        request -> !(sender.verifier().verify(request, Sender.SIGNED_AT) instanceof Verified));
    return requests;
  }

  /** The moments at which a request is most likely to be fresh. */
  private static List<Instant> moments(SchemeDefinition scheme, TestRequest recut) {
    List<Instant> moments = new ArrayList<>(List.of(Sender.SIGNED_AT));
    try {
      Instant time = new Values(scheme, recut).signedAt();
      if (time != null
          && Duration.between(Sender.SIGNED_AT, time).abs().compareTo(Duration.ofDays(3650)) < 0) {
        moments.add(time);
      }
    } catch (RefusedException noTime) {
      return moments;
    }
    return moments;
  }

  private static Optional<String> keyOf(Verified verified) {
    try {
      return verified.key();
    } catch (UnclearRequestException unreadable) {
      return Optional.empty();
    }
  }

  private static List<Template> templates(String preset) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Presets.file(preset))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Arrays.stream(properties.getProperty("signed-content").split(" or ", -1))
        .map(Template::parse)
        .toList();
  }

  /** The request with the text under its signature cut at all places but its own. */
  private static List<TestRequest> recuts(
      SchemeDefinition scheme, Template template, TestRequest request) {
    Values values = new Values(scheme, request);
    StringBuilder text = new StringBuilder();
    List<String> own = new ArrayList<>();
    for (Template.Part part : template.parts()) {
      String piece = textOf(part, values);
      own.add(piece);
      text.append(piece);
    }
    List<List<String>> cuts = new ArrayList<>();
    cut(scheme, template, own, text.toString(), new ArrayList<>(), cuts);
    List<TestRequest> recuts = new ArrayList<>();
    for (List<String> cut : cuts) {
      if (!cut.equals(own)) {
        recuts.add(with(scheme, template, own, cut, request));
      }
    }
    return recuts;
  }

  private static String textOf(Template.Part part, Values values) {
    if (part instanceof Template.Literal literal) {
      return literal.text();
    }
    Reference reference = (Reference) part;
    if (reference.is(Reference.Kind.SECRET)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    try {
      if (reference.is(Reference.Kind.SORTED_FORM)) {
        return FormPairs.parse(values.request().body()).glued();
      }
      values.write(reference, bytes -> text.append(new String(bytes, ISO_8859_1)));
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
    return text.toString();
  }

  private static void cut(
      SchemeDefinition scheme,
      Template template,
      List<String> own,
      String rest,
      List<String> cut,
      List<List<String>> found) {
    int i = cut.size();
    if (i == own.size()) {
      if (rest.isEmpty()) {
        found.add(List.copyOf(cut));
      }
      return;
    }
    for (String piece : pieces(scheme, template.parts().get(i), own.get(i), rest)) {
      cut.add(piece);
      cut(scheme, template, own, rest.substring(piece.length()), cut, found);
      cut.remove(i);
    }
  }

  /** What a text can begin with, for a part. */
  private static List<String> pieces(
      SchemeDefinition scheme, Template.Part part, String own, String rest) {
    if (!(part instanceof Reference reference)) {
      return rest.startsWith(own) ? List.of(own) : List.of();
    }
    return switch (reference.kind()) {
      // What cannot be chosen.
      case SECRET, WEBHOOK_ID, SHA256, SHA256_HEX, SHA256_BASE64, CRC32 ->
          rest.startsWith(own) ? List.of(own) : List.of();
      case METHOD -> METHODS.stream().filter(rest::startsWith).toList();
      case TIME ->
          beginnings(rest).stream().filter(t -> scheme.timeUnit().parse(t) != null).toList();
      case URL, DECODED_URL, CONFIGURED_URL, ENDPOINT ->
          beginnings(rest).stream().filter(t -> t.startsWith("https://")).toList();
      default -> beginnings(rest);
    };
  }

  private static List<String> beginnings(String text) {
    List<String> beginnings = new ArrayList<>();
    for (int end = 0; end <= text.length(); end++) {
      beginnings.add(text.substring(0, end));
    }
    return beginnings;
  }

  private static TestRequest with(
      SchemeDefinition scheme,
      Template template,
      List<String> own,
      List<String> cut,
      TestRequest request) {
    TestRequest changed = request;
    for (int i = 0; i < cut.size(); i++) {
      if (!cut.get(i).equals(own.get(i))) {
        Reference part = (Reference) template.parts().get(i);
        Reference place =
            switch (part.kind()) {
              case TIME -> scheme.time().templates().get(0).references().get(0);
              case ID -> scheme.id().templates().get(0).references().get(0);
              default -> part;
            };
        changed = with(place, own.get(i), cut.get(i), changed);
      }
    }
    return changed;
  }

  private static TestRequest with(Reference place, String own, String text, TestRequest request) {
    return switch (place.kind()) {
      case HEADER -> request.with(place.name(), text);
      case URL, DECODED_URL, CONFIGURED_URL, ENDPOINT -> request.withUrl(text);
      case METHOD -> request.by(text);
      case BODY -> request.withBody(text.getBytes(ISO_8859_1));
      case SORTED_FORM -> request.withBody((URLEncoder.encode(text, UTF_8) + "=").getBytes(UTF_8));
      case JSON -> {
        String body = new String(request.body(), UTF_8);
        String quoted = '"' + own + '"';
        yield request.withBody(
            replaced(request, body.contains(quoted) ? quoted : own, '"' + text + '"'));
      }
      case FORM ->
          request.withBody(
              replaced(
                  request,
                  place.name() + "=" + own,
                  place.name() + "=" + URLEncoder.encode(text, UTF_8)));
      case ELEMENT -> {
        TestRequest changed = request;
        for (String name : request.names()) {
          String value = request.header(name);
          changed =
              changed.with(
                  name,
                  value
                      .replace(place.name() + "=" + own, place.name() + "=" + text)
                      .replace(own + ",", text + ","));
        }
        yield changed;
      }
      default -> throw new AssertionError("no way to change " + place);
    };
  }

  private static byte[] replaced(TestRequest request, String own, String text) {
    String body = new String(request.body(), UTF_8);
    assertThat(body).contains(own);
    return body.replace(own, text).getBytes(UTF_8);
  }

  static List<String> gluing() {
    return List.of("mandrill", "plivo-v3", "twilio", "vonage-sms");
  }

  /** Names and values without anything between are told by what the application gets. */
  @ParameterizedTest
  @MethodSource("gluing")
  void formSplitAnewIsRefusedOrAnotherDelivery(String preset) {
    Sender sender =
        Sender.ALL.stream().filter(s -> s.preset().equals(preset)).findFirst().orElseThrow();
    TestRequest genuine = sender.request(new byte[4], Sender.SIGNED_AT);
    Map<String, Optional<String>> keys = new LinkedHashMap<>();
    keys.put(seen(genuine), key(sender, genuine));
    List<TestRequest> accepted = new ArrayList<>();
    for (TestRequest split : splits(genuine)) {
      if (sender.verifier().verify(split, Sender.SIGNED_AT) instanceof Verified) {
        accepted.add(split);
        Optional<String> key = key(sender, split);
        assertThat(keys.getOrDefault(seen(split), key)).isEqualTo(key);
        keys.put(seen(split), key);
      }
    }

    assertThat(accepted).isNotEmpty();
    assertThat(Set.copyOf(keys.values())).hasSameSizeAs(keys.values());
  }

  /** What has neither name nor value is no field, and nobody signs it. */
  @ParameterizedTest
  @ValueSource(strings = {"plivo-v3", "twilio"})
  void fieldOfNothingMakesNoOtherDelivery(String preset) {
    Sender sender =
        Sender.ALL.stream().filter(s -> s.preset().equals(preset)).findFirst().orElseThrow();
    TestRequest genuine = sender.request(new byte[4], Sender.SIGNED_AT);
    byte[] body = (new String(genuine.body(), UTF_8) + "&=&=").getBytes(UTF_8);

    assertThat(key(sender, genuine.withBody(body))).isEqualTo(key(sender, genuine));
  }

  private static Optional<String> key(Sender sender, TestRequest request) {
    return ((Verified) sender.verifier().verify(request, Sender.SIGNED_AT)).key();
  }

  private static String seen(TestRequest request) {
    try {
      return request.url() + " " + FormPairs.parse(request.body()).sortedOnce();
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  /** Every field split at every place, joined with the next, moved to the query, and reordered. */
  private static List<TestRequest> splits(TestRequest request) {
    List<TestRequest> splits = new ArrayList<>();
    try {
      List<FormPairs.Pair> pairs = FormPairs.parse(request.body()).pairs();
      for (int i = 0; i < pairs.size(); i++) {
        List<FormPairs.Pair> others = new ArrayList<>(pairs);
        FormPairs.Pair pair = others.remove(i);
        String glued = pair.name() + pair.value();
        for (int at = 0; at <= glued.length(); at++) {
          splits.add(with(request, others, glued.substring(0, at), glued.substring(at)));
          splits.add(
              with(
                  request.withUrl(request.url() + glued.substring(0, at)),
                  others,
                  glued.substring(at),
                  ""));
        }
        for (String value : List.of(pair.value().replace('_', '&'), pair.value() + "_")) {
          splits.add(with(request, others, pair.name(), value));
          splits.add(with(request, others, pair.name(), value.replace('=', '_')));
          splits.add(with(request, others, pair.name(), value.replace('=', '&')));
        }
        splits.add(with(request, others, pair.name(), pair.value()));
      }
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
    return splits;
  }

  private static TestRequest with(
      TestRequest request, List<FormPairs.Pair> others, String name, String value) {
    StringBuilder form = new StringBuilder();
    List<FormPairs.Pair> all = new ArrayList<>(others);
    all.add(new FormPairs.Pair(name, value));
    for (FormPairs.Pair pair : all) {
      form.append(form.isEmpty() ? "" : "&")
          .append(URLEncoder.encode(pair.name(), UTF_8))
          .append('=')
          .append(URLEncoder.encode(pair.value(), UTF_8));
    }
    return request.withBody(form.toString().getBytes(UTF_8));
  }
}
