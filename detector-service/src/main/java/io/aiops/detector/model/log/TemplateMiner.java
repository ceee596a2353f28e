package io.aiops.detector.model.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.aiops.detector.model.StateCodec;

/**
 * Finds the templates of log lines while they stream by, each line in one pass. Words that look as
 * if they varied are masked; lines whose remaining words are the same are of one template. Where
 * some templates differ in a single word, that word varies too: they become one, under a new
 * number, and the old numbers are its aliases. The number of templates is bounded: the one longest
 * unused makes room.
 *
 * <p>One writer at a time; not thread-safe. Equal lines in equal order give equal templates and
 * numbers, also after {@link #write} and {@link #read}.
 */
public final class TemplateMiner {

  /** Templates of different services together rarely are more than some hundreds. */
  public static final int DEFAULT_TEMPLATES = 1000;

  /** Aliases remembered per template that may be there. */
  private static final int ALIASES = 4;

  private static final int FINGERPRINT = 0x4c4f4753;
  private static final int LAYOUT = 1;

  private final int most;
  private final LineScanner scanner = new LineScanner();
  private final Map<Long, Template> byKey = new HashMap<>();
  private final Map<Integer, Template> byId = new HashMap<>();
  private final Places places = new Places();
  private final Map<Integer, Integer> aliases;
  private List<Integer> retired = new ArrayList<>();
  private Template oldest;
  private Template newest;
  private int lastId;
  private long lines;

