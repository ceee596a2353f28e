package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.amazon.randomcutforest.state.RandomCutForestState;
import com.amazon.randomcutforest.state.sampler.CompactSamplerState;
import com.amazon.randomcutforest.state.store.PointStoreState;

/**
 * The state classes of the library as bytes, field by field: no reflection, so that a native image
 * needs no registrations. The trees are not in it: the library grows them from the samples.
 */
final class CutForestCodec {

  private static final int LARGEST = 4 << 20;

  private CutForestCodec() {}

  static void write(RandomCutForestState state, DataOutput out) throws IOException {
    out.writeUTF(state.getVersion());
    out.writeLong(state.getTotalUpdates());
    out.writeDouble(state.getTimeDecay());
    out.writeInt(state.getNumberOfTrees());
    out.writeInt(state.getSampleSize());
    out.writeInt(state.getShingleSize());
    out.writeInt(state.getDimensions());
    out.writeInt(state.getOutputAfter());
    out.writeDouble(state.getBoundingBoxCacheFraction());
    out.writeUTF(state.getPrecision());
    write(state.getPointStoreState(), out);
    for (CompactSamplerState sampler : state.getCompactSamplerStates()) {
      write(sampler, out);
    }
  }

  static RandomCutForestState read(DataInput in) throws IOException {
    RandomCutForestState state = new RandomCutForestState();
    state.setVersion(in.readUTF());
    state.setTotalUpdates(in.readLong());
    state.setTimeDecay(in.readDouble());
    state.setNumberOfTrees(in.readInt());
    state.setSampleSize(in.readInt());
    state.setShingleSize(in.readInt());
    state.setDimensions(in.readInt());
    state.setOutputAfter(in.readInt());
    state.setBoundingBoxCacheFraction(in.readDouble());
    state.setPrecision(in.readUTF());
    state.setCompressed(true);
    state.setCompact(true);
    state.setSaveSamplerStateEnabled(true);
    state.setSaveCoordinatorStateEnabled(true);
    state.setCurrentlySampling(true);
    state.setPointStoreState(readStore(in));
    List<CompactSamplerState> samplers = new ArrayList<>();
    for (int i = 0; i < state.getNumberOfTrees(); i++) {
      samplers.add(readSampler(in));
    }
    state.setCompactSamplerStates(samplers);
    return state;
  }

  private static void write(PointStoreState store, DataOutput out) throws IOException {
    out.writeUTF(store.getVersion());
    out.writeInt(store.getDimensions());
    out.writeInt(store.getCapacity());
    out.writeInt(store.getShingleSize());
    out.writeUTF(store.getPrecision());
    out.writeInt(store.getStartOfFreeSegment());
    out.writeInt(store.getPointData().length);
    out.write(store.getPointData());
    write(store.getRefCount(), out);
    write(store.getDuplicateRefs(), out);
    write(store.getLocationList(), out);
    out.writeLong(store.getLastTimeStamp());
    out.writeBoolean(store.isDynamicResizingEnabled());
    out.writeInt(store.getCurrentStoreCapacity());
    out.writeInt(store.getIndexCapacity());
  }

  private static PointStoreState readStore(DataInput in) throws IOException {
    PointStoreState store = new PointStoreState();
    store.setVersion(in.readUTF());
    store.setDimensions(in.readInt());
    store.setCapacity(in.readInt());
    store.setShingleSize(in.readInt());
    store.setPrecision(in.readUTF());
    store.setStartOfFreeSegment(in.readInt());
    byte[] points = new byte[length(in)];
    in.readFully(points);
    store.setPointData(points);
    store.setRefCount(readInts(in));
    store.setDuplicateRefs(readInts(in));
    store.setLocationList(readInts(in));
    store.setLastTimeStamp(in.readLong());
    store.setDynamicResizingEnabled(in.readBoolean());
    store.setCurrentStoreCapacity(in.readInt());
    store.setIndexCapacity(in.readInt());
    store.setCompressed(true);
    return store;
  }

  private static void write(CompactSamplerState sampler, DataOutput out) throws IOException {
    out.writeUTF(sampler.getVersion());
    out.writeInt(sampler.getSize());
    Floats.write(out, sampler.getWeight(), sampler.getSize());
    write(sampler.getPointIndex(), out);
    out.writeInt(sampler.getCapacity());
    out.writeDouble(sampler.getInitialAcceptFraction());
    out.writeDouble(sampler.getTimeDecay());
    out.writeLong(sampler.getSequenceIndexOfMostRecentTimeDecayUpdate());
    out.writeLong(sampler.getMaxSequenceIndex());
    out.writeLong(sampler.getRandomSeed());
  }

  private static CompactSamplerState readSampler(DataInput in) throws IOException {
    CompactSamplerState sampler = new CompactSamplerState();
    sampler.setVersion(in.readUTF());
    float[] weights = new float[length(in)];
    Floats.read(in, weights, weights.length);
    sampler.setSize(weights.length);
    sampler.setWeight(weights);
    sampler.setPointIndex(readInts(in));
    sampler.setCapacity(in.readInt());
    sampler.setInitialAcceptFraction(in.readDouble());
    sampler.setTimeDecay(in.readDouble());
    sampler.setSequenceIndexOfMostRecentTimeDecayUpdate(in.readLong());
    sampler.setMaxSequenceIndex(in.readLong());
    sampler.setRandomSeed(in.readLong());
    sampler.setCompressed(true);
    return sampler;
  }

  private static void write(int[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  private static int[] readInts(DataInput in) throws IOException {
    int[] values = new int[length(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  private static int length(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LARGEST) {
      throw new StateFormatException("a forest has an array of impossible length: " + length);
    }
    return length;
  }
}
