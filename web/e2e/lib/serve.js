// Serves the built dashboard as the gateway does, under the strictest content policy, with the API beside it.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Api, Refusal } from './api.js';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'self'";

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return chunks.length === 0 ? null : JSON.parse(Buffer.concat(chunks).toString());
}

async function page(path) {
  try {
    return [await readFile(join(DIST, path === '/' ? 'index.html' : path)), extname(path) || '.html'];
  } catch {
    return extname(path) === '' ? [await readFile(join(DIST, 'index.html')), '.html'] : [null, ''];
  }
}

/** Listens on loopback; port 0 takes any free one. */
export async function serve(port = 0) {
  const api = new Api();
  const sockets = new Set();
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://local');
    if (pathname.startsWith('/api/')) {
      let answer;
      try {
        answer = api.answer(request.method, pathname, searchParams, await bodyOf(request));
      } catch (error) {
        if (!(error instanceof Refusal)) {
          throw error;
        }
        answer = [error.problem.status, error.problem];
      }
      const [status, content, headers = {}] = answer;
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(content === null ? '' : JSON.stringify(content));
      return;
    }
    if (pathname === '/q/health/ready') {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end('{"status":"UP","checks":[]}');
      return;
    }
    const [content, type] = await page(pathname);
    response.writeHead(content === null ? 404 : 200, { 'Content-Type': TYPES[type] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY });
    response.end(content ?? '');
  });
  server.on('upgrade', (request, socket) => api.events.accept(request, socket));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    api,
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}
