import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { notifications } from '@mantine/notifications';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { FakeSocket } from './FakeSocket';
import { server } from './server';

// Mantine asks for these; jsdom has no layout, so there is nothing to observe or match.
Object.defineProperty(window, 'matchMedia', {
  writable: true,
  value: (query: string): MediaQueryList => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispatchEvent: () => false,
  }),
});
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
// What has no place on the screen counts as scrolled out of sight, and its menu is hidden: everything gets one.
for (const [name, value] of [
  ['clientWidth', 1280],
  ['clientHeight', 800],
] as const) {
  Object.defineProperty(document.documentElement, name, { value });
}
Element.prototype.getBoundingClientRect = () => new DOMRect(100, 100, 200, 20);
// uPlot draws on a canvas, of which jsdom has none.
const context = new Proxy(
  {},
  { get: (_target, name) => (name === 'measureText' ? () => ({ width: 0 }) : () => undefined), set: () => true },
);
HTMLCanvasElement.prototype.getContext = (() => context) as never;
vi.stubGlobal(
  'Path2D',
  class {
    moveTo() {}
    lineTo() {}
    closePath() {}
    rect() {}
    arc() {}
    addPath() {}
  },
);
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;

// A busy machine takes its time; what never comes still fails.
configure({ asyncUtilTimeout: 60_000 });

beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' });
});
beforeEach(() => {
  FakeSocket.all = [];
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => {
  cleanup();
  notifications.clean();
  notifications.cleanQueue();
  server.resetHandlers();
  window.localStorage.clear();
});
afterAll(() => {
  server.close();
});
