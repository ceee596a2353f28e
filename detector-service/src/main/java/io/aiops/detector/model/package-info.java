/**
 * Models that learn how a series normally behaves and say how abnormal each point is. Plain Java:
 * no clock, no input or output beyond explicit state, no randomness without a seed. {@link
 * io.aiops.detector.model.EntityModel} is the entry; everything not public is a part of it.
 */
package io.aiops.detector.model;
