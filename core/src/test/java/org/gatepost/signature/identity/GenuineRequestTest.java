package org.gatepost.signature.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Garbage;
import org.gatepost.signature.fixture.Presets;
import org.gatepost.signature.fixture.Sender;
import org.gatepost.signature.fixture.TemplateSender;
import org.gatepost.signature.fixture.TestRequest;

/** What each preset's sender sends is accepted, however the things that do not matter are. */
public class GenuineRequestTest {

  @Example
  void everyPresetIsPlayedOrItIsSaidWhyNot() {
    List<String> names = new ArrayList<>(Sender.ALL.stream().map(Sender::preset).toList());
    names.addAll(Sender.NOT_PLAYED.keySet());

    assertThat(names).containsExactlyInAnyOrderElementsOf(Presets.names());
  }

  @Property
  void whatIsSignedIsAccepted(
      @ForAll @Size(max = 64) byte[] filler,
      @ForAll @LongRange(min = 1_000_000_000L, max = 4_102_444_799L) long second) {
    Instant time = Instant.ofEpochSecond(second);
    for (Sender sender : Sender.ALL) {
      TestRequest request = sender.request(filler, time);

      assertThat(sender.verifier().verify(request, time))
          .as(sender.preset())
          .isInstanceOfSatisfying(
              Verified.class, v -> assertThat(v.secretLabel()).isEqualTo("right"));
    }
  }

  @Property
  void whatTheSignerSignsIsAccepted(@ForAll @Size(max = 64) byte[] filler) {
    for (Sender sender : Sender.ALL) {
      if (sender instanceof TemplateSender template && template.isSharedInAHeader()) {
        TestRequest sent = sender.request(filler, Sender.SIGNED_AT);
        Map<String, String> given = template.givenHeaders();
        Map<String, String> headers =
            sender
                .scheme()
                .signer(sender.secret())
                .sign("POST", sent.url(), sent.body(), Sender.SIGNED_AT, given);

        assertThat(
                sender
                    .verifier()
                    .verify(
                        TestRequest.of(sent.body(), headers).withUrl(sent.url()), Sender.SIGNED_AT))
            .as(sender.preset())
            .isInstanceOf(Verified.class);
      }
    }
  }

  @Property
  void anyOfSeveralSecretsMayHaveSignedInAnyOrder(
      @ForAll @IntRange(min = 1, max = 4) int others, @ForAll Random random) {
    for (Sender sender : Sender.ALL) {
      List<Secret> secrets = new ArrayList<>();
      for (int number = 1; number <= others; number++) {
        secrets.add(sender.other(number));
      }
      TestRequest request = sender.request(new byte[4], Sender.SIGNED_AT);
      assertRefused(
          sender.scheme().verifier(secrets).verify(request, Sender.SIGNED_AT),
          Refusal.Reason.MISMATCH);

      secrets.add(sender.secret());
      Collections.shuffle(secrets, random);
      assertThat(sender.scheme().verifier(secrets).verify(request, Sender.SIGNED_AT))
          .as(sender.preset())
          .isInstanceOfSatisfying(
              Verified.class, v -> assertThat(v.secretLabel()).isEqualTo("right"));
    }
  }

  @Property
  void headersMayBeCalledInAnyCase(@ForAll Random random) {
    for (Sender sender : Sender.ALL) {
      TestRequest request = sender.request(new byte[4], Sender.SIGNED_AT);

      assertThat(
              sender
                  .verifier()
                  .verify(request.withNames(name -> shuffled(name, random)), Sender.SIGNED_AT))
          .as(sender.preset())
          .isInstanceOf(Verified.class);
    }
  }

  @Property
  void headersThatNobodyReadsDoNotMatter(@ForAll("garbage") List<String> values) {
    for (Sender sender : Sender.ALL) {
      TestRequest request = sender.request(new byte[4], Sender.SIGNED_AT);
      for (String value : values) {
        request = request.adding("X-Nobody-Reads-This", value);
      }

      assertThat(sender.verifier().verify(request, Sender.SIGNED_AT))
          .as(sender.preset())
          .isInstanceOf(Verified.class);
    }
  }

  @Provide
  Arbitrary<List<String>> garbage() {
    return Garbage.headers();
  }

  private static String shuffled(String name, Random random) {
    StringBuilder shuffled = new StringBuilder();
    for (String c : name.split("")) {
      shuffled.append(
          random.nextBoolean() ? c.toUpperCase(Locale.ROOT) : c.toLowerCase(Locale.ROOT));
    }
    return shuffled.toString();
  }
}
