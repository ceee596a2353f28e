import '@mantine/core/styles.css';
import { MantineProvider, Title } from '@mantine/core';

/** The whole dashboard. */
export function App() {
  return (
    <MantineProvider defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <Title order={1}>Anomaly detection</Title>
    </MantineProvider>
  );
}
