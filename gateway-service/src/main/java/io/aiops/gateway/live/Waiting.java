package io.aiops.gateway.live;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client is owed once the events have caught up: its welcome, and then what it asked for, in
 * the order in which it did. Belongs to the event loop of the client.
 */
final class Waiting {

  private final List<ClientMessage.Subscribe> wishes = new ArrayList<>();
  private boolean welcome;
  private boolean watched;

  void addWelcome() {
    welcome = true;
  }

  void add(ClientMessage.Subscribe wish) {
    wishes.add(wish);
  }

  /** What is unsubscribed is not waited for any more. */
  void forget(List<String> topics) {
    wishes.replaceAll(wish -> wish.without(topics));
    wishes.removeIf(wish -> wish.topics().isEmpty());
  }

  /** Takes the duty to look whether the events have caught up; false where somebody has it. */
  boolean watch() {
    boolean free = !watched;
    watched = true;
    return free;
  }

  /** Gives the duty back. */
  void over() {
    watched = false;
  }

  /** Whether a welcome is due; it is not again afterwards. */
  boolean takeWelcome() {
    boolean due = welcome;
    welcome = false;
    return due;
  }

  /** The next wish, which waits no more; null where there is none. */
  ClientMessage.Subscribe take() {
    return wishes.isEmpty() ? null : wishes.remove(0);
  }
}
