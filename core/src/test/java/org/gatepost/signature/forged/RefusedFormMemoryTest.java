package org.gatepost.signature.forged;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.format.FormPairs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A forged form of very many fields takes little more memory than its body: forty at once, of a
 * megabyte each, stopped a server with a heap of 256 MB.
 */
class RefusedFormMemoryTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int FIELDS = 400_000;

  // The body as a text, and what is made once.
  private static final int TIMES = 4;

  @ParameterizedTest
  @CsvSource({
    "mailgun-form,k,a&",
    "mailgun-form,k,a=b&",
    "mailgun-form,k,&",
    "vonage-sms,k,a&",
    "vonage-sms,k,a=b&",
    "braintree,public:private,a&",
    "braintree,public:private,a=b&",
  })
  void takesLittleMoreThanItsBody(String preset, String secret, String field) {
    Verifier verifier = Scheme.preset(preset).verifier(List.of(Secret.of("test", secret)));
    TestRequest forged =
        TestRequest.of(field.repeat(FIELDS), Map.of("Content-Type", FormPairs.MEDIA_TYPE));
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      assertThat(verifier.verify(forged, Sample.SIGNED_AT)).isInstanceOf(Refusal.class);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isLessThan((long) TIMES * forged.body().length);
  }
}
