package org.gatepost.interop.peer;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.gatepost.signature.OutgoingRequest;

/** A package of Node. */
final class NodePeer implements Peer {
  private final NodeProcess node;
  private final int number;
  private final JsonObject data;
  private final Row row;

  NodePeer(NodeProcess node, int number, JsonObject data) {
    this.node = node;
    this.number = number;
    this.data = data;
    String secret = data.getString("secret");
    String gatepostSecret = data.getString("gatepostSecret", secret);
    JsonObject change = data.getJsonObject("change");
    this.row =
        new Row(
            data.getString("preset"),
            data.containsKey("overrides") ? texts(data.getJsonObject("overrides")) : Map.of(),
            data.getString("package"),
            data.getString("version"),
            new Row.Secrets(
                secret, gatepostSecret, data.getString("gatepostSigner", gatepostSecret)),
            data.getString("method"),
            data.getString("url"),
            data.getBoolean("configured", false),
            texts(data.getJsonObject("headers")),
            data.getString("body"),
            new Change(
                change.getString("from", ""),
                change.getString("to", ""),
                change.getString("header", "")),
            data.getString("note", ""),
            data.getString("knownFault", ""));
  }

  @Override
  public Row row() {
    return row;
  }

  @Override
  public boolean signs() {
    return data.getBoolean("sign");
  }

  @Override
  public boolean verifies() {
    return data.getBoolean("verify");
  }

  @Override
  public OutgoingRequest sign(Instant now) {
    JsonObject signed =
        node.ask(
                "sign",
                Json.createObjectBuilder().add("row", number).add("now", now.toEpochMilli()))
            .asJsonObject();
    return new OutgoingRequest(
        signed.getString("method"),
        signed.getString("url"),
        texts(signed.getJsonObject("headers")),
        signed.getString("body").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String refusal(OutgoingRequest request) {
    JsonObjectBuilder headers = Json.createObjectBuilder();
    // As Node has them.
    request.headers().forEach((name, value) -> headers.add(name.toLowerCase(Locale.ROOT), value));
    JsonObject opinion =
        node.ask(
                "verify",
                Json.createObjectBuilder()
                    .add("row", number)
                    .add(
                        "request",
                        Json.createObjectBuilder()
                            .add("method", request.method())
                            .add("url", request.url())
                            .add("headers", headers)
                            .add("body", Base64.getEncoder().encodeToString(request.body()))))
            .asJsonObject();
    return opinion.getBoolean("accepted") ? "" : opinion.getString("reason", "false");
  }

  private static Map<String, String> texts(JsonObject members) {
    Map<String, String> texts = new LinkedHashMap<>();
    members.forEach((name, value) -> texts.put(name, ((JsonString) value).getString()));
    return texts;
  }
}
