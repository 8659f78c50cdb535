package org.gatepost.benchmarks.load;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures what the gate keeps on the heap for a request in progress: so many requests are held
 * within a servlet, the heap is collected, and what is used is compared, with and without gate.
 */
final class HeapMeasurement {
  private static final int[] SIZES_IN_BYTES = {1024, 64 * 1024, 256 * 1024};
  private static final int REQUESTS = 150;
  private static final int WARM_UP_ROUNDS = 2;
  private static final int ROUNDS = 5;
  private static final String BARE = "/park";
  private static final String GATED = "/gated-park";
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final LoadSettings settings;
  private final ServerProcess server;
  private final PreparedRequests requests;

  HeapMeasurement(LoadSettings settings, ServerProcess server, PreparedRequests requests) {
    this.settings = settings;
    this.server = server;
    this.requests = requests;
  }

  JsonArray measure() throws IOException, InterruptedException {
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (int size : SIZES_IN_BYTES) {
      Sender sender = new Sender(settings.preset(), size);
      Pairs held = new Pairs();
      for (int i = -WARM_UP_ROUNDS; i < ROUNDS; i++) {
        double bare = heldPerRequest(sender, BARE);
        double gated = heldPerRequest(sender, GATED);
        if (i >= 0) {
          held.add(bare, gated);
        }
      }
      Spread more = held.difference();
      System.out.printf(
          Locale.ROOT,
          "%-24s body of %d bytes: %.0f bytes more (%.0f to %.0f), %.0f beyond the body%n",
          "heap",
          size,
          more.median(),
          more.min(),
          more.max(),
          more.median() - size);
      all.add(
          Json.createObjectBuilder()
              .add("bodyInBytes", size)
              .add("requests", REQUESTS)
              .add("heldBytesPerRequest", held.toJson()));
    }
    return all.build();
  }

  private double heldPerRequest(Sender sender, String path)
      throws IOException, InterruptedException {
    requests.fill(sender, path, REQUESTS);
    long before = server.get("/vitals/heap");
    List<SocketChannel> channels = new ArrayList<>();
    try {
      for (int i = 0; i < REQUESTS; i++) {
        SocketChannel channel =
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        channels.add(channel);
        for (ByteBuffer request = requests.take(); request.hasRemaining(); ) {
          channel.write(request);
        }
      }
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (server.get(BARE + "?count") < REQUESTS) {
        if (System.nanoTime() > end) {
          throw new IOException("not all requests have come to " + path);
        }
        Thread.sleep(10);
      }
      long during = server.get("/vitals/heap");
      server.get(BARE);
      for (SocketChannel channel : channels) {
        awaitAnswer(channel);
      }
      return (double) (during - before) / REQUESTS;
    } finally {
      for (SocketChannel channel : channels) {
        channel.close();
      }
    }
  }

  private static void awaitAnswer(SocketChannel channel) throws IOException {
    ByteBuffer received = ByteBuffer.allocate(4096);
    Response response = null;
    while (response == null) {
      if (channel.read(received) < 0) {
        throw new EOFException("no answer");
      }
      response = Response.read(received);
    }
    if (response.status() != 200) {
      throw new IOException("answered with " + response.status() + " instead of 200");
    }
  }
}
