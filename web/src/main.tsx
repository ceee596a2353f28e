import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { loadPages, makeRouter } from './app/router';
import { makeStore } from './app/store';

/** Wait before the other pages are loaded, so that the first one has the network for itself, in milliseconds. */
const SETTLED_MS = 3000;

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no element with id "root"');
}
createRoot(root).render(
  <StrictMode>
    <App store={makeStore()} router={makeRouter()} />
  </StrictMode>,
);
setTimeout(loadPages, SETTLED_MS);
