package org.gatepost.filter.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Without a listener a body is read as any bytes in memory are. */
class BodyInputStreamTest {
  private static final HttpServletRequest UNASKED =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              BodyInputStreamTest.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  @Test
  void everyWayToReadGivesWhatAByteArrayInputStreamGives() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      byte[] body = new byte[random.nextInt(40)];
      random.nextBytes(body);
      ByteArrayInputStream expected = new ByteArrayInputStream(body);
      BodyInputStream stream = new BodyInputStream(body, UNASKED, round % 2 == 0);
      for (int step = 0; step < 12; step++) {
        int length = random.nextInt(12);
        byte[] wanted = new byte[20];
        byte[] read = new byte[20];
        switch (random.nextInt(step > 8 ? 4 : 3)) {
          case 0 -> assertThat(stream.read()).isEqualTo(expected.read());
          case 1 ->
              assertThat(stream.read(read, 3, length)).isEqualTo(expected.read(wanted, 3, length));
          case 2 -> assertThat(stream.skip(length)).isEqualTo(expected.skip(length));
          default -> assertThat(stream.readAllBytes()).isEqualTo(expected.readAllBytes());
        }
        assertThat(read).isEqualTo(wanted);
        assertThat(stream.available()).isEqualTo(expected.available());
        assertThat(stream.isFinished()).isEqualTo(expected.available() == 0);
        assertThat(stream.isReady()).isTrue();
      }
    }
  }

  @Test
  void arrayThatIsTooShortIsRefused() {
    BodyInputStream stream = new BodyInputStream(new byte[4], UNASKED, true);

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> stream.read(new byte[2], 1, 2));
    assertThat(stream.available()).isEqualTo(4);
  }
}
