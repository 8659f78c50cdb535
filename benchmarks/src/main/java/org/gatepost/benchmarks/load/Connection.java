package org.gatepost.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A kept-alive connection with at most one request on its way. Not thread-safe. */
final class Connection implements AutoCloseable {
  private static final int MAX_RESPONSE_IN_BYTES = 64 * 1024;

  private final InetSocketAddress server;
  private final Selector selector;
  private final ByteBuffer received = ByteBuffer.allocateDirect(MAX_RESPONSE_IN_BYTES);
  private SocketChannel channel;
  private SelectionKey key;
  private @Nullable ByteBuffer unsent;
  private boolean busy;
  private long startedNanos;

  Connection(InetSocketAddress server, Selector selector) throws IOException {
    this.server = server;
    this.selector = selector;
    this.channel = SocketChannel.open(server);
    this.key = register();
  }

  private SelectionKey register() throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return channel.register(selector, SelectionKey.OP_READ, this);
  }

  /**
   * Sends a request.
   *
   * @param startNanos when it should have been sent: what its latency counts from
   */
  void send(ByteBuffer request, long startNanos) throws IOException {
    busy = true;
    startedNanos = startNanos;
    received.clear();
    channel.write(request);
    if (request.hasRemaining()) {
      unsent = request;
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  /**
   * Goes on with what the connection is ready for.
   *
   * @return the status of the response, if it is complete, else 0
   * @throws IOException if the connection ended before the response did
   */
  int proceed() throws IOException {
    ByteBuffer request = unsent;
    if (request != null && key.isWritable()) {
      channel.write(request);
      if (!request.hasRemaining()) {
        unsent = null;
        key.interestOps(SelectionKey.OP_READ);
      }
    }
    if (!key.isReadable()) {
      return 0;
    }
    int read = channel.read(received);
    if (!busy) {
      reconnect();
      return 0;
    }
    Response response = Response.read(received);
    if (response == null) {
      if (read < 0 || !received.hasRemaining()) {
        throw new IOException("the server ended the connection within a response");
      }
      return 0;
    }
    if (response.length() != received.position()) {
      throw new IOException("more than one response to one request");
    }
    busy = false;
    if (response.closes()) {
      reconnect();
    }
    return response.status();
  }

  private void reconnect() throws IOException {
    channel.close();
    channel = SocketChannel.open(server);
    key = register();
  }

  /** Whether a response is awaited. */
  boolean isBusy() {
    return busy;
  }

  /** What the latency of the last request counts from. */
  long startedNanos() {
    return startedNanos;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
