package io.aiops.detector.model;

/** A model that judges over another one, which says what was expected and how far that holds. */
abstract sealed class OverlayModel implements Model permits ForestModel, EnsembleModel {

  /** The model under it. */
  final Model base;

  OverlayModel(Model base) {
    this.base = base;
  }

  @Override
  public void pass(double[] point) {
    base.pass(point);
  }

  @Override
  public void settle(long[] timestamps, double[][] points, double[] usual) {
    base.settle(timestamps, points, usual);
  }

  @Override
  public double slow() {
    return base.slow();
  }

  @Override
  public double unrest() {
    return base.unrest();
  }

  @Override
  public int feature() {
    return base.feature();
  }

  @Override
  public double error(int feature) {
    return base.error(feature);
  }

  @Override
  public double expected(int feature) {
    return base.expected(feature);
  }

  @Override
  public double spread(int feature) {
    return base.spread(feature);
  }

  @Override
  public void features(double[] into) {
    base.features(into);
  }

  @Override
  public double points() {
    return base.points();
  }

  @Override
  public Explanation explain() {
    return base.explain();
  }
}
