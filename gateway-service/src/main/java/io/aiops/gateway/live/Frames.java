package io.aiops.gateway.live;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** WebSocket frames of a server, RFC 6455: whole, unmasked, encoded once for all who get them. */
final class Frames {

  static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int FINAL = 0x80;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int LARGEST_SHORT = 0xffff;
  private static final int LARGEST_HEAD = 10;

  private Frames() {}

  static ByteBuf text(byte[] payload) {
    return frame(TEXT, payload);
  }

  static ByteBuf text(String payload) {
    return text(payload.getBytes(StandardCharsets.UTF_8));
  }

  static ByteBuf ping() {
    return frame(PING, new byte[0]);
  }

  static ByteBuf close(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    byte[] payload = new byte[2 + text.length];
    payload[0] = (byte) (code >> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, 2, text.length);
    return frame(CLOSE, payload);
  }

  private static ByteBuf frame(int opcode, byte[] payload) {
    ByteBuf frame = Unpooled.directBuffer(payload.length + LARGEST_HEAD);
    frame.writeByte(FINAL | opcode);
    if (payload.length < SHORT_LENGTH) {
      frame.writeByte(payload.length);
    } else if (payload.length <= LARGEST_SHORT) {
      frame.writeByte(SHORT_LENGTH);
      frame.writeShort(payload.length);
    } else {
      frame.writeByte(LONG_LENGTH);
      frame.writeLong(payload.length);
    }
    return frame.writeBytes(payload);
  }
}
