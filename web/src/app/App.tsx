import '../styles/mantine';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useCallback, useEffect, useRef } from 'react';
import { Provider } from 'react-redux';
import { RouterProvider } from 'react-router';
import { useAppDispatch, useAppSelector } from './hooks';
import { connectLive } from './live/connect';
import type { makeRouter } from './router';
import { admitted } from './sessionSlice';
import { RetryLive } from './shell/liveContext';
import type { AppStore } from './store';
import { theme } from './theme';

const colorSchemes = localStorageColorSchemeManager({ key: 'aiops.colorScheme' });

export interface AppProps {
  store: AppStore;
  router: ReturnType<typeof makeRouter>;
}

type Connection = ReturnType<typeof connectLive>;

/** Keeps the live connection while there is somebody who may have one. */
function Live({ onConnection }: { onConnection: (connection: Connection | null) => void }) {
  const dispatch = useAppDispatch();
  const listen = useAppSelector(admitted);
  useEffect(() => {
    if (!listen) {
      return;
    }
    const made = connectLive(dispatch);
    onConnection(made);
    return () => {
      onConnection(null);
      made.stop();
    };
  }, [dispatch, listen, onConnection]);
  return null;
}

/** The whole dashboard. */
export function App({ store, router }: AppProps) {
  const live = useRef<Connection | null>(null);
  const keep = useCallback((connection: Connection | null) => {
    live.current = connection;
  }, []);
  return (
    <Provider store={store}>
      <MantineProvider
        theme={theme}
        colorSchemeManager={colorSchemes}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Live onConnection={keep} />
        <Notifications position="bottom-right" limit={4} />
        <RetryLive
          value={() => {
            live.current?.client.retry();
          }}
        >
          <RouterProvider router={router} />
        </RetryLive>
      </MantineProvider>
    </Provider>
  );
}
