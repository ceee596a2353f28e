package io.aiops.detector.json;

import java.io.IOException;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

/** A column of an answer, written without boxing. */
@Schema(type = SchemaType.ARRAY, description = "One element per point")
@JsonSerialize(using = Column.Writer.class)
public sealed interface Column {

  void write(JsonGenerator out) throws IOException;

  /** Numbers; NaN is written as null. */
  static Column of(double[] values) {
    return new Numbers(values);
  }

  /** Numbers of seven digits; NaN is written as null. */
  static Column of(float[] values) {
    return new ShortNumbers(values);
  }

  /** Vectors of {@code dimensions} numbers of seven digits, one after the other. */
  static Column of(float[] values, int dimensions) {
    return dimensions == 1 ? of(values) : new ShortVectors(values, dimensions);
  }

  /** Epoch milliseconds, written as RFC 3339. */
  static Column times(long[] epochMillis) {
    return new TimesColumn(epochMillis);
  }

  static Column of(boolean[] values) {
    return new Flags(values);
  }

  /** Texts; null is written as null. */
  static Column of(String[] values) {
    return new Texts(values);
  }

  /** Writes a number as JSON knows it: null for NaN, the largest double for infinity. */
  static void number(JsonGenerator out, double value) throws IOException {
    if (Double.isNaN(value)) {
      out.writeNull();
    } else if (Double.isInfinite(value)) {
      out.writeNumber(value > 0 ? Double.MAX_VALUE : -Double.MAX_VALUE);
    } else {
      out.writeNumber(value);
    }
  }

  private static void number(JsonGenerator out, float value) throws IOException {
    if (Float.isFinite(value)) {
      out.writeNumber(value);
    } else {
      number(out, (double) value);
    }
  }

  /** A column of numbers. */
  final class Numbers implements Column {
    private final double[] values;

    private Numbers(double[] values) {
      this.values = values;
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
      out.writeStartArray();
      for (double value : values) {
        number(out, value);
      }
      out.writeEndArray();
    }
  }

  /** A column of numbers of seven digits. */
  final class ShortNumbers implements Column {
    private final float[] values;

    private ShortNumbers(float[] values) {
      this.values = values;
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
      out.writeStartArray();
      for (float value : values) {
        number(out, value);
      }
      out.writeEndArray();
    }
  }

  /** A column of vectors of numbers of seven digits. */
  final class ShortVectors implements Column {
    private final float[] values;
    private final int dimensions;

    private ShortVectors(float[] values, int dimensions) {
      this.values = values;
      this.dimensions = dimensions;
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
      out.writeStartArray();
      for (int i = 0; i < values.length; i += dimensions) {
        out.writeStartArray();
        for (int j = i; j < i + dimensions; j++) {
          number(out, values[j]);
        }
        out.writeEndArray();
      }
      out.writeEndArray();
    }
  }

  /** A column of times. */
  final class TimesColumn implements Column {
    private final long[] values;

    private TimesColumn(long[] values) {
      this.values = values;
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
      out.writeStartArray();
      for (long value : values) {
        out.writeString(Times.format(value));
      }
      out.writeEndArray();
    }
  }

  /** A column of truth values. */
  final class Flags implements Column {
    private final boolean[] values;

    private Flags(boolean[] values) {
      this.values = values;
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
      out.writeStartArray();
      for (boolean value : values) {
        out.writeBoolean(value);
      }
      out.writeEndArray();
    }
  }

  /** A column of texts. */
  final class Texts implements Column {
    private final String[] values;

    private Texts(String[] values) {
      this.values = values;
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
      out.writeStartArray();
      for (String value : values) {
        out.writeString(value);
      }
      out.writeEndArray();
    }
  }

  /** Tells Jackson to let the column write itself. */
  final class Writer extends JsonSerializer<Column> {
    @Override
    public void serialize(Column column, JsonGenerator out, SerializerProvider serializers)
        throws IOException {
      column.write(out);
    }
  }
}
