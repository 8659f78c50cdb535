package org.gatepost.signature.forged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Garbage;
import org.gatepost.signature.fixture.Sender;
import org.gatepost.signature.fixture.TestRequest;

/** Whatever a preset's signature covers cannot be changed, by not even a bit. */
class ChangedRequestTest {

  @Property(tries = 1)
  void anyChangedBitOfWhatIsSignedIsRefused(
      @ForAll @Size(max = 8) byte[] filler, @ForAll @IntRange(max = 15) int start) {
    for (Sender sender : Sender.ALL) {
      Verifier verifier = sender.scheme().verifier(List.of(sender.secret()));
      List<TestRequest> changed = sender.changed(filler, Sender.SIGNED_AT);
      // Public keys take a hundred times as long.
      int step = sender.isSlow() ? 16 : 1;

      assertThat(changed).as(sender.preset()).hasSizeGreaterThan(100);
      for (int i = sender.isSlow() ? start : 0; i < changed.size(); i += step) {
        if (!(verifier.verify(changed.get(i), Sender.SIGNED_AT) instanceof Refusal)) {
          fail("%s accepted %s", sender.preset(), changed.get(i));
        }
      }
    }
  }

  @Property
  void bodyThatIsReplacedCutOrLengthenedIsRefused(
      @ForAll @Size(max = 64) byte[] filler, @ForAll("bodies") byte[] garbage) {
    for (Sender sender : Sender.ALL) {
      TestRequest genuine = sender.request(filler, Sender.SIGNED_AT);
      byte[] body = genuine.body();
      List<byte[]> others =
          new ArrayList<>(
              List.of(
                  garbage,
                  new byte[0],
                  (text(body) + text(garbage)).getBytes(StandardCharsets.ISO_8859_1)));
      others.add(Arrays.copyOf(body, body.length + 1));
      others.add(Arrays.copyOf(body, body.length / 2));
      others.removeIf(other -> sender.signsAlike(body, other));
      for (byte[] other : sender.signsBody() ? others : List.<byte[]>of()) {
        assertThat(sender.verifier().verify(genuine.withBody(other), Sender.SIGNED_AT))
            .as("%s: %s", sender.preset(), text(other))
            .isInstanceOf(Refusal.class);
      }
    }
  }

  @Property(tries = 1)
  void signatureThatIsCutOrLengthenedIsRefused(@ForAll @Size(max = 8) byte[] filler) {
    for (Sender sender : Sender.ALL) {
      for (TestRequest other : sender.withOtherLengths(filler, Sender.SIGNED_AT)) {
        if (!(sender.verifier().verify(other, Sender.SIGNED_AT) instanceof Refusal)) {
          fail("%s accepted %s", sender.preset(), other);
        }
      }
    }
  }

  @Property
  void headerThatIsThereTwiceIsRefusedOrChangesNothing(@ForAll("texts") String other) {
    for (Sender sender : Sender.ALL) {
      TestRequest genuine = sender.request(new byte[4], Sender.SIGNED_AT);
      byte[] body = "{\"id\":\"id-1\",\"amount\":1000000}".getBytes(StandardCharsets.UTF_8);
      for (String name : genuine.names()) {
        String value = genuine.header(name);
        for (TestRequest twice :
            List.of(
                genuine.adding(name, value),
                genuine.adding(name, other),
                genuine.with(name, other).adding(name, value))) {
          if (sender.singleHeaders().contains(name)) {
            assertRefused(
                sender.verifier().verify(twice, Sender.SIGNED_AT), Refusal.Reason.MALFORMED);
          } else {
            // No exception.
            assertThat(sender.verifier().verify(twice, Sender.SIGNED_AT)).isNotNull();
          }
          if (sender.signsBody()) {
            assertRefused(sender.verifier().verify(twice.withBody(body), Sender.SIGNED_AT));
          }
        }
      }
    }
  }

  @Property
  void requestOfAnotherSenderOrSecretIsRefused(@ForAll @Size(max = 64) byte[] filler) {
    for (Sender sender : Sender.ALL) {
      Verifier stranger = sender.scheme().verifier(List.of(sender.other(1), sender.other(2)));

      assertRefused(
          stranger.verify(sender.request(filler, Sender.SIGNED_AT), Sender.SIGNED_AT),
          Refusal.Reason.MISMATCH);
    }
  }

  @Provide
  Arbitrary<byte[]> bodies() {
    return Garbage.bodies();
  }

  @Provide
  Arbitrary<String> texts() {
    return Garbage.texts();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
