import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { version } from './package.json';

const gateway = process.env.GATEWAY_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  define: { __APP_VERSION__: JSON.stringify(version) },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': { target: gateway, ws: true },
      '/q': gateway,
    },
  },
  build: {
    sourcemap: false,
    target: 'es2022',
    // data: addresses are left to no asset, so that the page lives under a content policy of 'self'
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.js'],
    css: false,
    // A busy machine takes its time; what never comes still fails.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
