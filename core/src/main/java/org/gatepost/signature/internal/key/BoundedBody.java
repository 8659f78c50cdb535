package org.gatepost.signature.internal.key;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of an answer as bytes, which fails if there are more than a certificate has. */
final class BoundedBody implements BodySubscriber<byte[]> {
  /** A longer body fails (inclusive bound). */
  static final int MAX_LENGTH_IN_BYTES = 65_536;

  private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
  private Flow.@Nullable Subscription subscription;
  private int length;

  @Override
  public CompletionStage<byte[]> getBody() {
    return body.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    body.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    length += buffers.stream().mapToInt(ByteBuffer::remaining).sum();
    if (length <= MAX_LENGTH_IN_BYTES) {
      body.onNext(buffers);
    } else if (subscription != null) {
      subscription.cancel();
      onError(new IOException("more than " + MAX_LENGTH_IN_BYTES + " bytes"));
    }
  }

  @Override
  public void onError(Throwable why) {
    body.onError(why);
  }

  @Override
  public void onComplete() {
    body.onComplete();
  }
}
