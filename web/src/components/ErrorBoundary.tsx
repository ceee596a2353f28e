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
    // parts of an older version are gone from the server once a newer one is installed
    const outdated = /dynamically imported module|module script failed/i.test(error.message);
    return (
      <div role="alert">
        <Empty
          icon={IconBug}
          title={outdated ? 'A newer version of the dashboard is installed' : 'This page has failed'}
          action={
            <Button
              size="xs"
              onClick={() => {
                if (outdated) {
                  window.location.reload();
                } else {
                  this.setState({ error: null });
                }
              }}
            >
              {outdated ? 'Reload' : 'Show it again'}
            </Button>
          }
        >
          {outdated ? 'Reload the page to get it.' : error.message}
        </Empty>
      </div>
    );
  }
}
