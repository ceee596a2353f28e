package io.aiops.detector.scoring;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Patterns of lines that people know, by the anomaly that told of them. A template that was
 * forgotten for want of room and comes again is new once more, unless it stands here.
 */
final class KnownPatterns {

  /** Beyond these the oldest is forgotten; each may come as news once more. */
  static final int MOST = 256;

  private final Map<String, String> texts = new LinkedHashMap<>();

  /** Whether one was made of this anomaly. */
  boolean has(String anomalyId) {
    return texts.containsKey(anomalyId);
  }

  boolean knows(String text) {
    return texts.containsValue(text);
  }

  void add(String anomalyId, String text) {
    texts.remove(anomalyId);
    if (texts.size() >= MOST) {
      texts.remove(texts.keySet().iterator().next());
    }
    texts.put(anomalyId, text);
  }

  void remove(String anomalyId) {
    texts.remove(anomalyId);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(texts.size());
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeUTF(entry.getValue());
    }
  }

  void read(DataInput in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > MOST) {
      throw new IOException("there cannot be " + size + " known patterns");
    }
    for (int i = 0; i < size; i++) {
      texts.put(in.readUTF(), in.readUTF());
    }
  }
}
