package io.aiops.detector.model;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertTrue;

class IsolationTreeTest {

  @ParameterizedTest
  @ValueSource(floats = {1, 1e6f, 1e-30f})
  void neighbouringNumbersAreParted(float base) {
    for (int seed = 0; seed < 200; seed++) {
      float[][] rows = new float[12][];
      float value = base;
      for (int i = 0; i < rows.length; i++) {
        rows[i] = new float[] {value};
        value = Math.nextUp(value);
      }
      IsolationTree tree = new IsolationTree(rows, seed);
      assertTrue(tree.depth(new double[] {base}) > 0);
    }
  }
}
