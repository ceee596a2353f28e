package io.aiops.detector.scoring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.aiops.detector.detector.Definition;
import io.aiops.detector.json.Labels;
import io.aiops.detector.model.log.Template;
import io.aiops.detector.model.log.TemplateMiner;

/**
 * What a detector of lines knows besides the rates of its templates, which are its entities. It is
 * saved with all of them at once, because each line changes both. Guarded by the detector's batch
 * lock.
 */
final class LogState {

  /** Names the saved state; keys of entities begin with a brace. */
  static final String KEY = "templates";

  static final String TEMPLATE_ID = "template_id";
  static final String TEMPLATE = "template";

  private static final int LAYOUT = 2;

  /** Without known patterns, and without the times at which templates were seen. */
  private static final int FIRST_LAYOUT = 1;

  private static final int LONGEST_TEXT = 300;
  private static final int DEFAULT_WARM_UP = 60;

  /** A log that says little is known after so many times the warm-up, silent intervals included. */
  private static final int SILENT_WARM_UPS = 24;

  /** Anomalies of new templates in a row, as when a new version says new things. */
  private static final double MOST_NEWS = 3;

  /** One such anomaly a day at a budget of one a week: each template is new once only. */
  private static final double NEWS_PER_BUDGET = 7;

  private static final double MILLIS_PER_WEEK = 7 * 24 * 3_600_000.0;

  /** Entities that have ended and whose saved states are still to be given up. */
  final Set<String> ended = ConcurrentHashMap.newKeySet();

  /** Those of them that had ended when all was collected to be saved last. */
  volatile Set<String> endedBefore = Set.of();

  final KnownPatterns patterns = new KnownPatterns();

  private final int most;
  private final int warmUp;
  private final Map<Integer, Entity> entities = new HashMap<>();
  TemplateMiner miner;

  /** Every line up to here is in; epoch milliseconds. */
  long upTo = Entity.NEVER;

  /** Every line after this is in, up to {@link #upTo}. */
  long completeFrom;

  /** Template whose anomaly tells of new templates; 0 while none does. */
  int news;

  /** Templates that it tells of. */
  long newsCount;

  /** Whether memory is ahead of what is stored, after a failure. */
  boolean broken;

  volatile boolean changed;
  volatile long lastInterval = Entity.NEVER;
  volatile long memoryBytes;
  private long intervals;
  private long busyIntervals;
  private double newsLeft = MOST_NEWS;
  private long revision;

  LogState(Definition definition) {
    Map<String, Object> parameters = definition.model().parameters();
    most = number(parameters.get("templates"), TemplateMiner.DEFAULT_TEMPLATES);
    warmUp = number(parameters.get("warm_up"), DEFAULT_WARM_UP);
    miner = new TemplateMiner(most);
  }

  private static int number(Object value, int otherwise) {
    return value instanceof Number number ? number.intValue() : otherwise;
  }

  /** Begins anew after a time of which no lines came: what was counted of an interval is void. */
  void resume(long from) {
    miner.templates().forEach(Template::take);
    completeFrom = from;
    upTo = from;
  }

  /** The entity of a template, made where there is none. */
  Entity entity(LiveDetector live, Template template) {
    return entities.computeIfAbsent(template.id(), id -> live.entity(labels(template)));
  }

  /** The entity of a template, or null where it has none. */
  Entity find(int id) {
    return entities.get(id);
  }

  /** The entity of a template number that has ended, or null. */
  Entity remove(int id) {
    return entities.remove(id);
  }

  private static Labels labels(Template template) {
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put(TEMPLATE_ID, name(template));
    labels.put(TEMPLATE, shown(template));
    return Labels.of(labels);
  }

  static String name(Template template) {
    return "t" + template.id();
  }

  /** Its text as a label. */
  static String shown(Template template) {
    String text = template.text();
    return text.isEmpty() ? "(blank)" : cut(text);
  }

  /** The start of a text, to be shown. */
  static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  /** Whether enough was seen for a new template to be news. */
  boolean warm() {
    return busyIntervals >= warmUp || intervals >= (long) warmUp * SILENT_WARM_UPS;
  }

  /** Takes one from the anomalies that new templates may make; false where none is left. */
  boolean takeNews() {
    if (newsLeft < 1) {
      return false;
    }
    newsLeft--;
    return true;
  }

  /** Notes the end of an interval. */
  void ended(long time, boolean busy, Definition definition) {
    intervals++;
    busyIntervals += busy ? 1 : 0;
    double perMilli = definition.alertBudgetPerWeek() * NEWS_PER_BUDGET / MILLIS_PER_WEEK;
    newsLeft = Math.min(MOST_NEWS, newsLeft + perMilli * definition.interval().toMillis());
    lastInterval = time;
  }

  /** The entities of templates; those of templates that are gone have ended. */
  void adopt(LiveDetector live) {
    entities.clear();
    for (Entity entity : List.copyOf(live.all())) {
      int id = number(entity.labels);
      if (miner.has(id)) {
        entities.put(id, entity);
      } else {
        live.entities.remove(entity.key);
        ended.add(entity.key);
      }
    }
  }

  private static int number(Labels labels) {
    try {
      return Integer.parseInt(labels.values().getOrDefault(TEMPLATE_ID, "t0").substring(1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The present state, under the next revision. */
  SavedState save() {
    revision++;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(LAYOUT);
      out.writeLong(revision);
      out.writeLong(upTo);
      out.writeLong(completeFrom);
      out.writeLong(lastInterval);
      out.writeLong(intervals);
      out.writeLong(busyIntervals);
      out.writeDouble(newsLeft);
      out.writeInt(news);
      out.writeLong(newsCount);
      miner.write(out);
      miner.writeTimes(out);
      patterns.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    changed = false;
    return new SavedState(KEY, revision, bytes.toByteArray());
  }

  /**
   * @throws IOException if the state is damaged or of a newer version
   */
  void read(SavedState saved) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved.bytes()))) {
      int layout = in.readUnsignedByte();
      if (layout > LAYOUT) {
        throw new IOException("the state has layout " + layout + ": upgrade first");
      }
      revision = in.readLong();
      upTo = in.readLong();
      completeFrom = in.readLong();
      lastInterval = in.readLong();
      intervals = in.readLong();
      busyIntervals = in.readLong();
      newsLeft = in.readDouble();
      news = in.readInt();
      newsCount = in.readLong();
      miner = TemplateMiner.read(most, in);
      if (layout > FIRST_LAYOUT) {
        miner.readTimes(in);
        patterns.read(in);
      }
      memoryBytes = miner.memoryBytes();
    }
  }

  /** All that has changed, to be saved in one transaction. */
  List<SavedState> saveAll(LiveDetector live, EntityCodec codec, boolean withPoints) {
    endedBefore = Set.copyOf(ended);
    List<SavedState> states = new ArrayList<>();
    Set<String> rewrite = live.segments.toRewrite();
    for (Entity entity : live.all()) {
      entity.lock.lock();
      try {
        if (entity.unsaved(withPoints) || rewrite.contains(entity.key)) {
          states.add(codec.save(entity, withPoints));
        }
      } finally {
        entity.lock.unlock();
      }
    }
    if (changed || !states.isEmpty() || rewrite.contains(KEY)) {
      states.add(save());
    }
    return states;
  }
}
