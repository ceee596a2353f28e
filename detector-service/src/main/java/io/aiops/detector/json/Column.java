package io.aiops.detector.json;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

/** A column of an answer, written without boxing. */
@JsonSerialize(using = Column.Writer.class)
public sealed interface Column {

  void write(JsonGenerator out) throws IOException;

  /** Numbers; NaN is written as null. */
  static Column of(double[] values) {
    return new Numbers(values);
  }

  /** Vectors; a column of arrays. */
  static Column of(double[][] values) {
    return new Vectors(values);
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

  /** A column of vectors. */
  final class Vectors implements Column {
    private final double[][] values;

    private Vectors(double[][] values) {
      this.values = values;
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
      out.writeStartArray();
      for (double[] vector : values) {
        new Numbers(vector).write(out);
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
