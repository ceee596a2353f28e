package io.aiops.gateway.api;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A body of unknown length that fails once it has become too large, instead of passing it on. */
final class BoundedBody implements ReadStream<Buffer> {

  private final ReadStream<Buffer> body;
  private final long most;
  private long seen;
  private boolean exceeded;
  private Handler<Throwable> failure;

  BoundedBody(ReadStream<Buffer> body, long most) {
    this.body = body;
    this.most = most;
  }

  boolean exceeded() {
    return exceeded;
  }

  @Override
  public ReadStream<Buffer> handler(Handler<Buffer> handler) {
    body.handler(handler == null ? null : part -> accept(part, handler));
    return this;
  }

  private void accept(Buffer part, Handler<Buffer> handler) {
    if (exceeded) {
      return;
    }
    seen += part.length();
    if (seen <= most) {
      handler.handle(part);
      return;
    }
    exceeded = true;
    if (failure != null) {
      failure.handle(new IllegalStateException("the body is too large"));
    }
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    failure = handler;
    body.exceptionHandler(handler);
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(Handler<Void> handler) {
    body.endHandler(
        handler == null
            ? null
            : unused -> {
              if (!exceeded) {
                handler.handle(null);
              }
            });
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    body.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    body.resume();
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    body.fetch(amount);
    return this;
  }
}
