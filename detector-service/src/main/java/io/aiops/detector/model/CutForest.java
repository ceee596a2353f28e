package io.aiops.detector.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.state.ExecutionContext;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestState;

/**
 * A random cut forest (Guha, Mishra, Roy, Schrijvers, 2016), by the library of its authors. A
 * forest read back is equal to the one written in distribution only. So after every {@value #STEP}
 * points the forest goes through its own state, and what is saved is that state and the points
 * since: the forest is the same whether it was ever saved or not.
 */
final class CutForest implements Forest {

  /** Rebuilding costs as much as a sample's worth of points; this many make that a small part. */
  private static final int STEP = 512;

  /** Points that a sample forgets in, in its own sizes; the default of the library. */
  private static final double MEMORY = 10;

  private static final int LARGEST = 16 << 20;

  /** Bytes of one point in one tree, estimated: sampler, nodes, bounding boxes, point store. */
  private static final long BYTES_PER_NODE = 60;

  private final int width;
  private final int trees;
  private final int sample;
  private final long seed;
  private final float[][] since = new float[STEP][];
  private RandomCutForest forest;
  private byte[] base = new byte[0];
  private int count;
  private long generation;
  private double credit;

  /**
   * Starts empty.
   *
   * @param width values of a point, the shingle included
   */
  CutForest(int width, int trees, int sample, long seed) {
    this.width = width;
    this.trees = trees;
    this.sample = sample;
    this.seed = seed;
    this.forest =
        RandomCutForest.builder()
            .dimensions(width)
            .numberOfTrees(trees)
            .sampleSize(sample)
            .timeDecay(1 / (MEMORY * sample))
            .outputAfter(1)
            .parallelExecutionEnabled(false)
            .boundingBoxCacheFraction(1)
            .randomSeed(seed)
            .build();
  }

  /** About 1 for a usual point, more for an isolated one. */
  @Override
  public double isolation(double[] point) {
    return forest.getAnomalyScore(floats(point));
  }

  /** Doubtful points are learnt once their weights sum to one. */
  @Override
  public void learn(double[] point, double weight) {
    credit += weight;
    if (credit < 1) {
      return;
    }
    credit -= 1;
    float[] row = floats(point);
    forest.update(row);
    since[count++] = row;
    if (count == STEP) {
      settle();
    }
  }

  private float[] floats(double[] point) {
    float[] row = new float[width];
    for (int i = 0; i < width; i++) {
      row[i] = (float) point[i];
    }
    return row;
  }

  private void settle() {
    base = encode(new RandomCutForestMapper().toState(forest));
    generation++;
    count = 0;
    forest = decode();
  }

  private static byte[] encode(RandomCutForestState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CutForestCodec.write(state, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private RandomCutForest decode() {
    ExecutionContext alone = new ExecutionContext();
    alone.setParallelExecutionEnabled(false);
    try {
      RandomCutForestState state =
          CutForestCodec.read(new DataInputStream(new ByteArrayInputStream(base)));
      return new RandomCutForestMapper().toModel(state, alone, Mix.bits(seed, generation));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be read", e);
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(generation);
    out.writeDouble(credit);
    out.writeInt(base.length);
    out.write(base);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      Floats.write(out, since[i], width);
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    generation = in.readLong();
    credit = in.readDouble();
    int length = in.readInt();
    if (length < 0 || length > LARGEST) {
      throw new StateFormatException("the state of a forest has an impossible length: " + length);
    }
    base = new byte[length];
    in.readFully(base);
    count = in.readInt();
    if (count < 0 || count >= STEP) {
      throw new StateFormatException("a forest cannot hold " + count + " points");
    }
    if (length > 0) {
      forest = decode();
    }
    for (int i = 0; i < count; i++) {
      since[i] = new float[width];
      Floats.read(in, since[i], width);
      forest.update(since[i]);
    }
  }

  @Override
  public long memoryBytes() {
    long nodes = (long) trees * Math.min(sample, generation * STEP + count);
    return nodes * (BYTES_PER_NODE + 4L * width) + base.length + 4L * STEP * (width + 8) + 4000;
  }
}
