package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Which path of a request counts, in an application that is not at the root. */
class RequestPathTest {
  private static HttpServletRequest request(
      String uri, String contextPath, String servletPath, String pathInfo) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            RequestPathTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRequestURI" -> uri;
                  case "getContextPath" -> contextPath;
                  case "getServletPath" -> servletPath;
                  case "getPathInfo" -> pathInfo;
                  case "getDispatcherType" -> DispatcherType.REQUEST;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void plainPathIsTheServersOwn() {
    assertThat(RequestPath.isPlain(request("/app/a/b", "/app", "/a", "/b"), "/app")).isTrue();
    assertThat(RequestPath.isPlain(request("/app/a/b", "/app", "/a/b", null), "/app")).isTrue();
    assertThat(RequestPath.isPlain(request("/app/a/b", "/app", "", "/a/b"), "/app")).isTrue();
    assertThat(RequestPath.isPlain(request("/a", "", "/a", null), "")).isTrue();
  }

  @Test
  void pathThatTheServerReadsOtherwiseIsNotPlain() {
    assertThat(RequestPath.isPlain(request("/app/a/b", "/app", "/a", "/c"), "/app")).isFalse();
    assertThat(RequestPath.isPlain(request("/app/a/b", "/app", "/a", null), "/app")).isFalse();
    assertThat(RequestPath.isPlain(request("/app/a/", "/app", "/a/index", null), "/app")).isFalse();
    assertThat(RequestPath.isPlain(request("/app/a;x", "/app", "/a", null), "/app")).isFalse();
    assertThat(RequestPath.isPlain(request("/x/a", "/x", "/a", null), "/app")).isFalse();
  }

  @Test
  void contextPathMayBeSpeltOtherwise() {
    for (String uri : new String[] {"/app;x", "/%61pp", "/x/../app", "//app", "/proxy"}) {
      RequestPath path =
          RequestPath.of(request(uri + "/a%62", uri, "/ab", null), "/app").orElseThrow();
      assertThat(path.matched()).isEqualTo("/app/ab");
      assertThat(path.readings()).as(uri).contains("/app/a%62", "/app/ab");
    }
  }
}
