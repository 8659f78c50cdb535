package org.gatepost.interop.peer;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The one process of Node, which is asked and answers by lines of JSON. */
public final class NodeProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  /** Starts the process. */
  public NodeProcess() throws IOException {
    process =
        new ProcessBuilder("node", "peer.mjs")
            .redirectError(Redirect.to(Path.of("target", "node.log").toFile()))
            .start();
    questions = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** The answer of an operation without parameters. */
  public JsonValue ask(String operation) {
    return ask(operation, Json.createObjectBuilder());
  }

  JsonValue ask(String operation, JsonObjectBuilder parameters) {
    try {
      questions.write(parameters.add("op", operation).build().toString());
      questions.newLine();
      questions.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("node has ended: see target/node.log");
      }
      JsonObject answer = Json.createReader(new StringReader(line)).readObject();
      if (answer.containsKey("error")) {
        throw new IllegalStateException(operation + ": " + answer.getString("error"));
      }
      return answer.get("answer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the peers that the adapters know} */
  public List<Peer> peers() {
    List<Peer> peers = new ArrayList<>();
    for (JsonValue row : ask("rows").asJsonArray()) {
      peers.add(new NodePeer(this, peers.size(), row.asJsonObject()));
    }
    return peers;
  }

  @Override
  public void close() throws IOException {
    questions.close();
    process.destroy();
  }
}
