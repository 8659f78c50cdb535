package org.gatepost.signature.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.scheme.NameValuePairs;

/**
 * Any URL and form is read without an exception, and no value of which there are two.
 *
 * <p>The input's first line is the URL, behind an empty line comes the form.
 */
class PairsFuzz {

  @FuzzTest(maxDuration = "7s")
  void pairs(byte[] input) {
    FuzzInput fuzz = FuzzInput.of(input);
    TestRequest request = TestRequest.of(fuzz.body(), Map.of()).withUrl(fuzz.line(0));
    NameValuePairs pairs = new NameValuePairs(request);
    if (!pairs.path().startsWith("/")) {
      throw new AssertionError("path " + pairs.path());
    }
    char[] sorted = pairs.sortedQuery().toCharArray();
    char[] query = fuzz.line(0).substring(fuzz.line(0).indexOf('?') + 1).toCharArray();
    Arrays.sort(sorted);
    Arrays.sort(query);
    if (fuzz.line(0).contains("?") && !Arrays.equals(sorted, query)) {
      throw new AssertionError("sorted query " + pairs.sortedQuery());
    }
    for (String name : new String[] {"a", "token", "a b", "é"}) {
      if (value(pairs, name, false) != null) {
        String more = fuzz.line(0) + "&" + name + "=2";
        requireRefused(new NameValuePairs(request.withUrl(more)), name, false);
      }
      if (value(pairs, name, true) != null) {
        String more =
            new String(fuzz.body(), StandardCharsets.ISO_8859_1) + "&%61=2&token=&a+b&%C3%A9";
        byte[] body = more.getBytes(StandardCharsets.ISO_8859_1);
        requireRefused(new NameValuePairs(request.withBody(body)), name, true);
      }
    }
  }

  private static String value(NameValuePairs pairs, String name, boolean form) {
    try {
      return form ? pairs.formField(name) : pairs.queryParameter(name);
    } catch (RefusedException refused) {
      return null;
    }
  }

  private static void requireRefused(NameValuePairs pairs, String name, boolean form) {
    try {
      String value = form ? pairs.formField(name) : pairs.queryParameter(name);
      throw new AssertionError(name + " is there twice and is " + value);
    } catch (RefusedException refused) {
      return;
    }
  }
}
