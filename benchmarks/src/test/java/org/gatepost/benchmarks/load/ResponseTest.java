package org.gatepost.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseTest {
  private static final String LENGTH =
      "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 3\r\n\r\nabc";
  private static final String CHUNKED =
      "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1A\r\n"
          + "z".repeat(26)
          + "\r\n0\r\n\r\n";

  private static ByteBuffer received(String text) {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    return buffer.put(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void bodyOfDeclaredLengthEndsThere() {
    assertThat(Response.read(received(LENGTH)))
        .isEqualTo(new Response(200, LENGTH.length(), false));
  }

  @Test
  void chunkedBodyEndsWithItsLastChunk() {
    assertThat(Response.read(received(CHUNKED)))
        .isEqualTo(new Response(500, CHUNKED.length(), false));
  }

  @Test
  void noShorterPartIsComplete() {
    for (String text : new String[] {LENGTH, CHUNKED}) {
      for (int i = 0; i < text.length(); i++) {
        assertThat(Response.read(received(text.substring(0, i)))).as("first %d", i).isNull();
      }
    }
  }

  @Test
  void moreThanOneResponseShowsInTheLength() {
    assertThat(Response.read(received(LENGTH + LENGTH)).length()).isEqualTo(LENGTH.length());
  }

  @Test
  void closeIsSeenInAnyCase() {
    String text = "HTTP/1.1 200 OK\r\nCONNECTION: Close\r\ncontent-length: 0\r\n\r\n";
    assertThat(Response.read(received(text)).closes()).isTrue();
  }

  @Test
  void responseWithoutLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Response.read(received("HTTP/1.1 200 OK\r\n\r\n")));
  }
}