  /**
   * @param most templates at a time, at least 1
   */
  public TemplateMiner(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1, not " + most);
    }
    this.most = most;
    this.aliases =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
            return size() > ALIASES * most;
          }
        };
  }

  /** Takes a line of an unknown time; answers the number of its template. */
  public int learn(String line) {
    return learn(line, Template.UNKNOWN);
  }

  /**
   * Takes a line; answers the number of its template.
   *
   * @param time epoch milliseconds
   */
  public int learn(String line, long time) {
    scanner.scan(line);
    long key = scanner.key();
    Template template = byKey.get(key);
    if (template == null) {
      template = places.find(scanner, key, byKey);
    }
    if (template == null) {
      template = create();
    }
    lines++;
    template.lines++;
    template.untaken++;
    template.seen(time, time);
    use(template);
    return template.id;
  }

  private Template create() {
    Template template = new Template(++lastId, scanner.counted(), scanner.hashes(), 0);
    template.fresh = true;
    add(template);
    int place = places.ripest(template);
    while (place >= 0) {
      template = merge(template, place);
      place = places.ripest(template);
    }
    if (byKey.size() > most) {
      retire(oldest);
    }
    return template;
  }

  /** Makes a template of all that differ from this one at a place only. */
  private Template merge(Template pivot, int place) {
    long[] hashes = pivot.hashes.clone();
    hashes[place] = LineScanner.WILD;
    Template merged = new Template(0, pivot.sample, hashes, pivot.merged | 1L << place);
    Template present = byKey.get(merged.key());
    if (present == null) {
      merged = new Template(++lastId, pivot.sample, hashes, merged.merged);
      merged.fresh = true;
      add(merged);
    } else {
      present.merged |= merged.merged;
      merged = present;
    }
    for (Template special : places.coveredBy(merged)) {
      merged.absorb(special);
      aliases.put(special.id, merged.id);
      retire(special);
    }
    places.learn(merged);
    use(merged);
    return merged;
  }

  private void add(Template template) {
    byKey.put(template.key(), template);
    byId.put(template.id, template);
    places.add(template);
    append(template);
  }

  private void retire(Template template) {
    byKey.remove(template.key());
    byId.remove(template.id);
    places.remove(template);
    unlink(template);
    retired.add(template.id);
  }

  private void use(Template template) {
    if (template != newest) {
      unlink(template);
      append(template);
    }
  }

  private void append(Template template) {
    template.older = newest;
    template.newer = null;
    if (newest == null) {
      oldest = template;
    } else {
      newest.newer = template;
    }
    newest = template;
  }

  private void unlink(Template template) {
    if (template.older == null) {
      oldest = template.newer;
    } else {
      template.older.newer = template.newer;
    }
    if (template.newer == null) {
      newest = template.older;
    } else {
      template.newer.older = template.older;
    }
  }

  /** The templates there are, by their numbers. */
  public List<Template> templates() {
    return byId.values().stream().sorted(Comparator.comparingInt(Template::id)).toList();
  }

  /** Whether there is a template of this number. */
  public boolean has(int id) {
    return byId.containsKey(id);
  }

  /** The template of a number, merged or not; null where it is gone. */
  public Template find(int id) {
    return byId.get(resolve(id));
  }

  /** The number that a template goes by now; the same where it was not merged. */
  public int resolve(int id) {
    int now = id;
    for (Integer next = aliases.get(now); next != null; next = aliases.get(now)) {
      now = next;
    }
    return now;
  }

  /** Numbers that ended since the last time of asking, by merging or for want of room. */
  public Collection<Integer> takeRetired() {
    List<Integer> taken = retired;
    retired = new ArrayList<>();
    return taken;
  }

  /** Lines so far. */
  public long lines() {
    return lines;
  }

  /** Approximate heap in use, in bytes. */
  public long memoryBytes() {
    return 4096
        + byId.values().stream().mapToLong(Template::memoryBytes).sum()
        + 96L * aliases.size();
  }

  /** Writes the whole state, with a version and a checksum. */
  public void write(DataOutput out) throws IOException {
    StateCodec.write(FINGERPRINT, out, this::writeBody);
  }

  private void writeBody(DataOutput out) throws IOException {
    out.writeByte(LAYOUT);
    out.writeInt(lastId);
    out.writeLong(lines);
    out.writeInt(byId.size());
    for (Template template = oldest; template != null; template = template.newer) {
      template.write(out);
    }
    out.writeInt(aliases.size());
    for (Map.Entry<Integer, Integer> alias : aliases.entrySet()) {
      out.writeInt(alias.getKey());
      out.writeInt(alias.getValue());
    }
    out.writeInt(retired.size());
    for (int id : retired) {
      out.writeInt(id);
    }
  }

  /** Writes when the templates were seen, beside the state: older states are without it. */
  public void writeTimes(DataOutput out) throws IOException {
    out.writeInt(byId.size());
    for (Template template = oldest; template != null; template = template.newer) {
      out.writeInt(template.id);
      out.writeLong(template.firstSeen());
      out.writeLong(template.lastSeen());
    }
  }

  /** Reads what {@link #writeTimes} wrote; templates that are gone are passed over. */
  public void readTimes(DataInput in) throws IOException {
    int size = StateReading.size(in);
    for (int i = 0; i < size; i++) {
      Template template = byId.get(in.readInt());
      long first = in.readLong();
      long last = in.readLong();
      if (template != null) {
        template.seen(first, last);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote; from there on everything is as it would have been.
   *
   * @param most templates at a time; where the state has more, those longest unused go
   * @throws io.aiops.detector.model.StateFormatException if the state is cut, damaged or newer
   */
  public static TemplateMiner read(int most, DataInput in) throws IOException {
    TemplateMiner miner = new TemplateMiner(most);
    StateCodec.read(FINGERPRINT, in, (body, version) -> miner.readBody(body));
    return miner;
  }

  private void readBody(DataInput in) throws IOException {
    StateReading.requireLayout(in, LAYOUT);
    lastId = in.readInt();
    lines = in.readLong();
    int size = StateReading.size(in);
    for (int i = 0; i < size; i++) {
      Template template = Template.read(in, scanner);
      add(template);
      places.learn(template);
    }
    int known = StateReading.size(in);
    for (int i = 0; i < known; i++) {
      aliases.put(in.readInt(), in.readInt());
    }
    int ended = StateReading.size(in);
    for (int i = 0; i < ended; i++) {
      retired.add(in.readInt());
    }
    while (byId.size() > most) {
      retire(oldest);
    }
  }
}
