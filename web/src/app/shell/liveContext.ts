import { createContext } from 'react';

/** Tries to connect at once. */
export const RetryLive = createContext<() => void>(() => undefined);
