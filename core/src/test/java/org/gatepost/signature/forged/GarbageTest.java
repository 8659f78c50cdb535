package org.gatepost.signature.forged;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.fixture.AnsweringRequest;
import org.gatepost.signature.fixture.Garbage;
import org.gatepost.signature.fixture.Sender;
import org.gatepost.signature.fixture.TemplateSender;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.fuzz.SignedGarbageFuzz;

/**
 * Malformed input is a refusal for every preset, never an exception and never accepted. What nobody
 * has to sign may be a handshake.
 */
class GarbageTest {

  // Each piece is an edge case already.
  @Property(tries = 250, edgeCases = EdgeCasesMode.NONE)
  void garbageEverywhereIsRefused(
      @ForAll("urls") String url,
      @ForAll @Size(max = 6) List<@From("headers") List<String>> headers,
      @ForAll("bodies") byte[] body) {
    for (Sender sender : Sender.ALL) {
      SignedRequest request = new AnsweringRequest(url, headers, body);

      boolean mayAsk = sender.definition().handshakes().methods().contains(request.method());
      assertThat(sender.verifier().verify(request, Sender.SIGNED_AT))
          .as("%s: %s", sender.preset(), request)
          .isInstanceOfAny(Refusal.class, mayAsk ? Handshake.class : Refusal.class);
    }
  }

  @Property(tries = 25)
  void garbageInPlaceOfAHeaderThatCountsIsRefused(@ForAll("texts") String text) {
    for (Sender sender : Sender.ALL) {
      TestRequest genuine = sender.request(new byte[4], Sender.SIGNED_AT);
      for (String name : sender.singleHeaders()) {
        if (!text.equals(genuine.header(name))) {
          assertThat(sender.verifier().verify(genuine.with(name, text), Sender.SIGNED_AT))
              .as("%s: %s: %s", sender.preset(), name, text)
              .isInstanceOf(Refusal.class);
        }
      }
    }
  }

  @Property(tries = 25)
  void garbageUnderARightSignatureIsReadWithoutAnException(
      @ForAll("bodies") byte[] body, @ForAll("texts") String idAndType) {
    for (Sender sender : Sender.ALL) {
      if (sender instanceof TemplateSender template) {
        SignedGarbageFuzz.check(template, body, idAndType);
      }
    }
  }

  @Provide
  Arbitrary<String> urls() {
    return Garbage.urls();
  }

  @Provide
  Arbitrary<String> texts() {
    return Garbage.texts();
  }

  @Provide
  Arbitrary<List<String>> headers() {
    return Garbage.headers();
  }

  @Provide
  Arbitrary<byte[]> bodies() {
    return Garbage.bodies();
  }
}
