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
  private long since;

  void addWelcome(long now) {
    since = now;
    welcome = true;
  }

  void add(ClientMessage.Subscribe wish, long now) {
    if (wishes.isEmpty()) {
      since = now;
    }
    wishes.add(wish);
  }

  /** How long what waits has waited, in nanoseconds. */
  long nanos(long now) {
    return now - since;
  }

  /** Whether somebody waits for what was missed. */
  boolean forMissed() {
    return wishes.stream().anyMatch(wish -> wish.since() != null);
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

  /** All wishes, which wait no more. */
  List<ClientMessage.Subscribe> takeAll() {
    List<ClientMessage.Subscribe> all = List.copyOf(wishes);
    wishes.clear();
    return all;
  }

  /** The wishes for nothing missed, which wait no more. */
  List<ClientMessage.Subscribe> takeForPresent() {
    List<ClientMessage.Subscribe> present =
        wishes.stream().filter(wish -> wish.since() == null).toList();
    wishes.removeAll(present);
    return present;
  }
}
