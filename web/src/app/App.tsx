import '../styles/mantine';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { Provider } from 'react-redux';
import { RouterProvider } from 'react-router';
import { connectLive } from './live/connect';
import type { makeRouter } from './router';
import { RetryLive } from './shell/liveContext';
import type { AppStore } from './store';
import { theme } from './theme';

const colorSchemes = localStorageColorSchemeManager({ key: 'aiops.colorScheme' });

export interface AppProps {
  store: AppStore;
  router: ReturnType<typeof makeRouter>;
}

/** The whole dashboard. */
export function App({ store, router }: AppProps) {
  const live = useRef<ReturnType<typeof connectLive> | null>(null);
  useEffect(() => {
    const connection = connectLive(store.dispatch);
    live.current = connection;
    return () => {
      connection.stop();
    };
  }, [store]);
  return (
    <Provider store={store}>
      <MantineProvider
        theme={theme}
        colorSchemeManager={colorSchemes}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
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
