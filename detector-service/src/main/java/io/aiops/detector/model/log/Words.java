package io.aiops.detector.model.log;

import java.util.List;

/** Small sets of words that belong to the number beside them, looked up by their hashes. */
final class Words {

  /** Names of days and months, before a number part of a date. */
  static final Words OF_DATES =
      new Words(
          List.of(
              "Mon",
              "Tue",
              "Wed",
              "Thu",
              "Fri",
              "Sat",
              "Sun",
              "Monday",
              "Tuesday",
              "Wednesday",
              "Thursday",
              "Friday",
              "Saturday",
              "Sunday",
              "Jan",
              "Feb",
              "Mar",
              "Apr",
              "May",
              "Jun",
              "Jul",
              "Aug",
              "Sep",
              "Oct",
              "Nov",
              "Dec",
              "January",
              "February",
              "March",
              "April",
              "June",
              "July",
              "August",
              "September",
              "October",
              "November",
              "December"));

  /** Units of time and size, halves of the day and time zones, part of the number before them. */
  static final Words AFTER_NUMBERS =
      new Words(
          List.of(
              "ns", "us", "ms", "s", "sec", "secs", "second", "seconds", "min", "mins", "minute",
              "minutes", "h", "hour", "hours", "day", "days", "B", "byte", "bytes", "Bytes", "KB",
              "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "Hz", "kHz", "MHz", "GHz", "AM",
              "PM", "am", "pm", "UTC", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST",
              "PDT", "CET", "CEST", "BST", "IST", "JST"));

  private static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** Many times more slots than words, so that almost every other word misses at once. */
  private static final int SLOTS = 1024;

  private final long[] slots = new long[SLOTS];

  private Words(List<String> words) {
    for (String word : words) {
      long hash = start();
      for (int i = 0; i < word.length(); i++) {
        hash = next(hash, word.charAt(i));
      }
      int slot = slot(hash);
      while (slots[slot] != 0) {
        slot = (slot + 1) % SLOTS;
      }
      slots[slot] = hash;
    }
  }

  /** The hash of no characters (Fowler, Noll and Vo's, 64 bits). */
  static long start() {
    return START;
  }

  static long next(long hash, char c) {
    return (hash ^ c) * PRIME;
  }

  boolean contains(long hash) {
    int slot = slot(hash);
    while (slots[slot] != 0) {
      if (slots[slot] == hash) {
        return true;
      }
      slot = (slot + 1) % SLOTS;
    }
    return false;
  }

  private static int slot(long hash) {
    return (int) (hash >>> 32) & (SLOTS - 1);
  }
}
