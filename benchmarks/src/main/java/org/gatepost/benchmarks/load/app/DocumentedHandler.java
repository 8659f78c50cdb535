package org.gatepost.benchmarks.load.app;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The handler that a sender's document tells people to write: signature check, {@code switch} on
 * the type, a key that says it was processed. It remembers without end, finishes what fails, and
 * lets two copies run at once; but that is what people have.
 */
public class DocumentedHandler extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final long TOLERANCE_SECONDS = 300;

  // Json.createReader would look for a provider each time.
  private final transient JsonReaderFactory readers = Json.createReaderFactory(Map.of());
  private final transient LongAdder seen = new LongAdder();
  private final transient ConcurrentHashMap<String, Boolean> processed = new ConcurrentHashMap<>();

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    byte[] body = request.getInputStream().readAllBytes();
    try {
      if (!isGenuine(request, body)) {
        answer(response, 401, "{\"error\": \"Invalid signature\"}");
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new ServletException(e);
    }
    JsonObject payload;
    try (JsonReader reader = readers.createReader(new ByteArrayInputStream(body))) {
      payload = reader.readObject();
    }
    String deliveryId = payload.getString("delivery_id");
    if (processed.containsKey(deliveryId)) {
      answer(response, 200, "{\"status\": \"already_processed\"}");
      return;
    }
    switch (payload.getString("event")) {
      case "workflow.completed":
        completed(payload.getJsonObject("data"));
        break;
      case "workflow.failed":
      default:
        break;
    }
    processed.put(deliveryId, true);
    answer(response, 200, "{\"status\": \"success\"}");
  }

  private void completed(JsonObject data) {
    if (data.getJsonNumber("cost").doubleValue() > 0 && !data.getString("run_id").isEmpty()) {
      seen.increment();
    }
  }

  private boolean isGenuine(HttpServletRequest request, byte[] body)
      throws GeneralSecurityException {
    String signature = request.getHeader("X-Broxi-Signature");
    String timestamp = request.getHeader("X-Broxi-Timestamp");
    if (signature == null || timestamp == null) {
      return false;
    }
    long now = System.currentTimeMillis() / 1000;
    if (Math.abs(now - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) {
      return false;
    }
    byte[] secret = getInitParameter("secret").getBytes(StandardCharsets.UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
    String expected = HexFormat.of().formatHex(mac.doFinal(body));
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpServletResponse response, int status, String json)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getWriter().print(json);
  }
}
