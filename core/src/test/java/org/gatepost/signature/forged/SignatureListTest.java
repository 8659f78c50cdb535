package org.gatepost.signature.forged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Sender;
import org.gatepost.signature.fixture.TemplateSender;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.scheme.SignatureForm;

/** Where a preset's signature header is a list, one right signature is enough, and none is not. */
class SignatureListTest {
  private static final List<TemplateSender> LISTS =
      Sender.ALL.stream()
          .filter(TemplateSender.class::isInstance)
          .map(TemplateSender.class::cast)
          .filter(s -> s.definition().signature().format() != SignatureForm.Format.SINGLE)
          .toList();

  @Example
  void allFormatsAreThere() {
    assertThat(LISTS.stream().map(s -> s.definition().signature().format()).distinct())
        .containsExactlyInAnyOrder(
            SignatureForm.Format.LIST,
            SignatureForm.Format.ELEMENTS,
            SignatureForm.Format.POSITIONAL);
  }

  @Property(tries = 20)
  void rightSignatureCountsAmongWrongOnesAndUnknownVersionsInAnyOrder(
      @ForAll @IntRange(max = 5) int wrong,
      @ForAll @IntRange(min = 1, max = 3) int right,
      @ForAll @AlphaChars @StringLength(min = 1, max = 9) String unknown,
      @ForAll Random random) {
    for (TemplateSender sender : LISTS) {
      TemplateSender.Genuine genuine = sender.genuine(new byte[4], Sender.SIGNED_AT);
      SignatureForm form = sender.definition().signature();
      String separator = String.valueOf(form.separator());
      List<String> items = Arrays.asList(genuine.signature().split(Pattern.quote(separator), -1));
      String signature = items.get(items.size() - 1);
      List<String> more = new ArrayList<>(Collections.nCopies(wrong, sender.wrongItem()));
      // Versions and elements of another name; no name of an element is made of X alone.
      more.add(
          "X" + unknown + "X" + (form.format() == SignatureForm.Format.LIST ? "," : "=") + "1");
      List<String> withoutRight = new ArrayList<>(items.subList(0, items.size() - 1));
      List<String> withRight = new ArrayList<>(more);
      withRight.addAll(Collections.nCopies(right, signature));
      Collections.shuffle(withRight, random);
      withRight.addAll(0, withoutRight);
      withoutRight.addAll(more);

      assertThat(verify(sender, genuine.with(String.join(separator, withRight))))
          .as("%s: %s", sender.preset(), withRight)
          .isInstanceOf(Verified.class);
      assertRefused(verify(sender, genuine.with(String.join(separator, withoutRight))));
    }
  }

  @Property(tries = 10)
  void elementThatIsReadMayBeThereOnce(@ForAll @AlphaChars @StringLength(max = 5) String other) {
    for (TemplateSender sender : LISTS) {
      SignatureForm form = sender.definition().signature();
      if (form.format() == SignatureForm.Format.ELEMENTS) {
        TemplateSender.Genuine genuine = sender.genuine(new byte[4], Sender.SIGNED_AT);
        for (String item : genuine.signature().split(Pattern.quote("" + form.separator()))) {
          String name = item.substring(0, item.indexOf('=') + 1);
          String more = genuine.signature() + form.separator() + name;
          if (!name.equals(form.element() + "=")) {
            assertRefused(
                verify(sender, genuine.with(genuine.signature() + form.separator() + item)),
                Refusal.Reason.MALFORMED);
            assertRefused(verify(sender, genuine.with(more + other)), Refusal.Reason.MALFORMED);
          }
        }
      }
    }
  }

  @Property(tries = 5)
  void listIsBounded(@ForAll @IntRange(min = 100, max = 300) int length) {
    for (TemplateSender sender : LISTS) {
      TemplateSender.Genuine genuine = sender.genuine(new byte[4], Sender.SIGNED_AT);
      String separator = String.valueOf(sender.definition().signature().separator());
      String[] items = genuine.signature().split(Pattern.quote(separator), -1);
      List<String> wrong = Collections.nCopies(length - items.length, sender.wrongItem());
      List<String> list = new ArrayList<>(Arrays.asList(items));
      list.addAll(wrong);
      TemplateSender.Genuine longer = genuine.with(String.join(separator, list));

      boolean publicKey = sender.definition().algorithm().kind() == Algorithm.Kind.PUBLIC_KEY;
      assertThat(verify(sender, longer))
          .as("%s: %s elements", sender.preset(), length)
          .isInstanceOf(length > 100 || publicKey ? Refusal.class : Verified.class);
    }
  }

  @Example
  void publicKeyVerifiesEightSignatures() {
    List<TemplateSender> senders =
        LISTS.stream()
            .filter(s -> s.definition().algorithm().kind() == Algorithm.Kind.PUBLIC_KEY)
            .toList();
    assertThat(senders).isNotEmpty();
    for (TemplateSender sender : senders) {
      TemplateSender.Genuine genuine = sender.genuine(new byte[4], Sender.SIGNED_AT);
      String separator = String.valueOf(sender.definition().signature().separator());
      String wrong = sender.wrongItem() + separator;
      String right = genuine.signature();

      assertThat(verify(sender, genuine.with(wrong.repeat(7) + right)))
          .isInstanceOf(Verified.class);
      assertRefused(
          verify(sender, genuine.with(wrong.repeat(8) + right)), Refusal.Reason.MALFORMED);
    }
  }

  private static Verification verify(TemplateSender sender, TemplateSender.Genuine genuine) {
    return sender.verifier().verify(genuine.request(), Sender.SIGNED_AT);
  }
}
