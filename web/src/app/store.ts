import {
  combineReducers,
  configureStore,
  type ThunkAction,
  type UnknownAction,
} from '@reduxjs/toolkit';
import { setupListeners } from '@reduxjs/toolkit/query';
import { api } from './api/api';
import { liveReducer } from './live/liveSlice';
import { failureNotices } from './notices';
import { sessionReducer } from './sessionSlice';
import { uiReducer } from './uiSlice';

const rootReducer = combineReducers({
  [api.reducerPath]: api.reducer,
  live: liveReducer,
  session: sessionReducer,
  ui: uiReducer,
});

export type RootState = ReturnType<typeof rootReducer>;
export type AppThunk<T> = ThunkAction<T, RootState, unknown, UnknownAction>;

/** A store of its own for each application, so that tests do not share one. */
export function makeStore() {
  const store = configureStore({
    reducer: rootReducer,
    middleware: (defaults) =>
      defaults({ serializableCheck: false, immutableCheck: false })
        .prepend(failureNotices.middleware)
        .concat(api.middleware),
  });
  setupListeners(store.dispatch);
  return store;
}

export type AppStore = ReturnType<typeof makeStore>;
export type AppDispatch = AppStore['dispatch'];
