// Just enough of RFC 6455 to speak the event protocol: text frames below 64 KiB, ping and close.
import { createHash } from 'node:crypto';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

function frame(opcode, payload) {
  const length = payload.length;
  const head = length < 126 ? Buffer.from([0x80 | opcode, length]) : Buffer.from([0x80 | opcode, 126, length >> 8, length & 255]);
  return Buffer.concat([head, payload]);
}

/** Frames of a client, unmasked, as far as they are complete. */
function read(buffer, take) {
  let rest = buffer;
  for (;;) {
    if (rest.length < 2) {
      return rest;
    }
    let length = rest[1] & 127;
    let offset = 2;
    if (length === 126) {
      if (rest.length < 4) {
        return rest;
      }
      length = rest.readUInt16BE(2);
      offset = 4;
    }
    if (rest.length < offset + 4 + length) {
      return rest;
    }
    const mask = rest.subarray(offset, offset + 4);
    const payload = Buffer.from(rest.subarray(offset + 4, offset + 4 + length));
    payload.forEach((byte, index) => {
      payload[index] = byte ^ mask[index % 4];
    });
    take(rest[0] & 15, payload);
    rest = rest.subarray(offset + 4 + length);
  }
}

/** The event stream: greets, subscribes with recovery, and tells every subscriber what happens. */
export class Events {
  epoch = 'e2e1';
  seq = 1000;
  window = [];
  subscribers = new Set();

  emit(type, topic, data, detectorId = null) {
    this.seq++;
    const event = { type, topic, seq: this.seq, id: `${type}.${this.seq}`, time: new Date().toISOString(), detector_id: detectorId, data };
    this.window.push(event);
    this.subscribers.forEach((send) => send(event));
    return event;
  }

  /** Takes over a connection that asks to be upgraded. */
  accept(request, socket) {
    const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
    const send = (content) => socket.write(frame(1, Buffer.from(JSON.stringify(content))));
    const heartbeat = setInterval(() => {
      send({ type: 'heartbeat', time: new Date().toISOString(), seq: this.seq });
    }, 5000);
    const end = () => {
      clearInterval(heartbeat);
      this.subscribers.delete(send);
    };
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      pending = read(Buffer.concat([pending, chunk]), (opcode, payload) => {
        if (opcode === 8) {
          end();
          socket.end(frame(8, payload));
        } else if (opcode === 1) {
          this.#answer(JSON.parse(payload.toString()), send);
        }
      });
    });
    socket.on('close', end);
    socket.on('error', end);
    send({ type: 'welcome', epoch: this.epoch, seq: this.seq, heartbeat_seconds: 5 });
  }

  #answer({ action, topics, since, epoch }, send) {
    if (action === 'ping') {
      send({ type: 'pong' });
    } else if (action === 'subscribe') {
      const recovered = since === undefined || epoch === this.epoch;
      send({ type: 'subscribed', topics, recovered, seq: this.seq });
      this.window.filter(({ seq }) => recovered && since !== undefined && seq > since).forEach(send);
      this.subscribers.add(send);
    }
  }
}
