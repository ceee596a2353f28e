import { Button } from '@mantine/core';
import { IconBug } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { Empty } from './States';

/** Keeps a defect of one page from taking the whole dashboard down. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (error === null) {
      return this.props.children;
    }
    // no connection, or a newer version is installed and the parts of this one are gone
    const missing = /dynamically imported module|module script failed/i.test(error.message);
    return (
      <div role="alert">
        <Empty
          icon={IconBug}
          title={missing ? 'This page could not be loaded' : 'This page has failed'}
          action={
            <Button
              size="xs"
              onClick={() => {
                if (missing) {
                  window.location.reload();
                } else {
                  this.setState({ error: null });
                }
              }}
            >
              {missing ? 'Reload' : 'Show it again'}
            </Button>
          }
        >
          {missing
            ? 'The server cannot be reached at the moment, or a newer version of the dashboard is installed.'
            : error.message}
        </Empty>
      </div>
    );
  }
}
