package org.gatepost.signature.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Presets;
import org.gatepost.signature.fixture.Sender;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.scheme.KeyRule;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of keys in {@code docs/reference/schemes.md}: that it is of all presets and says what
 * they do. Which pairs of requests are copies is decided here by the table and by what an
 * application sees, with nothing of {@link KeyRule}. {@code -Dgatepost.pairs=2000} tries as many
 * for each preset.
 */
class PresetKeysTest {
  private static final int PAIRS = Integer.getInteger("gatepost.pairs", 40);
  private static final Map<String, Choice> TABLE = table();

  /** A row of the table. */
  private record Choice(List<String> rule, boolean forgets, boolean hasRepeatableTypes) {}

  private static Map<String, Choice> table() {
    Map<String, Choice> table = new TreeMap<>();
    try {
      String page = Files.readString(Path.of("../docs/reference/schemes.md"));
      String part = page.substring(page.indexOf("### Which key each preset has"));
      for (String line : part.substring(0, part.indexOf("\n## ")).lines().toList()) {
        String[] cells = line.split("\\|", -1);
        if (cells.length < 6 || !cells[3].contains("`") || cells[3].contains("presets")) {
          continue;
        }
        String[] rule = cells[1].split("`", -1);
        Choice choice =
            new Choice(
                List.of(rule[1].split(" and ")), cells[2].contains("none"), !rule[2].isBlank());
        for (String preset : cells[3].replace("`", "").strip().split(" ")) {
          assertThat(table.put(preset, choice)).as("twice: " + preset).isNull();
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return table;
  }

  @Test
  void tableHasEveryPresetOnce() {
    assertThat(TABLE.keySet()).containsExactlyElementsOf(Presets.names());
  }

  @Test
  void tableSaysWhatThePresetsSay() {
    TABLE.forEach(
        (preset, choice) -> {
          Scheme scheme = Presets.scheme(preset);
          assertThat(scheme.key()).as(preset).isEqualTo(String.join(" and ", choice.rule()));
          assertThat(scheme.remember().isPresent()).as(preset).isEqualTo(choice.forgets());
          assertThat(Presets.definition(preset).identity().repeatableTypes() != null)
              .as(preset)
              .isEqualTo(choice.hasRepeatableTypes());
        });
  }

  static List<Sender> senders() {
    return Sender.ALL;
  }

  @ParameterizedTest
  @MethodSource("senders")
  void pairsAreCopiesOrEventsAsTheTableSays(Sender sender) {
    Choice choice = TABLE.get(sender.preset());
    Random random = new Random(sender.preset().hashCode());
    int pairs = sender.isSlow() ? Math.max(8, PAIRS / 4) : PAIRS;
    for (int i = 0; i < pairs; i++) {
      byte[] filler = filler(random);
      TestRequest one = varied(sender, sender.request(filler, Sender.SIGNED_AT), random);
      byte[] otherFiller = random.nextBoolean() ? filler : filler(random);
      Instant time =
          random.nextBoolean() ? Sender.SIGNED_AT : Sender.SIGNED_AT.plus(Duration.ofSeconds(1));
      TestRequest other = varied(sender, sender.request(otherFiller, time), random);
      Verified first = verified(sender, one);
      Verified second = random.nextInt(4) == 0 ? verified(sender, one) : verified(sender, other);

      Optional<String> key = first.key();
      assertThat(key.isPresent() && key.equals(second.key()))
          .as(() -> sender.preset() + ": " + first.request() + " and " + second.request())
          .isEqualTo(areCopies(sender, choice, first, second));
    }
  }

  /** An even number of bytes, so that the body has what the scheme reads. */
  private static byte[] filler(Random random) {
    byte[] filler = new byte[4];
    random.nextBytes(filler);
    return filler;
  }

  private static Verified verified(Sender sender, TestRequest request) {
    return (Verified) sender.verifier().verify(request, Sender.SIGNED_AT);
  }

  /** With another unsigned id and type in its headers, or none. */
  private static TestRequest varied(Sender sender, TestRequest request, Random random) {
    SchemeDefinition scheme = sender.definition();
    TestRequest varied = request;
    for (org.gatepost.signature.internal.scheme.Choice choice :
        Arrays.asList(scheme.id(), scheme.type())) {
      for (Reference place : org.gatepost.signature.internal.scheme.Choice.referencesOf(choice)) {
        if (place.is(Reference.Kind.HEADER)
            && !scheme.content().covers(place)
            && !(choice == scheme.id() && scheme.content().covers(Reference.ID))) {
          varied = varied.with(place.name(), "v" + random.nextInt(3));
        }
      }
    }
    return varied;
  }

  private static boolean areCopies(Sender sender, Choice choice, Verified one, Verified other) {
    List<String> rule = choice.rule();
    if (rule.contains("none")) {
      return false;
    }
    boolean byId = rule.get(0).equals("id") && one.id().isPresent() && other.id().isPresent();
    boolean same = byId ? one.id().equals(other.id()) : hasSameContent(sender, one, other);
    List<String> added = rule.subList(1, rule.size());
    return same
        && (!added.contains("type") || one.type().equals(other.type()))
        && (!added.contains("id") || one.id().equals(other.id()))
        && (!added.contains("time") || one.signedAt().equals(other.signedAt()));
  }

  /** Whether what the signature covers is the same, but for the time. */
  private static boolean hasSameContent(Sender sender, Verified one, Verified other) {
    SchemeDefinition scheme = sender.definition();
    if (Presets.signedBy(sender.preset()).equals("jwt") && !scheme.content().coversBody()) {
      return signedPart(one).equals(signedPart(other));
    }
    boolean coversBody = scheme.content().coversBody() || sender.preset().equals("braintree");
    return nonce(one).equals(nonce(other))
        && (!coversBody || sender.signsAlike(untimed(one), untimed(other)));
  }

  /** Plivo signs a number with each try, which its documentation calls a nonce. */
  private static List<String> nonce(Verified verified) {
    return verified.request().headers("X-Plivo-Signature-V3-Nonce");
  }

  /** The body without a time and signature that stand in a form. */
  private static byte[] untimed(Verified verified) {
    String body = new String(verified.request().body(), StandardCharsets.ISO_8859_1);
    return body.replaceAll("&(timestamp|sig)=[0-9a-f]+", "").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String signedPart(Verified verified) {
    String token =
        verified.request().headerNames().stream()
            .filter(verified::isSignatureHeader)
            .map(name -> verified.request().headers(name).get(0))
            .findFirst()
            .orElseThrow();
    return token.substring(0, token.lastIndexOf('.'));
  }
}
