package org.gatepost.servers.vertx;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.gatepost.Delivery;
import org.gatepost.receiver.Answer;
import org.gatepost.receiver.Receiver;
import org.gatepost.receiver.Reception;
import org.gatepost.receiver.Reply;

/** Gives requests to a receiver, and genuine deliveries to the application, by worker threads. */
final class Hook implements Handler<HttpServerRequest> {
  private static final System.Logger LOG = System.getLogger(Hook.class.getName());
  private static final int MAX_BODY_IN_BYTES = 1024 * 1024;

  private final Vertx vertx;
  private final Receiver receiver;
  private final Consumer<Delivery> work;

  Hook(Vertx vertx, Receiver receiver, Consumer<Delivery> work) {
    this.vertx = vertx;
    this.receiver = receiver;
    this.work = work;
  }

  @Override
  public void handle(HttpServerRequest http) {
    Buffer body = Buffer.buffer();
    http.handler(
        part -> {
          if (body.length() <= MAX_BODY_IN_BYTES) {
            body.appendBuffer(part);
          }
        });
    http.endHandler(
        end ->
            vertx
                .executeBlocking(() -> receive(new VertxRequest(http, body)), false)
                .otherwise(Hook::failed)
                .onSuccess(reply -> send(reply, http)));
  }

  private Reply receive(VertxRequest request) throws IOException {
    Reception reception = receiver.receive(request);
    if (reception instanceof Reception.Accepted accepted) {
      return process(accepted);
    }
    if (reception instanceof Reception.Declined declined) {
      declined.hint().ifPresent(hint -> vertx.executeBlocking(Executors.callable(hint), false));
      return declined.reply();
    }
    return ((Reception.Handshake) reception).reply();
  }

  private Reply process(Reception.Accepted accepted) {
    Answer answer = Answer.PROCESSING_FAILED;
    try {
      work.accept(accepted.delivery());
      answer = Answer.SUCCESS;
    } finally {
      accepted.answered(answer.status());
    }
    return answer.reply();
  }

  private static Reply failed(Throwable thrown) {
    LOG.log(System.Logger.Level.ERROR, "A delivery has failed", thrown);
    return Answer.PROCESSING_FAILED.reply();
  }

  private static void send(Reply reply, HttpServerRequest http) {
    reply.headers().forEach(http.response()::putHeader);
    http.response().setStatusCode(reply.status()).end(Buffer.buffer(reply.bytes()));
  }
}
