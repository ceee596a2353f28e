import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { makeRouter } from './app/router';
import { makeStore } from './app/store';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no element with id "root"');
}
createRoot(root).render(
  <StrictMode>
    <App store={makeStore()} router={makeRouter()} />
  </StrictMode>,
);
