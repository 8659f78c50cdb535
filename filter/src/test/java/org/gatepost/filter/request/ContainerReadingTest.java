package org.gatepost.filter.request;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How each server reads what has no charset, by the name that it gives itself. */
class ContainerReadingTest {

  /** As {@code server-tests} has seen them with and without the gate. */
  @ParameterizedTest
  @CsvSource({
    "jetty/12.1.5, 6, 0, UTF-8, UTF-8, UTF-8",
    "jetty/12.1.5, 6, 1, UTF-8, UTF-8, UTF-8",
    "Eclipse GlassFish 7.0.15, 6, 0, ISO-8859-1, UTF-8, ISO-8859-1",
    "Eclipse GlassFish 8.0.0, 6, 1, ISO-8859-1, UTF-8, ISO-8859-1",
    "Payara Micro, 6, 0, ISO-8859-1, UTF-8, ISO-8859-1",
    "Payara Micro, 6, 1, ISO-8859-1, UTF-8, ISO-8859-1",
    "IBM WebSphere Liberty/25.0.0.11, 6, 0, ISO-8859-1, UTF-8, UTF-8",
    "WildFly 39.0.1.Final (WildFly Core 31.0.3.Final) - 2.3.23.Final, 6, 0, ISO-8859-1, ISO-8859-1, ISO-8859-1",
    "Apache Tomcat/10.1.59, 6, 0, ISO-8859-1, ISO-8859-1, ISO-8859-1",
    "Apache Tomcat/11.0.13, 6, 1, UTF-8, UTF-8, UTF-8",
    "Some server, 6, 0, ISO-8859-1, ISO-8859-1, ISO-8859-1",
    "Some server, 7, 0, UTF-8, UTF-8, UTF-8",
    ", 6, 0, ISO-8859-1, ISO-8859-1, ISO-8859-1",
  })
  void serverIsKnownByItsName(
      String name, int major, int minor, Charset form, Charset partName, Charset partValue) {
    ServletContext context = context(name, major, minor);
    ContainerReading reading = ContainerReading.of(context);

    assertThat(reading.form(context)).isEqualTo(form);
    assertThat(reading.partName(context)).isEqualTo(partName);
    assertThat(reading.partValue(context)).isEqualTo(partValue);
  }

  @Test
  void whatIsNamedComesBeforeWhatTheServerTakes() {
    ServletContext context = context("jetty/12.1.5", 6, 0);

    assertThat(Charsets.of("ISO-8859-2", context, StandardCharsets.UTF_8))
        .isEqualTo(Charset.forName("ISO-8859-2"));
    assertThat(Charsets.of("none such", context, StandardCharsets.UTF_8))
        .isEqualTo(StandardCharsets.ISO_8859_1);
    assertThat(Charsets.of(null, context, StandardCharsets.UTF_8))
        .isEqualTo(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "filename=f.txt, f.txt, f.txt, f.txt, f.txt",
        "filename*=UTF-8''n%C3%A4.txt, , nä.txt, nä.txt, nä.txt",
        "filename*=iso-8859-1'de'n%E4.txt, , nä.txt, , nä.txt",
        "filename*=iso-8859-1''n%E4.txt, , nä.txt, nä.txt, nä.txt",
        "filename=f.txt; filename*=UTF-8''n.txt, f.txt, f.txt, n.txt, n.txt",
        "filename*=UTF-8''n.txt; filename=f.txt, f.txt, f.txt, n.txt, f.txt",
        "filename*=UTF-8''n%C3%, , , , UTF-8''n%C3%",
        "filename*=UTF-8''n%zz.txt, , , , UTF-8''n%zz.txt",
        "filename*=none'such'n.txt, , , , none'such'n.txt",
        "filename*=UTF-8'n.txt, , , , UTF-8'n.txt",
        "filename*=n.txt, , , , n.txt",
        "filename=f.txt; filename*=n.txt, f.txt, f.txt, f.txt, n.txt",
        "other=x, , , , ",
      })
  void fileIsNamedAsTheServerReadsIt(
      String parameters, String plain, String plainFirst, String extendedFirst, String last)
      throws Exception {
    Map<ContainerReading.FileNames, String> expected = new HashMap<>();
    expected.put(ContainerReading.FileNames.PLAIN, plain);
    expected.put(ContainerReading.FileNames.PLAIN_FIRST, plainFirst);
    expected.put(ContainerReading.FileNames.EXTENDED_FIRST, extendedFirst);
    expected.put(ContainerReading.FileNames.LAST, last);
    byte[] body =
        ("--x\r\nContent-Disposition: form-data; name=a; " + parameters + "\r\n\r\nb\r\n--x--")
            .getBytes(StandardCharsets.UTF_8);
    for (ContainerReading.FileNames files : ContainerReading.FileNames.values()) {
      BodyPart part =
          MultipartParser.parse(
                  body,
                  HeaderValue.parse("multipart/form-data; boundary=x"),
                  new MultipartParser.Names(StandardCharsets.UTF_8, files),
                  Path.of("."))
              .get(0);
      assertThat(part.getSubmittedFileName()).as(files.name()).isEqualTo(expected.get(files));
    }
  }

  private static ServletContext context(String name, int major, int minor) {
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getServerInfo" -> name;
                  case "getMajorVersion" -> major;
                  case "getMinorVersion" -> minor;
                  default -> null;
                });
  }
}
