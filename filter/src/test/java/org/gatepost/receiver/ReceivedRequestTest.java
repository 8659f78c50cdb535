package org.gatepost.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.gatepost.filter.request.ContainerRequest;
import org.gatepost.receiver.internal.network.ClientAddress;
import org.gatepost.receiver.internal.network.Origin;
import org.gatepost.receiver.internal.network.PublicUrl;
import org.junit.jupiter.api.Test;

/** What is kept of a request stays right when the container's own object serves another one. */
class ReceivedRequestTest {
  private static final Origin ORIGIN = Origin.of(ClientAddress.UNKNOWN);

  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> read = new ArrayList<>();
  private final AtomicBoolean servesAnother = new AtomicBoolean();

  @Test
  void nothingIsReadOfTheContainersRequestOnceItIsReleased() {
    headers.put("X-Sign", List.of("a"));
    ReceivedRequest received = received(Optional.empty());

    assertThat(received.url()).isEqualTo("http://shop.example/hook?a=1");
    received.release();
    servesAnother.set(true);

    assertThat(received.url()).isEqualTo("http://shop.example/hook?a=1");
    assertThat(received.method()).isEqualTo("POST");
    assertThat(received.body()).containsExactly(1, 2);
  }

  @Test
  void urlThatNobodyAskedForInTimeIsNotThatOfAnotherRequest() {
    ReceivedRequest received = received(Optional.of(new PublicUrl("https://public.example")));
    received.goesOn();
    servesAnother.set(true);

    assertThatIllegalStateException().isThrownBy(received::url);
    assertThat(received.configuredUrl()).contains("https://public.example");
  }

  @Test
  void headersAreNotThoseOfAnotherRequest() {
    headers.put("X-Sign", List.of("a"));
    ReceivedRequest received = received(Optional.empty());
    assertThat(received.headers("x-sign")).containsExactly("a");
    received.release();
    servesAnother.set(true);

    assertThatIllegalStateException().isThrownBy(() -> received.headers("X-Sign"));
    assertThatIllegalStateException().isThrownBy(received::headerNames);
  }

  @Test
  void onlyThoseHeadersAreReadThatAreAskedFor() {
    headers.put("X-Sign", List.of("a", "b"));
    headers.put("X-Other", List.of("c"));
    ReceivedRequest received = received(Optional.empty());

    assertThat(received.headers("x-sign")).containsExactly("a", "b");
    assertThat(received.headers("x-none")).isEmpty();
    assertThat(read).containsExactly("x-sign", "x-none");
  }

  @Test
  void namesAreListedOnceWhateverTheirCase() {
    headers.put("X-List", List.of("1", "2", "3"));
    headers.put("X-Other", List.of("4"));
    ReceivedRequest received = received(Optional.empty());

    assertThat(received.headers("X-List")).containsExactly("1", "2", "3");
    // Each once, though the container lists both cases.
    assertThat(received.headerNames()).hasSize(2);
  }

  private ReceivedRequest received(Optional<PublicUrl> publicUrl) {
    HttpServletRequest container =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                  assertThat(servesAnother).isFalse();
                  return answer(method.getName(), arguments);
                });
    return new ReceivedRequest(
        new ContainerRequest(container), new byte[] {1, 2}, ORIGIN, publicUrl);
  }

  private Object answer(String method, Object[] arguments) {
    return switch (method) {
      case "getMethod" -> "POST";
      case "getRequestURL" -> new StringBuffer("http://shop.example/hook");
      case "getRequestURI" -> "/hook";
      case "getQueryString" -> "a=1";
      case "getHeaders" -> {
        read.add((String) arguments[0]);
        yield Collections.enumeration(headers.getOrDefault((String) arguments[0], List.of()));
      }
      case "getHeaderNames" ->
          Collections.enumeration(
              headers.keySet().stream()
                  .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT)))
                  .toList());
      default -> throw new UnsupportedOperationException(method);
    };
  }
}
