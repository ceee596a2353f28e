package io.aiops.gateway.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A socket that does only what it is told: it reads nothing unasked and answers no ping. */
public final class RawSocket implements AutoCloseable {

  /** One frame from the server. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Frame(int opcode, byte[] payload) {
    public int closeCode() {
      return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }
  }

  public static final int TEXT = 1;
  public static final int CLOSE = 8;
  public static final int PING = 9;

  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int SMALL_BUFFER = 8192;
  private static final int MASKED = 0x80;
  private static final int FINAL = 0x80;

  private final Socket socket = new Socket();
  private final DataInputStream in;

  /** Opens the connection and asks for the upgrade. */
  public RawSocket(int port, String... headers) throws IOException {
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = new DataInputStream(socket.getInputStream());
    String extra = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    write(
        ("GET /api/ws HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + extra
                + "\r\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  /** The head of the answer to the upgrade. */
  public String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  public void text(String message) throws IOException {
    byte[] payload = message.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(FINAL | TEXT);
    frame.write(MASKED | payload.length);
    frame.write(new byte[4]);
    frame.write(payload);
    write(frame.toByteArray());
  }

  /** Writes bytes as they are. */
  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** The next frame; null when the connection has ended. */
  public Frame next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    long length = in.read() & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return new Frame(first & 0xf, payload);
  }

  /** Reads on until a frame of this kind comes; null when the connection ends before. */
  public Frame next(int opcode) throws IOException {
    Frame frame = next();
    while (frame != null && frame.opcode() != opcode) {
      frame = next();
    }
    return frame;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
